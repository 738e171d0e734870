"""The order of language work: from an article's text to its document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from spacy.tokens import Token

from bot.language import events, quotes
from bot.language.actors import demonyms_of, figures_of
from bot.language.coreference import SURE, Reference, gender_cues, references
from bot.language.entities import entities
from bot.language.name import PERSON, Name
from bot.language.people import Figure, bare_words
from bot.language.pipeline import Prose, parse
from bot.language.roles import Role, introduced, roles
from bot.language.salience import Presence, leads, salience
from bot.language.sentences import sentences_of
from bot.language.words import AGENCIES
from bot.model.article import Article
from bot.model.document import Actor, Citation, Document, Event, Mention, Quote, Sentence
from bot.model.languages import UNDERSTOOD

MOST_CITATIONS = 60
MOST_EVENTS = 200


def document_of(article: Article) -> Document:
    """The document of an article; for one that is not in English its sentences only."""
    english = article.language in UNDERSTOOD
    return _document(article.text, article.id, article.title, article.dated, article.language, article.site, english)


def document_of_text(text: str, dated: datetime) -> Document:
    """The document of a short English text that is no article."""
    return _document(text, "", "", dated, "en", None, True)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in a text while its document is made.

    `references` are those of the pronouns `believed` to mean somebody that are sure enough to be shown.
    """

    proses: Sequence[Prose]
    names: Sequence[Name]
    figures: Mapping[int, Figure]
    references: Sequence[Reference]
    believed: Sequence[Reference]
    said: Sequence[quotes.Said]
    cast: Sequence[Figure]

    def whose(self, sentence: int, token: int) -> Figure | None:
        """Whom a token of a sentence names or stands for."""
        named = ((name, self.figures.get(index)) for index, name in enumerate(self.names))
        return next(
            (figure for name, figure in named if name.prose.index == sentence and name.first <= token < name.last),
            next((r.figure for r in self.references if (r.prose.index, r.token) == (sentence, token)), None),
        )


def _document(
    text: str, article: str, title: str, dated: datetime, language: str, site: str | None, english: bool
) -> Document:
    proses = parse(text, parsed=english)
    sentences = sentences_of(proses, language)
    if not english:
        return Document(article, title, dated, language, sentences, site=site)
    reading = read(proses, text, "" if site is None or site.lower() in title.lower() else site)
    writer = _Writer(article, title, text, sentences, reading)
    actors = writer.actors()
    return Document(
        article,
        title,
        dated,
        language,
        sentences,
        writer.mentions(),
        actors,
        writer.quotes(),
        writer.events(dated),
        site,
    )


def read(proses: Sequence[Prose], text: str, outlet: str = "") -> Reading:
    """Find names, whom they mean, and who says what; the outlet that tells the news is nobody in it."""
    names = [name for name in entities(proses, text) if name.text.lower() != _bare(outlet)]
    figures = figures_of(names, gender_cues(names))
    cast = list(dict.fromkeys(figures.values()))
    believed = references(proses, names, figures)
    pronouns = [one for one in believed if one.confidence >= SURE and not one.doubtful]
    resolve = _Resolver(names, figures, pronouns, cast)
    return Reading(proses, names, figures, pronouns, believed, quotes.said(proses, text, resolve), cast)


def _bare(outlet: str) -> str:
    return outlet.lower().removeprefix("the ")


class _Resolver:
    """Tells whom a token means."""

    def __init__(
        self,
        names: Sequence[Name],
        figures: Mapping[int, Figure],
        pronouns: Sequence[Reference],
        cast: Sequence[Figure],
    ) -> None:
        self._at = {
            (n.prose.index, i): figures[k] for k, n in enumerate(names) if k in figures for i in range(n.first, n.last)
        }
        self._people = {
            (n.prose.index, i) for k, n in enumerate(names) if n.kind is PERSON for i in range(n.first, n.last)
        }
        self._at.update({(r.prose.index, r.token): r.figure for r in pronouns})
        self._number = {id(figure): number for number, figure in enumerate(cast)}

    def __call__(self, prose: Prose, token: Token) -> quotes.Speaker | None:
        cue = prose.text[
            prose.offset(token.left_edge.i) - prose.start : prose.offset(token.i) - prose.start + len(token)
        ]
        figure = self._at.get((prose.index, token.i)) or self._within(prose, token)
        if figure is None and token.pos_ == "PRON" and token.lower_ not in {"he", "she", "they"}:
            return None
        return quotes.Speaker(self._number[id(figure)] if figure else None, cue)

    def _within(self, prose: Prose, token: Token) -> Figure | None:
        """The person in apposition to a noun ("the union's leader, Marta Hollin"), never its possessor."""
        near = [t for t in token.subtree if t.dep_ in {"appos", "compound", "flat"} and abs(t.i - token.i) < 15]
        for candidate in near:
            place = (prose.index, candidate.i)
            if place in self._people and not any(a.dep_ == "poss" for a in (candidate, candidate.head)):
                return self._at.get(place)
        return None


