"""The bot's rooms under the signatures that the scorers call."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from bot.language.people import Figure
    from bot.language.salience import Presence
    from bot.model.briefing import Answer
    from bot.model.document import Document
    from bot.model.place import Channel
    from bot.store import Store

P = ParamSpec("P")
T = TypeVar("T")

DATED = datetime(2020, 1, 1, tzinfo=UTC)
APART = 100
"""So many characters lie, roughly, between two mentions of people in the news."""

ARRIVING = 20
"""So many articles arrive before stories are looked at again; what they are in the end does not depend on it."""


def extract(html: str, url: str) -> str:
    """The headline and the text of the article on a page."""
    from bot.ingest import draft
    from bot.ingest.html import read

    page = read(html, url)
    return "" if page is None else "\n\n".join((page.draft.title, *draft.cleaned(page.draft)))


def metadata(html: str, url: str) -> dict[str, str]:
    """Title, author and date of a page, "" where it states none."""
    from bot.ingest.html import read

    page = read(html, url)
    if page is None:
        return {}
    found = page.draft
    date = found.published.date().isoformat() if found.published else ""
    return {"title": found.title, "author": ", ".join(found.authors), "date": date}


def feeds(data: bytes) -> dict[str, object]:
    """A feed's title and its entries; nothing where the reader refuses it."""
    from bot.ingest.feeds.read import read_feed
    from bot.model.errors import NotAFeed

    try:
        found = read_feed(data, "", now=datetime.now(UTC))
    except NotAFeed:
        return {}
    entries = [
        {"title": e.title, "link": e.link or "", "date": e.published.isoformat() if e.published else ""}
        for e in found.entries
    ]
    return {"title": found.title, "entries": entries}


def may_fetch(url: str) -> bool:
    """Whether a link may be fetched."""
    from bot.ingest.address import may_fetch as allowed

    return allowed(url)


