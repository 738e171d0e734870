"""/brief: an article in, its briefing out."""

from bot.chat import texts
from bot.chat.actions import Action
from bot.chat.compose import articles
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.desk.intake import Added
from bot.model.errors import EmptyText, NothingToBrief


async def brief(desk: Desk, request: Request) -> Reply:
    """Add the article that was given, and brief it."""
    added = await _add(desk, request)
    made = await desk.brief(request.channel, added.article.id, request.text("engine") or None)
    return articles.briefing(made, added)


def window(request: Request) -> Prompt | None:
    """A window to paste into, when nothing was given."""
    if request.text("article") or request.files or request.action is not None:
        return None
    field = Field("article", texts.BRIEF_FIELD, texts.BRIEF_PLACEHOLDER, multiline=True)
    return Prompt(texts.BRIEF_WINDOW, str(Action("brief")), (field,), texts.BRIEF_SUBMIT)


async def _add(desk: Desk, request: Request) -> Added:
    given = request.text("article")
    if request.files:
        file = request.files[0]
        return await desk.add_file(request.channel, file.name, file.data, request.asker)
    if not given:
        raise NothingToBrief
    if not any(letter.isalnum() for letter in given):
        raise EmptyText
    if len(given.split()) == 1:
        return await desk.add_link(request.channel, given, request.asker)
    return await desk.add_text(request.channel, given, request.asker)
