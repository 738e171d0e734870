"""Generated news articles: fiction, made from a seed, for measuring speed on any number of them."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

FIRST = (
    "Anna Boris Clara Dmitri Elena Felix Greta Hugo Irina Jonas Katya Lukas Marta Niko Olga Pavel Rosa Stefan".split()
)
LAST = "Aldan Brevik Corvin Dresk Ellory Farrow Gantz Hollin Istrad Jarrow Keld Lorenz Maresh Norell Ostrin".split()
PLACES = "Tavrin Lowen Selmouth Karsk Aldport Venholm Brisk Marrow Eastquay Dunmere".split()
ROLES = (
    "transport minister", "mayor of {place}", "leader of the dockers’ union", "finance minister", "chief engineer",
    "head of the port authority", "opposition spokeswoman", "director of the {place} hospital",
)  # fmt: skip
TOPICS = ("bridge", "harbour", "railway", "water", "budget", "hospital", "school", "power", "fishing", "housing")
ACTIONS = (
    "said the {topic} plan would cost {number} million crowns",
    "rejected the {topic} plan at a meeting in {place} on {day}",
    "promised to publish the {topic} report before the end of {month}",
    "met residents of {place} on {day} to discuss the {topic} dispute",
    "called for an inquiry into the {topic} contract",
    "will travel to {place} on {day} to sign the {topic} agreement",
)
QUOTES = (
    "Nobody in {place} was asked about the {topic} plan",
    "We have waited {number} months for an answer on the {topic}",
    "The {topic} cannot wait for another election",
    "I will not sign anything that {place} cannot pay for",
)
COLOUR = (
    "About {number} people gathered outside the town hall in {place}, many of them with banners.",
    "The {topic} dispute began last year, when a contract was cancelled after {number} days.",
    "Officials in {place} put the number of affected households at {number}.",
    "A decision is expected in {month}, according to the ministry.",
    "Similar plans were dropped in {place} because the money ran out.",
)
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
MONTHS = "March April May June September October".split()


MENU = "".join(
    f'<ul class="menu">{"".join(f"<li><a href=/{place}/{t}>{t.title()} in {place}</a></li>" for t in TOPICS)}</ul>'
    for place in PLACES
)
TEASERS = "".join(
    f'<div class="card"><a href="/{place}/{topic}"><img src="/{topic}.jpg" alt=""><h3>{place} {topic} row</h3></a>'
    f'<p class="standfirst">The {topic} row in {place}, explained</p></div>'
    for place in PLACES[:6]
    for topic in TOPICS[:6]
)
COMMENTS = "".join(
    f'<div class="comment" id="c{n}"><b>reader{n}</b><p>They should build the {topic} first.</p></div>'
    for n, topic in enumerate(TOPICS * 3)
)
SCRIPT = "window.config=" + json.dumps([{"id": n, "slot": f"ad-{n}", "size": [300, 250]} for n in range(400)])
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Bench Post</title>'
    '<meta property="og:title" content="{title}"><meta property="og:site_name" content="Bench Post">'
    '<meta property="article:published_time" content="{published}"><meta name="author" content="Ada Quill">'
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One generated article: its headline, time and paragraphs."""

    number: int
    title: str
    published: datetime
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between them."""
        return "\n\n".join(self.paragraphs)

    @property
    def page(self) -> str:
        """The article as a web page of about 45 kB, with menus, teasers of other stories, scripts and comments."""
        title = escape(self.title)
        head = HEAD.format(title=title, published=self.published.isoformat())
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)
        return (
            f"{head}<script>{SCRIPT}</script></head><body><header><nav>{MENU}</nav></header><main>"
            f"<article><h1>{title}</h1>{body}</article><aside><h2>Most read</h2>{TEASERS}</aside>"
            f"<section class=comments>{COMMENTS}</section></main>"
            f"<footer>{MENU}<p>© Bench Post. All rights reserved.</p></footer></body></html>"
        )


def pieces(count: int, seed: int = 13, paragraphs: int = 16) -> list[Piece]:
    """Generate articles of about `paragraphs` × 30 words; the same seed gives the same articles."""
    rng = random.Random(seed)
    return [_piece(number, paragraphs, rng) for number in range(count)]


def _piece(number: int, paragraphs: int, rng: random.Random) -> Piece:
    topic, place = rng.choice(TOPICS), rng.choice(PLACES)
    people = [(f"{rng.choice(FIRST)} {last}", rng.choice(ROLES).format(place=place)) for last in rng.sample(LAST, 4)]

    def fill(template: str) -> str:
        return template.format(
            topic=topic, place=rng.choice((place, *PLACES)), number=rng.randrange(2, 900),
            day=rng.choice(DAYS), month=rng.choice(MONTHS),
        )  # fmt: skip

    lines = []
    for index in range(paragraphs):
        name, role = people[index % len(people)]
        who = f"The {role}, {name}," if index < len(people) else name.split()[1]
        lines.append(
            rng.choice(
                (
                    f"{who} {fill(rng.choice(ACTIONS))}, and {fill(rng.choice(ACTIONS))}. {fill(rng.choice(COLOUR))}",
                    f"“{fill(rng.choice(QUOTES))},” said {name}. {fill(rng.choice(COLOUR))}",
                    f"{fill(rng.choice(COLOUR))} {who} {fill(rng.choice(ACTIONS))}.",
                )
            )
        )
    published = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(hours=number)
    return Piece(number, f"{place} {topic} dispute: {people[0][0]} under pressure", published, tuple(lines))
