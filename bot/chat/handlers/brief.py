"""/brief: an article in, its briefing out."""

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.compose import articles
from bot.chat.handlers.settings import wanted_language, wanted_length
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.desk.intake import Added
from bot.model.errors import EmptyText, NothingToBrief


async def brief(desk: Desk, request: Request) -> Reply:
    """Add the article that was given, and brief it."""
    length, language = wanted_length(request), wanted_language(request)
    added = await _add(desk, request)
    engine = request.text("engine") or None
    made = await desk.brief(request.channel, added.article.id, engine, length, language)
    return articles.briefing(made, added, request.locale)


def window(request: Request) -> Prompt | None:
    """A window to paste into, when nothing was given."""
    if request.text("article") or request.files or _says_how(request):
        return None
    field = Field("article", texts.BRIEF_FIELD, texts.BRIEF_PLACEHOLDER, multiline=True)
    return Prompt(texts.BRIEF_WINDOW, str(Action("brief")), (field,), texts.BRIEF_SUBMIT)


def _says_how(request: Request) -> bool:
    """Whether the request says how to brief: "in German", of no article in particular."""
    return any(request.text(option) for option in ("engine", "length", "language"))


async def _newest(desk: Desk, request: Request) -> Added:
    """The channel's newest article, to be briefed in another manner. Raises NothingToBrief when it has none."""
    listed = await desk.sources(request.channel, newest=1)
    if not listed:
        raise NothingToBrief
    return Added(listed[0].article)


async def _add(desk: Desk, request: Request) -> Added:
    given = request.text("article")
    if request.files:
        file = request.files[0]
        return await desk.add_file(request.channel, file.name, file.data, request.asker)
    if not given and _says_how(request):
        return await _newest(desk, request)
    if not given:
        raise NothingToBrief
    if not any(letter.isalnum() for letter in given):
        raise EmptyText
    if len(given.split()) == 1:
        return await desk.add_link(request.channel, given, request.asker)
    return await desk.add_text(request.channel, given, request.asker)
