"""Events and actors for pictures, by hand or at random, and what is asked of any sheet. All is fiction."""

from datetime import date
from io import BytesIO
from itertools import combinations

from hypothesis import strategies as st
from PIL import Image

from bot.chat.charts.palette import MARGIN, WIDTH
from bot.chat.charts.sheet import Sheet
from bot.model.document import Actor, Citation, Connection, EntityKind, Event, Precision

CITED = Citation("a1", 0, "Ada Finch met Bo Lind.")

hostile = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("aVW.\u0301\u200b\u202e\x00\x1b[31m\nשלם漢字👩\u200d🚀@<&"), max_size=200),
    st.sampled_from(["W" * 3000, "word " * 600, "\u202eabc", "", "\ud800", "…" * 900]),
)


def event(day: int = 1, text: str = "The pier reopens.", *, future: bool = False, until: date | None = None) -> Event:
    return Event(date(2026, 5, day), Precision.DAY, "on Friday", text, CITED, future, until)


events = st.lists(
    st.builds(
        Event,
        st.dates(date(1, 1, 1), date(2100, 1, 1)),
        st.sampled_from(Precision),
        st.just(""),
        hostile,
        st.just(CITED),
        st.booleans(),
        st.none() | st.dates(date(1, 1, 1), date(2100, 1, 1)),
    ),
    min_size=1,
    max_size=30,
)


def actor(name: str, role: str | None = None, kind: EntityKind = EntityKind.PERSON) -> Actor:
    return Actor(name, kind, 1, (CITED,), role=role)


def connection(one: str, other: str, sentences: int = 1) -> Connection:
    return Connection(one, other, tuple(Citation("a1", number, f"Sentence {number}.") for number in range(sentences)))


@st.composite
def casts(draw: st.DrawFn) -> tuple[list[Actor], list[Connection]]:
    """Actors under any names, and connections between some of them, at least one."""
    kinds = st.sampled_from([EntityKind.PERSON, EntityKind.ORGANISATION])
    names = draw(st.lists(hostile, min_size=2, max_size=14, unique=True))
    actors = [actor(name, draw(st.none() | hostile), draw(kinds)) for name in names]
    pairs = list(combinations(names[:10], 2))
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    return actors, [connection(*pair, draw(st.integers(1, 40))) for pair in chosen]


def opened(png: bytes) -> Image.Image:
    """The picture, decoded to the last pixel."""
    image = Image.open(BytesIO(png))
    image.load()
    return image


def check(sheet: Sheet) -> None:
    """Words stay on the picture and apart from each other."""
    places = [words.box for words in sheet.words]
    assert all(place.left >= MARGIN and place.right <= WIDTH - MARGIN for place in places)
    for one, other in combinations(places, 2):
        assert not one.meets(other)
