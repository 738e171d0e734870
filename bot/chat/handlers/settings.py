"""/settings and /status: how this channel is served, and by what."""

from bot.chat.compose import status as page
from bot.chat.replies import Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model import languages
from bot.model.errors import UnknownLanguage, UnknownLength
from bot.model.preferences import Length


async def engine(desk: Desk, request: Request) -> Reply:
    """Let another engine work for this channel."""
    name = request.text("engine")
    await desk.choose(request.channel, engine=name)
    return page.engine_chosen(name)


async def length(desk: Desk, request: Request) -> Reply:
    """Make this channel's briefings shorter or longer."""
    chosen = wanted_length(request)
    await desk.choose(request.channel, length=chosen)
    return page.length_chosen(chosen or Length.MEDIUM)


async def language(desk: Desk, request: Request) -> Reply:
    """Write in a language, or in the articles' own when none is named."""
    code = wanted_language(request)
    await desk.choose(request.channel, language=code)
    return page.language_chosen(code)


async def instructions(desk: Desk, request: Request) -> Reply:
    """Keep what matters to this channel, or forget it when nothing is said."""
    chosen = await desk.choose(request.channel, instructions=" ".join(request.text("instructions").split()))
    return page.instructions_chosen(chosen.instructions, (await desk.status(request.channel)).engine)


def wanted_length(request: Request) -> Length | None:
    """The length that a request names, if it does. Raises UnknownLength."""
    named = request.text("length").lower()
    if named and named not in set(Length):
        raise UnknownLength(length=named, known=", ".join(Length))
    return Length(named) if named else None


def wanted_language(request: Request) -> str | None:
    """The code of the language that a request names, if it does. Raises UnknownLanguage."""
    named = request.text("language")
    code = languages.code(named)
    if named and code is None:
        raise UnknownLanguage(language=named)
    return code


async def status(desk: Desk, request: Request) -> Reply:
    """Which engine works here, and what the model has done."""
    return page.status(await desk.status(request.channel))
