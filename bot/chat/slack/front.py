"""The way from Slack to the router and back: what was acknowledged is answered here, once."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.chat import actions, texts
from bot.chat.replies import Attachment, Notice, Prompt, Reply
from bot.chat.request import Request
from bot.chat.router import Router, crashed, refusal
from bot.chat.slack import blocks, sentences, typed, windows
from bot.chat.slack.blocks import Made
from bot.chat.slack.clients import PLATFORM, Clients, code
from bot.chat.slack.files import fetched
from bot.chat.slack.intake import Asked, Origin
from bot.chat.slack.naming import Naming
from bot.chat.slack.pages import Page
from bot.chat.slack.people import People
from bot.chat.slack.posting import ABSENT, NoWay, Poster
from bot.chat.slack.refusals import FAILURES, what
from bot.chat.slack.render import render
from bot.desk.desk import Desk
from bot.model.errors import InsideSlack, NothingToBrief, NotInChannel, UserError

log = logging.getLogger(__name__)

WORKING = "eyes"
"""The reaction that a message has while it is answered."""

LAST_WORDS = 5.0
"""Seconds that answers have to get through when the connection ends."""


class Front:
    """Answers commands, buttons, windows and messages."""

    def __init__(
        self,
        router: Router,
        desk: Desk,
        clients: Clients,
        people: People,
        prefix: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._router = router
        self._desk = desk
        self._clients = clients
        self._people = people
        self._naming = Naming(prefix)
        self._answering: set[asyncio.Future[None]] = set()
        self._poster = Poster(clients, sleep)

    def acknowledgement(self, asked: Asked) -> dict[str, str]:
        """What to say at once to a slash command.

        The channel sees the command where it will see the answer; an answer for the asker alone that takes time is
        announced.
        """
        plan = self._router.plan(replace(asked.request, is_admin=True))
        if plan.prompt or (plan.private and not plan.slow):
            return {}
        return {"text": texts.WORKING} if plan.private else {"response_type": "in_channel"}

    async def finish(self) -> None:
        """Wait a little for answers that are under way."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=LAST_WORDS)

    async def answer(self, asked: Asked) -> None:
        """Answer one request: with a window, or else with a reply. What was answered already is left alone."""
        async with self._once(asked.origin) as first:
            if first:
                await self._answer(await self._known(asked))

    async def answer_all(self, origin: Origin, asked: Sequence[Asked]) -> None:
        """Answer several requests that were made at once; none of them means that there was nothing to brief."""
        async with self._once(origin) as first:
            for each in asked if first else ():
                known = await self._known(each)
                await self._post(known, await self._reply(known))
            if first and not asked:
                await self._tell(origin, refusal(NothingToBrief()))

    async def _answer(self, asked: Asked) -> None:
        if (turned := actions.turned(asked.request.action or "")) is not None:
            await self._turn(asked, *turned)
            return
        plan = self._router.plan(asked.request)
        if plan.prompt and asked.origin.trigger and await self._opened(asked, plan.prompt):
            return
        async with self._working(asked.origin):
            reply = await self._reply(asked)
        await self._post(asked, reply)

    async def _opened(self, asked: Asked, prompt: Prompt) -> bool:
        """Open a window; where that is not possible any more, a button that opens it has to do."""
        client = self._clients.of(asked.origin.workspace)
        if client is None:
            return False
        try:
            view = windows.window(self._naming.window(prompt), asked.origin.dump())
            await client.views_open(trigger_id=asked.origin.trigger, view=view)
        except FAILURES as error:
            log.warning("window not opened", extra={"channel": asked.origin.place.key, "reason": what(error)})
            return False
        return True

    async def say(self, origin: Origin, reply: Reply) -> None:
        """Post a reply's first page, with buttons that turn to the others, and its files.

        Raises NoWay, one of FAILURES, or a UserError when its pages cannot be kept.
        """
        files = [part for part in reply.parts if isinstance(part, Attachment)]
        if files and reply.private and not origin.ours:
            reply = replace(reply, parts=(*reply.parts, Notice(sentences.FILE_SENT)))
        messages = [await self._poster.message(origin, page) for page in render(self._naming(reply))]
        first = messages[0]
        if len(messages) > 1:
            kept = await self._desk.pages.keep(origin.place, [json.dumps(message) for message in messages])
            first = _turning(first, kept, 1, len(messages))
        posted = await self._poster.post(origin, first, private=reply.private)
        if not reply.private:
            thread = origin.thread or origin.channel
            await self._desk.posted(origin.place, thread, [posted] if posted else [], reply.about)
        await self._poster.share(origin, files, private=reply.private)

    @asynccontextmanager
    async def _once(self, origin: Origin) -> AsyncIterator[bool]:
        """Tell whether something happened for the first time; its answer is waited for before the end."""
        done = asyncio.get_running_loop().create_future()
        self._answering.add(done)
        try:
            yield await self._first(origin)
        finally:
            self._answering.discard(done)
            done.set_result(None)

    async def _first(self, origin: Origin) -> bool:
        if not origin.event:
            return True
        try:
            return await self._desk.seen.first(PLATFORM, origin.event)
        except UserError:  # the database is busy, which the handler will say
            return True

    async def _known(self, asked: Asked) -> Asked:
        workspace = self._clients.find(asked.origin.workspace)
        if workspace is None:
            return asked
        person = await self._people.find(workspace, asked.origin.user)
        request = replace(
            asked.request,
            asker_name=person.name,
            is_admin=asked.request.is_admin or person.admin,
            locale=person.locale,
        )
        return replace(asked, request=request)

    async def _reply(self, asked: Asked) -> Reply:
        try:
            request = await self._complete(asked)
        except UserError as error:
            return refusal(error)
        return await self._router.handle(request)

    async def _complete(self, asked: Asked) -> Request:
        """The request with its files. Raises a UserError for a file or a link that cannot be had."""
        if typed.inside(asked.request.text("article")):
            raise InsideSlack
        workspace = self._clients.find(asked.origin.workspace)
        if workspace is None or not asked.files:
            return asked.request
        return replace(
            asked.request, files=tuple([await fetched(self._clients, workspace, file) for file in asked.files])
        )

    async def _post(self, asked: Asked, reply: Reply) -> None:
        """Post a reply; whoever waits must be told, whatever goes wrong."""
        try:
            await self.say(asked.origin, reply)
        except UserError as error:
            await self._tell(asked.origin, refusal(error))
        except (NoWay, SlackApiError) as error:
            if isinstance(error, SlackApiError) and code(error) not in ABSENT:
                await self._tell(asked.origin, crashed(asked.request))
            else:
                await self._tell(asked.origin, refusal(NotInChannel(me=self._name(asked.origin))), direct=True)
        except Exception:
            await self._tell(asked.origin, crashed(asked.request))

    async def _tell(self, origin: Origin, reply: Reply, *, direct: bool = False) -> None:
        """Tell the asker that something went wrong, in their direct messages where nothing else is left."""
        message = blocks.message(render(self._naming(reply))[0])
        places = [replace(origin, channel=origin.user, thread="", response_url="")]
        for place in places if direct else [origin, *places]:
            try:
                await self._poster.post(place, message, private=place is origin)
            except (NoWay, *FAILURES) as error:
                log.warning("not told", extra={"channel": origin.place.key, "reason": what(error)})
            else:
                return

    async def _turn(self, asked: Asked, pages: str, number: int) -> None:
        try:
            kept = await self._desk.pages.page(asked.origin.place, pages, number)
            message = _turning(json.loads(kept.text), pages, kept.number, kept.count)
            await self._poster.replace(asked.origin, message)
        except UserError as error:
            await self._tell(asked.origin, refusal(error))
        except (NoWay, *FAILURES):
            await self._tell(asked.origin, crashed(asked.request))

    @asynccontextmanager
    async def _working(self, origin: Origin) -> AsyncIterator[None]:
        """Show on a message that it is being answered; nothing depends on it."""
        client = self._clients.of(origin.workspace)
        if client is None or not origin.written:
            yield
            return
        shown = asyncio.create_task(_quietly(client.reactions_add, origin))
        try:
            yield
        finally:
            await shown
            await _quietly(client.reactions_remove, origin)

    def _name(self, origin: Origin) -> str:
        workspace = self._clients.find(origin.workspace)
        return workspace.name if workspace else ""


def _turning(message: Made, pages: str, number: int, count: int) -> Made:
    """A message as one of several pages, with the buttons that show the others."""
    turning = blocks.made(Page(()).turning(pages, number, count))
    return {**message, "blocks": [*message["blocks"], *turning]}


async def _quietly(call: Callable[..., Awaitable[object]], origin: Origin) -> None:
    with suppress(*FAILURES):
        await call(channel=origin.channel, timestamp=origin.message, name=WORKING)