def near_copies(articles: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Pairs of ids of articles that are copies of each other, each looked up in a store that has those before it."""
    import asyncio
    from tempfile import mkdtemp

    from bot.store import Store

    return asyncio.run(_copies(Store(f"sqlite+aiosqlite:///{mkdtemp()}/copies.db"), articles))


async def _copies(store: "Store", articles: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    from bot.ingest.identity import fingerprint, is_copy
    from bot.model.article import Article, Source
    from bot.model.document import Document

    await store.open()
    await store.upgrade()
    found = []
    for one in articles:
        sketch = fingerprint(one["text"])
        near = await store.articles.near(sketch)
        found += [(one["id"], other.id) for other in near if is_copy(sketch, other.fingerprint)]
        article = Article(one["id"], one["title"], one["text"], Source.TEXT, DATED, "en", fingerprint=sketch)
        await store.articles.save(article, Document(article.id, article.title, DATED, "en", ()), [], b"")
    await store.close()
    return found


def summarise(texts: Sequence[str], n_sent: int | None, max_words: int | None) -> str:
    """The bullets of a briefing, a line each."""
    from bot.summarise.extractive import compose
    from bot.summarise.protocol import Wish

    documents = [read_paragraph(text, str(number)) for number, text in enumerate(texts)]
    return "\n".join(bullet.text for bullet in compose(documents, Wish(n_sent or 3)).bullets)


def poisoned(title: str, text: str) -> str:
    """The whole briefing of an article: headline, bullets, actors, quotes and timeline."""
    from dataclasses import replace

    from bot.summarise.extractive import compose
    from bot.summarise.grounding import ground
    from bot.summarise.protocol import Wish

    document = replace(read_paragraph(text, "article"), title=title)
    briefing = ground(compose([document], Wish(3)), [document]).briefing
    actors = [f"{a.name} {' '.join(a.aliases)} {a.role} {[q.words for q in a.quotes]}" for a in briefing.actors]
    bullets = [bullet.text for bullet in (briefing.headline, *briefing.bullets)]
    return "\n".join([*bullets, *actors, *(event.text for event in briefing.timeline)])


def is_order(text: str) -> bool:
    """Whether a text is addressed to who processes it, and not a report."""
    from bot.language import splitting
    from bot.summarise.orders import is_order as ordered

    sentences = (
        text[i:j] for start, end in splitting.paragraphs(text) for i, j in splitting.sentences(text, start, end)
    )
    return any(map(ordered, sentences))


def answer(question: str, context: str) -> dict[str, object]:
    """An answer from one paragraph, with the sentence that it cites.

    Where the product points at no phrase, since it is not sure enough, this takes the likeliest one.
    """
    from bot.answer.extractive import likeliest
    from bot.answer.question import Asked, kind_of

    found = _reply(question, context)
    if not found.answered:
        return {"answer": "", "score": found.confidence, "sentence": ""}
    sentence = found.citations[0].text
    asked = Asked(question.strip(), kind_of(question), frozenset(), frozenset())
    chosen = None if found.span else likeliest(asked, sentence)
    return {
        "answer": found.span or (chosen.text if chosen else sentence),
        "score": found.confidence,
        "sentence": sentence,
    }


def nearest_sentence(question: str, context: str) -> dict[str, object]:
    """The sentence that is shown first, as the answer or as the nearest there is."""
    found = _reply(question, context)
    shown = (found.citations or found.near)[:1]
    return {"answer": shown[0].text if shown else "", "score": found.confidence}


def _reply(question: str, context: str) -> "Answer":
    from bot.answer.extractive import reply
    from bot.model.document import Passage

    document = read_paragraph(context, "article")
    passage = Passage(document.article, 0, len(document.sentences) - 1, context)
    return reply(question.strip(), [document], [passage], document.dated)


def retrieval(paragraphs: Sequence[Mapping[str, str]]) -> Callable[[str], list[str]]:
    """A search over paragraphs in a store of its own, each as an article, cut into passages as any other."""
    import asyncio
    from tempfile import mkdtemp

    from bot.answer.extractive import HITS, Answerer
    from bot.model.briefing import Question
    from bot.model.place import Channel
    from bot.store import Store

    runner, channel = asyncio.Runner(), Channel("terminal", "benchmark", "retrieval")
    store = Store(f"sqlite+aiosqlite:///{mkdtemp()}/retrieval.db")
    runner.run(fill(store, channel, paragraphs))
    answerer = Answerer(Here(), store.search)

    def search(question: str) -> list[str]:
        _, passages = runner.run(answerer.find(channel, Question(question, question), HITS))
        return list(dict.fromkeys(passage.article for passage in passages))[:10]

    return search


class Here:
    """Workers that are not elsewhere."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function."""
        return function(*args, **kwargs)


async def fill(store: "Store", channel: "Channel", paragraphs: Sequence[Mapping[str, str]]) -> None:
    """Keep paragraphs in a channel, each as an article."""
    from bot import language
    from bot.model.article import Article, Source

    await store.open()
    await store.upgrade()
    for paragraph in paragraphs:
        article = Article(paragraph["id"], "", paragraph["text"], Source.TEXT, DATED, "en")
        made = language.analyse(article)
        await store.articles.save(article, made.document, made.passages, made.vectors)
        await store.articles.put_in_channel(channel, article.id, "benchmark", DATED)


@cache
def read_paragraph(text: str, name: str) -> "Document":
    """A text as language work leaves it."""
    from dataclasses import replace

    from bot.language import read

    return replace(read(text, DATED), article=name)


def entities(text: str) -> list[tuple[int, int, str]]:
    """Persons, organisations and places with their offsets."""
    from datetime import UTC, datetime

    from bot.language import read

    labels = {"person": "PER", "organisation": "ORG", "place": "LOC"}
    found = read(text, datetime(2026, 1, 1, tzinfo=UTC)).mentions
    return [(m.start, m.end, labels[m.kind]) for m in found if m.kind in labels and not m.pronoun]


def aliases(_: str, mentions: Sequence[tuple[int, int, str]]) -> list[int]:
    """Which person or organisation each surface names, as a number; without its text a name's kind is guessed."""
    from bot.language.bodies import Bodies, acronyms
    from bot.language.people import People, person_words

    people, bodies = People(), Bodies()
    names = [surface for _, _, surface in mentions]
    short = {name for name in names if name.isupper()}
    named = {name for name in names if _is_body(name) or not short.isdisjoint(acronyms(name))}
    for name in names:
        if name in named:
            bodies.resolve(name)
        elif len(person_words(name)) > 1:
            people.introduce(name)
    found = []
    for at, name in enumerate(names):
        figure = (
            bodies.resolve(name) if name in named or bodies.spelt_out(name) else people.resolve(name, None, at * APART)
        )
        figure.add(name, None, at * APART)
        found.append(id(figure))
    return found


def _is_body(name: str) -> bool:
    from bot.language.kinds import BODIES, ORGANISATION_WORD
    from bot.language.people import bare_words

    spoken = bare_words(name)
    described = len(spoken) > 1 and name.rsplit(maxsplit=1)[-1][0].islower() and spoken[-1] not in BODIES
    return described or not ORGANISATION_WORD.isdisjoint(spoken)


def salience(title: str, text: str, candidates: Sequence[Mapping[str, Sequence[str]]]) -> list[float]:
    """How much each candidate matters, by the product's measure over where the article has its spots."""
    from bot.language.salience import NEARNESS
    from bot.language.salience import salience as measure

    found = zip(presences(title, text, candidates), near_names(title, text, candidates), strict=True)
    return [measure(presence) + NEARNESS * near for presence, near in found]


def near_names(title: str, text: str, candidates: Sequence[Mapping[str, Sequence[str]]]) -> list[float]:
    """How near each candidate's longest spot is to the title and the first passage."""
    import numpy as np

    from bot.language import DIMENSIONS, embed
    from bot.language.passages import passages_of
    from bot.language.weighing import nearness

    opening = passages_of(read_paragraph(text, title))[0].text
    names = [max(candidate["spots"], key=len) for candidate in candidates]
    rows = np.frombuffer(embed([title, opening, *names]), dtype="<f4").reshape(-1, DIMENSIONS)
    return nearness(list(rows[2:]), list(rows[:2]))


def presences(title: str, text: str, candidates: Sequence[Mapping[str, Sequence[str]]]) -> list["Presence"]:
    """Where an article speaks of each candidate; as with names, a spot inside another's longer one is no mention.

    What an editor adds for actors (people first, governments last) is left out: here any thing may be a candidate.
    """
    from bot.language.salience import Presence, leads

    def longest(at: int, spots: Sequence[str]) -> int:
        return max(len(spot) for spot in spots if full.startswith(spot, at))

    full, head = f"{title}\n\n{text}".lower(), len(title) + 2
    found = _spots(full, candidates)
    total = sum(map(len, found)) or 1
    values = []
    for candidate, at in zip(candidates, found, strict=True):
        body = [start for start in at if start >= head]
        values.append(
            Presence(
                body[0] - head if body else len(text),
                len(text),
                len(at) / total,
                at[0] / head if at and at[0] < head else None,
                bool(at) and leads(title, at[0] + longest(at[0], candidate["spots"])),
            )
        )
    return values


def _spots(full: str, candidates: Sequence[Mapping[str, Sequence[str]]]) -> list[list[int]]:
    """Where each candidate's spots begin, without those inside a longer one."""
    import re

    spans = {
        (match.start(), match.end(), number)
        for number, candidate in enumerate(candidates)
        for spot in candidate["spots"]
        if len(spot) > 1
        for match in re.finditer(rf"\b{re.escape(spot)}\b", full)
    }
    whole = [s for s in spans if not any(o[0] <= s[0] and s[1] <= o[1] and o[1] - o[0] > s[1] - s[0] for o in spans)]
    return [sorted(start for start, _, n in whole if n == number) for number in range(len(candidates))]


def quotes(text: str) -> list[dict[str, str]]:
    """Direct quotes with their speakers, as the article refers to these."""
    from bot.language.pipeline import parse
    from bot.language.reading import read

    reading = read(parse(text), text)
    spoken = [one for one in reading.said if one.direct and len(text[one.start : one.end].split()) >= 4]
    return [{"speaker": o.speaker.cue if o.speaker else "", "quote": text[o.start : o.end]} for o in spoken]


def pronoun(text: str, at: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> str:
    """Which of two names a pronoun stands for, also where the product is not sure enough to show it."""
    from bot.language.pipeline import parse
    from bot.language.reading import read

    believed = (one for one in read(parse(text), text).believed if one.prose.offset(one.token) == at[0])
    meant = next(believed, None)
    if meant is None:
        return "neither"
    return "A" if is_named(meant.figure, a) else "B" if is_named(meant.figure, b) else "neither"


def is_named(figure: "Figure", span: tuple[int, int]) -> bool:
    """Whether a stretch of the text names somebody."""
    return any(start < span[1] and start + longest > span[0] for start, longest in figure.stretches)


def cluster(articles: Sequence[Mapping[str, str]]) -> list[int]:
    """The story of each article, as a number: asked again whenever some more have arrived, with what it was before."""
    from bot.digest import compose
    from bot.digest.stories import assign
    from bot.model.article import Article, Source

    terms: list[Mapping[str, int]] = []
    found: list[int] = []
    for one in articles:
        article = Article(one["id"], one["title"], one["text"], Source.TEXT, DATED, "en")
        terms.append(compose.terms(article, read_paragraph(article.text, article.id)))
        if len(terms) % ARRIVING == 0 or len(terms) == len(articles):
            found = assign(range(len(terms)), terms, [*found, *[None] * (len(terms) - len(found))])
    return found
