"""/ask: a question in, an answer out."""

from bot.chat import texts
from bot.chat.actions import SUBJECT, Action
from bot.chat.compose.answers import answer
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import EmptyQuestion, Expired


async def ask(desk: Desk, request: Request) -> Reply:
    """Answer from the channel's articles, or from the one under whose briefing the button was."""
    question = request.text("question")
    if not question:
        raise EmptyQuestion
    subject = request.text(SUBJECT) or None
    if subject and not await desk.sources(request.channel, [subject]):
        raise Expired
    given = await desk.ask(request.channel, request.thread, request.asker, question, subject)
    cited = {citation.article for citation in (*given.citations, *given.near)}
    asked = 1 if subject else await desk.count(request.channel)
    return answer(given, await desk.sources(request.channel, cited), asked, request.locale)


def window(request: Request) -> Prompt | None:
    """A window with one line, when a button was pressed."""
    if request.action is None:
        return None
    field = Field("question", texts.ASK_FIELD, texts.ASK_PLACEHOLDER)
    return Prompt(texts.ASK_WINDOW, str(Action("ask", request.text(SUBJECT))), (field,), texts.ASK_SUBMIT)
