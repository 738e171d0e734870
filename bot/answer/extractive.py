"""Answers a question with a sentence of the articles, or says that they do not tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.choosing import Choice, choice
from bot.answer.corpus import Corpus
from bot.answer.corrections import SURE, Claim, correction, fits, stretch
from bot.answer.evidence import Evidence, weigh
from bot.answer.judging import confidence, judged, told
from bot.answer.question import Asked, Wanted, analyse
from bot.answer.retrieval import alike, nearest, telling
from bot.answer.several import asked_apart, further, whole_list
from bot.answer.spans import LISTED
from bot.answer.whether import Verdict, verdict
from bot.model.briefing import Answer, Bullet, Question
from bot.model.document import Citation, Document, Passage
from bot.model.languages import UNDERSTOOD
from bot.model.place import Channel
from bot.model.runtime import Workers
from bot.summarise.orders import is_order

ENGINE = "extractive"
HITS, PASSAGES, COMPARED, NEAR = 40, 12, 16, 3
NEAR_ARTICLES = 40
FURTHER = 2  # sentences that go on with a list
THRESHOLD = 0.5  # what is shown is likelier right than not; see the calibration in docs/benchmarks.md
DIFFER = "Accounts differ."


class Answerer:
    """Answers from the articles of a channel alone."""

    def __init__(self, workers: Workers, corpus: Corpus) -> None:
        self._workers = workers
        self._corpus = corpus

    async def answer(self, channel: Channel, question: Question, now: datetime) -> Answer:
        """The best answer in the channel's articles, or one with `answered` false and the nearest sentences."""
        documents, passages = await self.find(channel, question)
        return await self.say(question, documents, passages, now)

    async def find(
        self, channel: Channel, question: Question, limit: int = PASSAGES
    ) -> tuple[Sequence[Document], Sequence[Passage]]:
        """The passages nearest to the question, best first, and the documents that they are from."""
        hits = await self._corpus.search(channel, telling(question.text), HITS)
        near = await self._workers.run(alike, question.text, await self._corpus.signs(channel), NEAR_ARTICLES)
        vectors = await self._corpus.vectors(channel, {hit.passage.article for hit in hits}.union(near))
        passages = await self._workers.run(nearest, question.text, hits, vectors, limit)
        return await self._corpus.documents({passage.article for passage in passages}), passages

    async def say(
        self, question: Question, documents: Sequence[Document], passages: Sequence[Passage], now: datetime
    ) -> Answer:
        """The answer in these passages."""
        return await self._workers.run(reply, question.text, documents, passages, now)


def reply(question: str, documents: Sequence[Document], passages: Sequence[Passage], now: datetime) -> Answer:
    """Answer from passages of documents; runs in a worker."""
    from bot.language import language_asked_in

    language = language_asked_in(question)
    known = {document.article: document for document in documents}
    answers = [_reply(part, known, passages, now) for part in asked_apart(question)]
    if language not in UNDERSTOOD:
        return _unread(question, answers[0].near, known, language)
    return answers[0] if len(answers) == 1 else _together(question, answers)


def _reply(question: str, documents: dict[str, Document], passages: Sequence[Passage], now: datetime) -> Answer:
    from bot.language import read

    asked = analyse(question, read(question, now))
    ranked = ranking(asked, documents, passages)
    sure = 0.0 if asked.empty or not ranked else round(confidence(asked, ranked), 3)
    decided = verdict(question, ranked) if asked.wanted is Wanted.WHETHER else None
    if decided is not None:
        return _decided(question, decided, max(THRESHOLD, sure))
    if sure < THRESHOLD or _is_unread(ranked[0].document):
        near = tuple(e.document.cite(e.sentence.index) for e in ranked[:NEAR])
        return replace(_unread(question, near, documents), confidence=sure)
    return _answer(asked, ranked, sure)


def _is_unread(document: Document) -> bool:
    return document.language not in UNDERSTOOD


def _unread(question: str, near: Sequence[Citation], documents: dict[str, Document], language: str = "en") -> Answer:
    """That there is no answer, with the nearest sentences; of a question in another language those in that one."""
    if language not in UNDERSTOOD:
        near = [citation for citation in near if documents[citation.article].language == language]
    languages = dict.fromkeys(documents[citation.article].language for citation in near)
    unread = tuple(other for other in languages if other not in UNDERSTOOD)
    return Answer(question, "", False, (), ENGINE, near=tuple(near), unread=unread, asked_in=language)


