"""From a request to a reply: finds the row, checks it, runs it, and turns every error into words."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat import actions, texts
from bot.chat.catalogue import COMMANDS, find, unknown
from bot.chat.command import FALSE, TRUE, Choice, Command, Kind, Option, Permission
from bot.chat.compose import guide
from bot.chat.replies import Notice, Prompt, Reply, Tone
from bot.chat.request import Request, Value
from bot.desk.desk import Desk
from bot.model.errors import NotAllowed, OnlyVisiting, UnfinishedCommand, UserError, WrongUsage
from bot.telemetry import Metrics

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a platform must know before the work begins.

    `prompt` is a window to open instead of any other answer; `private` says who will see the reply,
    `slow` that it may take seconds.
    """

    prompt: Prompt | None = None
    private: bool = False
    slow: bool = False


class Router:
    """The one way from a platform into the bot; `desk` has what platforms ask of it by themselves."""

    def __init__(self, desk: Desk, metrics: Metrics) -> None:
        self.desk = desk
        self._metrics = metrics

    def plan(self, request: Request) -> Plan:
        """Say at once, without waiting for anything, how a request will be answered. Never raises."""
        if _says_nothing(request):
            return Plan()
        try:
            asked = _resolve(request)
        except UserError:
            return Plan(private=True)
        return Plan(asked.prompt, _private(asked.command, asked.request), asked.command.slow)

    async def handle(self, request: Request) -> Reply:
        """Answer a request. Never raises: errors come back as a failed, private reply.

        One that says nothing gets the welcome.
        """
        if _says_nothing(request):
            return guide.welcome()
        name = "unknown"
        try:
            asked = _resolve(request)
            name = asked.command.name
            with self._metrics.command_seconds.labels(name).time():
                reply = await self._run(asked)
        except UserError as error:
            self._metrics.commands.labels(name, "refused").inc()
            return refusal(error)
        except Exception:
            self._metrics.commands.labels(name, "failed").inc()
            return crashed(request)
        self._metrics.commands.labels(name, "done").inc()
        return reply

    async def _run(self, asked: "_Asked") -> Reply:
        if asked.prompt:
            return Reply((asked.prompt,), private=True)
        reply = await asked.command.handler(self.desk, asked.request)
        return replace(reply, private=reply.private or _private(asked.command, asked.request))

    async def complete(self, request: Request, option: str, typed: str) -> Sequence[Choice]:
        """Suggest at most 25 values for an option of `request.command`. Never raises."""
        command = find(request.command)
        row = command.option(option) if command else None
        if row is None or row.complete is None:
            return ()
        try:
            return (await row.complete(self.desk, request, typed))[:25]
        except Exception:
            log.exception("no suggestions", extra={"command": request.command, "option": option})
            return ()


def refusal(error: UserError) -> Reply:
    """The reply for something that a person can act on, also when a platform finds it before the router does."""
    return _failure(error.sentence)


def crashed(request: Request) -> Reply:
    """Log the error that is being handled, and say so with a short reference; for platforms too, when posting fails."""
    reference = secrets.token_hex(4)
    log.exception(
        "request failed",
        extra={"reference": reference, "command": request.command, "channel": request.channel.key},
    )
    return _failure(texts.FAILED.format(reference=reference))


def _says_nothing(request: Request) -> bool:
    return not request.command and request.action is None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The row of a request, the request with its options checked, and the window that must be opened first."""

    command: Command
    request: Request
    prompt: Prompt | None


def _resolve(request: Request) -> _Asked:
    """Read a request. Raises UserError."""
    subject = ""
    submitted = request.action is not None and bool(request.options)
    if request.action is not None:
        action = actions.read(request.action)
        request, subject = replace(request, command=action.command), action.subject
    command = find(request.command)
    if command is None and (group := [row for row in COMMANDS if row.group == request.command.lower()]):
        words = [row.name.split()[1] for row in group]
        raise UnfinishedCommand(words=texts.listed(words, "or"), example=group[0].example)
    if command is None:
        raise unknown(request.command)
    if command.permission is Permission.MANAGE and not request.is_admin:
        raise NotAllowed(managers=request.managers)
    if command.posts and request.visiting:
        raise OnlyVisiting
    options = _options(command, request)
    if subject:
        options[actions.SUBJECT] = subject
    request = replace(request, options=options)
    prompt = None if submitted or command.prompt is None else command.prompt(request)
    told = bool(subject or prompt)  # a button says what it is about, a window asks for it
    if not told and any(option.required and option.name not in options for option in command.options):
        raise WrongUsage(usage=command.example)
    return _Asked(command, request, prompt)


def _options(command: Command, request: Request) -> dict[str, Value]:
    """The options in their kinds."""
    options: dict[str, Value] = {}
    for name, value in request.options.items():
        option = command.option(name)
        if option is None:
            raise WrongUsage(usage=command.example)
        if value not in ("", None):
            options[name] = _convert(command, option, value)
    return options


def _convert(command: Command, option: Option, value: Value) -> Value:
    typed = str(value).strip()
    if option.kind is Kind.INTEGER:
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            raise WrongUsage(usage=command.example)
        return int(typed)
    if option.kind is Kind.BOOLEAN:
        if typed.lower() not in TRUE | FALSE:
            raise WrongUsage(usage=command.example)
        return typed.lower() in TRUE
    return typed


def _private(command: Command, request: Request) -> bool:
    return command.private or (command.aside and request.action is not None)


def _failure(sentence: str) -> Reply:
    return Reply((Notice(sentence, Tone.ERROR),), private=True, failed=True)