class _Writer:
    """Writes what was read as the nouns of the house."""

    def __init__(self, article: str, title: str, text: str, sentences: Sequence[Sentence], reading: Reading) -> None:
        self._article = article
        self._title = title
        self._text = text
        self._sentences = sentences
        self._reading = reading
        self._order = self._ordered()
        self._rank = {id(figure): rank for rank, (_, figure) in enumerate(self._order)}

    def _ordered(self) -> list[tuple[float, Figure]]:
        scored = [(salience(self._presence(figure)), figure) for figure in self._reading.cast]
        scored = [(worth / 4 if self._is_source(figure) else worth, figure) for worth, figure in scored]
        return sorted(scored, key=lambda pair: -pair[0])

    def _presence(self, figure: Figure) -> Presence:
        reading = self._reading
        mentions = sum(one is figure for one in reading.figures.values())
        mentions += sum(reference.figure is figure for reference in reading.references)
        said = sum(
            one.speaker is not None and one.speaker.figure is not None and reading.cast[one.speaker.figure] is figure
            for one in reading.said
        )
        return Presence(
            figure.places[0],
            len(self._text),
            mentions / max(len(reading.figures) + len(reading.references), 1),
            self._in_title(figure),
            self._leads_title(figure),
            said,
            figure.kind is PERSON,
            figure.is_place,
        )

    def _in_title(self, figure: Figure) -> float | None:
        """How far into the title somebody's name stands, by the last word of it; None where it does not."""
        title = bare_words(self._title) if self._title else ()
        return title.index(figure.key[-1]) / len(title) if figure.key[-1] in title else None

    def _leads_title(self, figure: Figure) -> bool:
        at = self._title.lower().find(figure.key[-1])
        return at >= 0 and leads(self._title, at + len(figure.key[-1]))

    def _is_source(self, figure: Figure) -> bool:
        return figure.name.lower() in AGENCIES

    def mentions(self) -> tuple[Mention, ...]:
        """All names, dates and numbers, and the pronouns that were resolved."""
        reading = self._reading
        found = [
            Mention(
                self._text[name.start : name.end], name.kind, name.prose.index, name.start, name.end, self._actor(index)
            )
            for index, name in enumerate(reading.names)
        ]
        for reference in reading.references:
            start = reference.prose.offset(reference.token)
            end = start + reference.prose.length(reference.token)
            rank = self._rank[id(reference.figure)]
            found.append(Mention(self._text[start:end], PERSON, reference.prose.index, start, end, rank, pronoun=True))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _actor(self, index: int) -> int | None:
        figure = self._reading.figures.get(index)
        return None if figure is None else self._rank[id(figure)]

    def actors(self) -> tuple[Actor, ...]:
        """Everybody who acts, highest salience first."""
        reading = self._reading
        by_figure: defaultdict[int, list[Name]] = defaultdict(list)
        for index, figure in reading.figures.items():
            by_figure[id(figure)].append(reading.names[index])
        pronouns: defaultdict[int, int] = defaultdict(int)
        for reference in reading.references:
            pronouns[id(reference.figure)] += 1
        said: defaultdict[int, list[Quote]] = defaultdict(list)
        for one, quote in zip(reading.said, self.quotes(), strict=True):
            if one.speaker and one.speaker.figure is not None:
                said[one.speaker.figure].append(quote)
        number = {id(figure): index for index, figure in enumerate(reading.cast)}
        given = self._roles()
        made = []
        for worth, figure in self._order:
            named = by_figure[id(figure)]
            role = max(given.get(id(figure), ()), key=lambda r: r.weight, default=None)
            cited = dict.fromkeys(name.prose.index for name in named)
            made.append(
                Actor(
                    figure.name,
                    figure.kind,
                    len(named) + pronouns[id(figure)],
                    tuple(self._cite(index) for index in list(cited)[:MOST_CITATIONS]),
                    figure.aliases,
                    self._told_role(role, figure) if role else None,
                    self._cite(role.sentence) if role else None,
                    role.affiliation if role else None,
                    tuple(said[number[id(figure)]]),
                    worth,
                )
            )
        return tuple(made)

    def _told_role(self, role: Role, figure: Figure) -> str:
        """The role as written; of a relative with whose it is, where that is somebody else and known."""
        if role.owner is None:
            return role.text
        owner = self._reading.whose(role.sentence, role.owner)
        return role.text if owner is None or owner is figure else f"{role.text} of {owner.name}"

    def _roles(self) -> Mapping[int, list[Role]]:
        reading = self._reading
        demonyms = demonyms_of(reading.names)
        by_sentence: defaultdict[int, list[Name]] = defaultdict(list)
        for name in reading.names:
            by_sentence[name.prose.index].append(name)
        found: defaultdict[int, list[Role]] = defaultdict(list)
        for index, figure in reading.figures.items():
            name = reading.names[index]
            if name.kind is PERSON:
                found[id(figure)].extend(roles(name, by_sentence[name.prose.index], demonyms))
                if name.prose.index and name.start == figure.places[0]:
                    before = reading.proses[name.prose.index - 1]
                    found[id(figure)].extend(introduced(name, before, demonyms, by_sentence[before.index]))
        return found

    def quotes(self) -> tuple[Quote, ...]:
        """What was said, in the article's order."""
        return tuple(self._quotes())

    def _quotes(self) -> Iterator[Quote]:
        for one in self._reading.said:
            figure = one.speaker.figure if one.speaker else None
            speaker = None if figure is None else self._reading.cast[figure].name
            cited = tuple(self._cite(index) for index in range(one.first, one.last + 1))
            yield Quote(" ".join(self._text[one.start : one.end].split()), speaker, cited, one.direct)

    def events(self, dated: datetime) -> tuple[Event, ...]:
        """What is dated, in the article's order."""
        today = dated.date()
        found = (
            Event(w.start, w.precision, w.expression, _told(prose), self._cite(prose.index), w.future, w.until)
            for prose in self._reading.proses
            for w in events.first_of_each(list(events.dates(prose, today)))
        )
        return tuple(islice(found, MOST_EVENTS))

    def _cite(self, index: int) -> Citation:
        return Citation(self._article, index, self._sentences[index].text)


def _told(prose: Prose) -> str:
    return prose.text[events.dateline(prose.text) :]
