"""Rows about articles and what they say."""

from bot.chat import suggest
from bot.chat.catalogue.options import ARTICLE, ENGINE, LANGUAGE, LENGTH
from bot.chat.command import Command, Kind, Option
from bot.chat.handlers import articles, ask, brief

ROWS: tuple[Command, ...] = (
    Command(
        "brief",
        "Brief an article: what happened, who acts, when, with sources",
        brief.brief,
        "/brief https://example.org/article",
        (
            Option("article", "A link, or the article's text; leave it out to paste into a window"),
            Option("file", "A text, Markdown, HTML, PDF, Word or e-mail file", Kind.FILE),
            LENGTH,
            LANGUAGE,
            ENGINE,
        ),
        main="article",
        slow=True,
        prompt=brief.window,
    ),
    Command(
        "ask",
        "Ask a question; the answer comes from this channel's articles alone",
        ask.ask,
        "/ask who is she meeting?",
        (
            Option("question", "Your question, in your own words", required=True),
            Option(
                "story", "Only from one story: the number of an article in it", Kind.INTEGER, complete=suggest.stories
            ),
        ),
        main="question",
        slow=True,
        prompt=ask.window,
    ),
    Command(
        "actors",
        "Who acts in this channel's articles: roles, other names, what they said",
        articles.actors,
        "/actors",
        (ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
    Command(
        "timeline",
        "What happened and what is coming, by date",
        articles.timeline,
        "/timeline",
        (ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
    Command(
        "sources",
        "The articles of this channel, and the sentences that briefings rest on",
        articles.sources,
        "/sources",
        (ARTICLE,),
        main="article",
        slow=True,
        aside=True,
    ),
)
