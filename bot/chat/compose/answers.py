"""Replies to questions."""

from collections.abc import Sequence

from bot.chat import texts
from bot.chat.compose.references import References
from bot.chat.replies import Footer, Part, QuoteItem, Quotes, Reply, Text
from bot.model import languages
from bot.model.article import Listed
from bot.model.briefing import Answer


def answer(given: Answer, listed: Sequence[Listed], locale: str) -> Reply:
    """An answer with its sources, or that there is none with the nearest sentences.

    `listed` holds the articles that it cites at least.
    """
    cited = References.to_channel(listed, single=given.searched == 1)
    articles = texts.count(given.searched, "article")
    if not given.answered:
        return _unanswered(given, cited, articles, locale)
    return Reply(
        (
            *_statements(given, cited),
            cited.sources(locale, shown=given.text),
            Footer(texts.ANSWERED_FROM.format(engine=given.engine, articles=articles)),
        ),
        about=tuple(dict.fromkeys(citation.article for citation in given.citations)),
    )


def _statements(given: Answer, cited: References) -> list[Text]:
    """The answer, sentence by sentence with each one's own mark where it is made of the cited sentences."""
    if given.statements:
        return [
            Text(told.text, given.span if given.span and given.span in told.text else None, cited.marks(told.citations))
            for told in given.statements
        ]
    if given.text == " ".join(citation.text for citation in given.citations):
        spans = [given.span if given.span and given.span in citation.text else None for citation in given.citations]
        return [
            Text(citation.text, span, cited.marks([citation]))
            for citation, span in zip(given.citations, spans, strict=True)
        ]
    return [Text(given.text, given.span, cited.marks(given.citations))]


def _unanswered(given: Answer, cited: References, articles: str, locale: str) -> Reply:
    parts: list[Part] = [Text(text, text if place == 0 else None) for place, text in enumerate(_no_answer(given))]
    if given.near:
        near = tuple(QuoteItem(citation.text, direct=False, marks=cited.marks([citation])) for citation in given.near)
        parts += [Quotes(near), cited.sources(locale)]
    parts.append(Footer(texts.SEARCHED.format(articles=articles)))
    return Reply(tuple(parts))


def _no_answer(given: Answer) -> list[str]:
    """That the articles do not say, or that they are not understood; and what the nearest sentences are."""
    if given.asked_in not in languages.UNDERSTOOD:
        asked = texts.ASKED_IN.format(language=languages.name(given.asked_in))
        return [texts.NOT_FOUND, asked, *([texts.NEAREST_SENTENCES] if given.near else [])]
    if given.unread:
        unread = texts.listed([languages.name(code) for code in given.unread])
        return [texts.NOT_FOUND, texts.ANSWERED_IN_ENGLISH.format(languages=unread)]
    return [texts.NOT_SAID, *([texts.NEAREST] if given.near else [])]
