"""/ask: a question in, an answer out."""

from collections.abc import Sequence

from bot.chat import texts
from bot.chat.actions import AND, SUBJECT, Action
from bot.chat.compose.answers import answer
from bot.chat.replies import Field, Prompt, Reply
from bot.chat.request import Request
from bot.desk.desk import Desk
from bot.model.errors import EmptyQuestion, Expired


async def ask(desk: Desk, request: Request) -> Reply:
    """Answer from the channel's articles, or from those of a story or of the button that was pressed."""
    question = request.text("question")
    if not question:
        raise EmptyQuestion
    articles = await _articles(desk, request)
    given = await desk.ask(request.channel, request.thread, request.asker, question, articles)
    cited = {citation.article for citation in (*given.citations, *given.near)}
    return answer(given, await desk.sources(request.channel, cited), request.locale)


async def _articles(desk: Desk, request: Request) -> Sequence[str]:
    """The articles that are asked about; none in particular where nothing says so. Raises Expired or UnknownArticle."""
    story, subject = request.number("story"), request.text(SUBJECT)
    if story is not None:
        return await desk.story(request.channel, story)
    if not subject:
        return ()
    found = [row.article.id for row in await desk.sources(request.channel, subject.split(AND))]
    if not found:
        raise Expired
    return found


def window(request: Request) -> Prompt | None:
    """A window with one line, when a button was pressed."""
    if request.action is None:
        return None
    field = Field("question", texts.ASK_FIELD, texts.ASK_PLACEHOLDER)
    return Prompt(texts.ASK_WINDOW, str(Action("ask", request.text(SUBJECT))), (field,), texts.ASK_SUBMIT)