def _together(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer to what was asked in one question, without repeats; what the articles do not tell is said."""
    answered = [answer for answer in answers if answer.answered]
    if not answered:
        return replace(answers[0], question=question)
    silent = [answer.question.split()[0].lower() for answer in answers if not answer.answered]
    parts = [part for answer in answered for part in answer.statements or (Bullet(answer.text, answer.citations),)]
    parts += [Bullet(f"I found nothing that says {word}.", ()) for word in silent]
    return _told(question, list(dict.fromkeys(parts)), None, min(answer.confidence for answer in answered))


def _told(question: str, statements: Sequence[Bullet], span: str | None, sure: float) -> Answer:
    """The answer that these statements make."""
    return Answer(
        question,
        " ".join(statement.text for statement in statements),
        True,
        tuple(dict.fromkeys(citation for statement in statements for citation in statement.citations)),
        ENGINE,
        span=span,
        confidence=round(sure, 3),
        statements=tuple(statements) if len(statements) > 1 else (),
    )


def ranking(asked: Asked, documents: dict[str, Document], passages: Sequence[Passage]) -> list[Evidence]:
    """The sentences of the passages, the likeliest answer first."""
    told = [e for e in weigh(asked, documents, passages) if not is_order(e.sentence.text)]
    return judged(asked, told[:COMPARED])


def _decided(question: str, found: Verdict, sure: float) -> Answer:
    """Yes or no, with what speaks against it."""
    best, against = found.best, found.against
    statements = [best.bullet]
    if against is not None and found.outdated:
        statements.append(Bullet(f"An earlier article said otherwise: {against.text}", against.bullet.citations))
    elif against is not None:
        statements = [Bullet(DIFFER, ()), best.bullet, against.bullet]
    span = DIFFER if statements[0].text == DIFFER else best.words
    return _told(question, statements, span, sure)


def _answer(asked: Asked, ranked: Sequence[Evidence], sure: float) -> Answer:
    corrected = correction(asked, ranked)
    best = corrected.latest if corrected else ranked[0]
    statements = [_statement(best)]
    if corrected:
        if corrected.beside:
            statements = [Bullet(DIFFER, ()), *statements]
        statements += [_statement(claim.evidence) for claim in corrected.beside]
        statements += [
            Bullet(f"An earlier article said {_inside(claim)}.", _statement(claim.evidence).citations)
            for claim in corrected.earlier
        ]
    else:
        statements += [_statement(evidence) for evidence in further(asked, ranked)[:FURTHER]]
    span = _exact(asked, best)
    shown = span if span is not None and span in _statement(best).text else None
    return _told(asked.text, statements, shown, sure)


def _inside(claim: Claim) -> str:
    """What a claim says as it is written inside a sentence: "three workers" where it opens one."""
    opens = claim.evidence.sentence.text.startswith(claim.span) and not claim.span.istitle()
    return claim.span[:1].lower() + claim.span[1:] if opens and claim.span[1:2].islower() else claim.span


def _statement(evidence: Evidence) -> Bullet:
    return Bullet(told(evidence), (evidence.document.cite(evidence.sentence.index),))


def _exact(asked: Asked, best: Evidence) -> str | None:
    """What the rules for its type point at, or else the phrase that is clearly the likeliest.

    Nothing where the sentence has nothing of that type.
    """
    found = stretch(asked, best)
    if found is None and best.facts["typed"]:
        chosen = likeliest(asked, best.sentence.text)
        sure = chosen is not None and chosen.share >= SURE and fits(asked, best.sentence.text, chosen.text)
        found = chosen.text if chosen is not None and sure else None
    return whole_list(best.document, best.sentence, found) if found and asked.wanted in LISTED else found


def likeliest(asked: Asked, sentence: str) -> Choice | None:
    """The phrase that answers, where a phrase can: a reason, a saying or a yes is told by a whole sentence."""
    if asked.wanted in (Wanted.WHY, Wanted.SAID, Wanted.WHETHER):
        return None
    return choice(asked.text, asked.wanted, sentence)
