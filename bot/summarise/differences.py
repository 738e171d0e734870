"""What several articles agree on and where they differ, each side with its own citation."""

from collections.abc import Sequence

from bot.language import Setting
from bot.model.briefing import Bullet, Difference
from bot.model.document import Citation, Document
from bot.model.languages import UNDERSTOOD
from bot.summarise.facts import agree, bare_words
from bot.summarise.headline import stem
from bot.summarise.support import Support
from bot.summarise.wording import standing_alone

MOST = 3  # differences, and sides of one
ALIKE = 0.5  # the share of a statement's words that a sentence must have to be read beside it


def differences(documents: Sequence[Document]) -> tuple[Difference, ...]:
    """Where documents, given by date, tell different things of one; figures that agree are no difference."""
    from bot.language import contrasts

    if len(documents) < 2:
        return ()
    by_id = {document.article: document for document in documents}
    found: list[Difference] = []
    for contrast in contrasts(documents):
        kept = _apart(contrast.citations, contrast.figures, by_id) if contrast.figures else contrast.citations
        sides = [_side(citation, by_id[citation.article]) for citation in reversed(kept)]
        known = {citation for one in found for side in one.sides for citation in side.citations}
        if len(sides) > 1 and not known & set(kept):
            days = {by_id[citation.article].dated.date() for citation in kept}
            found.append(Difference(tuple(sides[:MOST]), changed=len(days) == len(kept)))
    return tuple(found[:MOST])


def agreed(bullet: Bullet, documents: Sequence[Document]) -> Bullet:
    """The bullet with a citation of every other document that has a sentence which says all of it."""
    from bot.language import repeats

    cited = {citation.article for citation in bullet.citations}
    own = {stem(word) for word in bare_words(bullet.text)}
    setting = Setting(tuple(frozenset({a.name, *a.aliases}) for document in documents for a in document.actors))
    more = []
    for document in documents:
        if document.article in cited or document.language not in UNDERSTOOD:
            continue
        for sentence in document.sentences:
            shared = own & {stem(word) for word in bare_words(sentence.text)}
            citation = document.cite(sentence.index)
            held = len(shared) >= ALIKE * len(own) and Support(documents, [citation]).objection(bullet.text) is None
            if held and repeats(bullet.text, sentence.text, setting):
                more.append(citation)
                break
    return Bullet(bullet.text, (*bullet.citations, *more))


def _apart(
    citations: Sequence[Citation], figures: Sequence[str], documents: dict[str, Document]
) -> tuple[Citation, ...]:
    """Of figures by date, oldest first, those of the latest day where they differ, else the latest and the others."""
    kept: list[tuple[Citation, str]] = []
    for citation, figure in reversed(list(zip(citations, figures, strict=True))):
        day = documents[citation.article].dated.date()
        if not any(agree(figure, other, bounds=documents[cited.article].dated.date() == day) for cited, other in kept):
            kept.append((citation, figure))
    days = [documents[citation.article].dated.date() for citation, _ in kept]
    several = days.count(days[0]) > 1  # articles of one day that differ: what was known before is no side of that
    return tuple(c for (c, _), day in reversed(list(zip(kept, days, strict=True))) if not several or day == days[0])


def _side(citation: Citation, document: Document) -> Bullet:
    text = standing_alone(document, document.sentences[citation.sentence]) or citation.text
    return Bullet(text, (citation,))
