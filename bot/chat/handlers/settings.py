"""/settings and /status: how this channel is served, and by what."""

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.compose import status as page
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model import languages
from bot.model.errors import UnknownLanguage, UnknownLength
from bot.model.preferences import Length


async def engine(desk: Desk, request: Request) -> Reply:
    """Let another engine work for this channel, or show which does and which could."""
    name = request.text("engine")
    if not name:
        return page.engines((await desk.status(request.channel)).engine, desk.engines())
    await desk.choose(request.channel, engine=name)
    return page.engine_chosen(name)


async def length(desk: Desk, request: Request) -> Reply:
    """Make this channel's briefings shorter or longer, or show how long they are."""
    chosen = wanted_length(request)
    if chosen is None:
        return page.lengths((await desk.status(request.channel)).preferences.length or Length.MEDIUM)
    await desk.choose(request.channel, length=chosen)
    return page.length_chosen(chosen)


async def language(desk: Desk, request: Request) -> Reply:
    """Write in a language or in the articles' own, or show which it is."""
    typed = request.text("language")
    if not typed:
        return page.languages_shown((await desk.status(request.channel)).preferences.language)
    code = None if typed.casefold() == languages.OWN else wanted_language(request)
    await desk.choose(request.channel, language=code)
    return page.language_chosen(code)


async def instructions(desk: Desk, request: Request) -> Reply:
    """Keep what matters to this channel, or forget it when nothing is said."""
    chosen = await desk.choose(request.channel, instructions=" ".join(request.text("instructions").split()))
    return page.instructions_chosen(chosen.instructions, (await desk.status(request.channel)).engine)


def window(request: Request) -> Prompt | None:
    """A window for what matters, when nothing was said."""
    if request.text("instructions"):
        return None
    field = Field("instructions", texts.INSTRUCTIONS_FIELD, texts.INSTRUCTIONS_PLACEHOLDER, required=False)
    action = str(Action("settings instructions"))
    return Prompt(texts.INSTRUCTIONS_WINDOW, action, (field,), texts.INSTRUCTIONS_SUBMIT)


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
