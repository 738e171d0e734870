"""Which names mean the same person, organisation or acting government."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.language import words
from bot.language.bodies import Bodies, part_of
from bot.language.name import GROUP, ORGANISATION, PERSON, PLACE, Name
from bot.language.people import Figure, People, bare_words, person_words, title_gender


def demonyms_of(names: Iterable[Name]) -> dict[str, str]:
    """From demonyms, in lower case, to the places they belong to, with the article's own spelling of these."""
    names = list(names)
    own = {name.text.lower(): name.text for name in names if name.kind is PLACE}
    owners = {f"{name.text.lower().removesuffix('a')}{end}": name.text for name in names for end in ("an", "ian")}
    found = {}
    for text in {name.text.lower() for name in names if name.kind is GROUP}:
        stem = text[:-1] if text.endswith(("ian", "ean")) else text[: max(4, len(text) - 3)]
        like = [
            place for place in own if len(place) > 3 and (place == stem or (len(stem) >= 4 and place.startswith(stem)))
        ]
        if like:
            found[text] = own[min(like, key=len)]
        elif text in words.COUNTRIES:
            found[text] = own.get(words.COUNTRIES[text].lower(), words.COUNTRIES[text])
        elif text in owners:
            found[text] = owners[text]
        elif re.fullmatch(r".{3,}[^aeiou]ian", text):
            found[text] = text[:-1].title()
    return found


def figures_of(names: Sequence[Name], genders: Mapping[int, str]) -> dict[int, Figure]:
    """Whom each name means, by the name's index; `genders` holds what the words around a name tell."""
    people, bodies = People(), Bodies()
    for index, name in enumerate(names):
        if name.kind is PERSON and len(person_words(name.text)) > 1:
            figure = people.introduce(name.text, title_gender(name.honorific) or genders.get(index))
            figure.gender = figure.gender or genders.get(index)
        elif name.kind is ORGANISATION and len(bare_words(name.text)) > 1:
            bodies.resolve(name.text, _bracketed(name))
    shortened = _shortened(names, bodies)
    found: dict[int, Figure] = {}
    for index, name in enumerate(names):
        if name.kind is PERSON:
            found[index] = people.resolve(name.text, name.honorific, name.start)
            found[index].add(name.text, name.honorific, name.start)
        elif name.kind is ORGANISATION or (name.kind is PLACE and name.text in shortened):
            found[index] = bodies.resolve(name.text)
            found[index].add(name.text, None, name.start)
    found.update(_governments(names, shortened))
    return found


def _bracketed(name: Name) -> str | None:
    after = name.doc[name.last : name.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text.isupper():
        return after[1].text
    return None


def _shortened(names: Sequence[Name], bodies: Bodies) -> frozenset[str]:
    """What looks like places and acts, but is the first word of a company's name: "Halden" of "Halden Foods"."""
    acting = {n.text for n in names if n.kind is PLACE and len(n.tokens) == 1 and _acts(n)}
    stays = {n.text for n in names if n.kind is PLACE and _is_where(n)}
    firsts = {figure.key[0] for figure in bodies.figures if part_of((figure.key[0],), figure.key)}
    return frozenset(text for text in acting - stays if text.lower() in firsts)


def _is_where(name: Name) -> bool:
    return name.first > 0 and name.doc[name.first - 1].lower_ in {"in", "at", "near", "from", "to"}


def _governments(names: Sequence[Name], shortened: Collection[str]) -> dict[int, Figure]:
    """Places whose governments are said to act: "Marevia accused …", "Beijing said …"."""
    acting: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if name.kind is PLACE and name.text not in shortened:
            acting[name.text].append(index)
    found: dict[int, Figure] = {}
    for text, where in acting.items():
        if any(_acts(names[index]) for index in where):
            figure = Figure(ORGANISATION, bare_words(text), is_place=True)
            for index in where:
                figure.add(text, None, names[index].start)
                found[index] = figure
    return found


def _acts(name: Name) -> bool:
    head = name.tokens.root
    return head.dep_ == "nsubj" and head.head.pos_ in {"VERB", "AUX"} and head.head.lemma_.lower() in words.ACTING
