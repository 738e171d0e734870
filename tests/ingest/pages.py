"""Fictional web pages."""

from bot.ingest.page import Page

URL = "https://harbourcourier.example/world/2026/may/02/dolak-arrives"

PARAGRAPHS = (
    (
        "Marevia’s foreign minister, Irena Dolak, has arrived in the Kaldorian capital for the first visit by a senior"
        " Marevian official in nine years, as the two neighbours try to end a dispute over fishing rights."
    ),
    (
        "Ms Dolak landed at Tavrin airport shortly after dawn on Saturday and was met by the Kaldorian deputy foreign"
        " minister, Pavel Ostrin, who gave her a bunch of white lilies and a map of the strait."
    ),
    (
        "She will meet the Kaldorian president, Tomas Verrin, on Monday, officials on both sides said on Saturday, and"
        " will then travel to the northern port of Lowen, where most of the detained men are held."
    ),
    (
        "“I have not come to Tavrin to win an argument,” Ms Dolak told reporters on the tarmac. “I have come because"
        " fishermen on both shores want to go back to work, and their children want them home.”"
    ),
    (
        "The visit was due to take place in February but was postponed after a Kaldorian patrol boat collided with a"
        " Marevian trawler in the Sable Strait, for which each of the two governments blamed the other."
    ),
)
TEXT = "\n\n".join(PARAGRAPHS)

HEAD = """
<title>Dolak arrives in Tavrin for first visit in nine years | The Harbour Courier</title>
<meta property="og:site_name" content="The Harbour Courier">
<meta property="og:type" content="article">
<link rel="canonical" href="https://harbourcourier.example/world/2026/may/02/dolak-arrives?utm_source=feed">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
 "headline": "Dolak arrives in Tavrin for first visit in nine years",
 "datePublished": "2026-05-02T07:30:00+01:00",
 "author": [{"@type": "Person", "name": "Maud Ellery"}, {"@type": "Person", "name": "Piers Lowan"}],
 "publisher": {"@type": "Organization", "name": "The Harbour Courier"}}]}
</script>
"""

MENU = "<nav><ul><li><a href='/world'>World</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"

HEADLINES = (
    "Storm closes northern ports for a third day",
    "What the Sable Strait is worth to both sides",
    "The families waiting in Port Selen for news",
    "Union votes on blockade of Tavrin harbour",
    "Kaldorian crown falls to its lowest in a year",
    "Marevian parliament delays vote on fleet money",
    "Summit in Lowen moved to the second week of October",
    "How a trawler and a patrol boat met in the fog",
)


def document(body: str, head: str = HEAD) -> str:
    """A whole page around a body."""
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{MENU}{body}</body></html>"


def news(paragraphs: tuple[str, ...] = PARAGRAPHS, head: str = HEAD) -> str:
    """A page with one news article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    title = "<h1>Dolak arrives in Tavrin for first visit in nine years</h1>"
    related = "".join(f"<li><a href='/{n}'>{line}</a></li>" for n, line in enumerate(HEADLINES[:3]))
    return document(f"<article>{title}{text}<p>Related</p><ul>{related}</ul></article>", head)


def front() -> str:
    """The front of a section: nothing but links to stories."""
    items = "".join(
        f"<article><h2><a href='/story-{n}'>{line}</a></h2><p>{line} as talks go on.</p></article>"
        for n, line in enumerate(HEADLINES)
    )
    head = "<title>World news | The Harbour Courier</title><meta property='og:type' content='website'>"
    return document(f"<main>{items}</main>", head)


def page(
    body: str | bytes,
    url: str = URL,
    content_type: str = "text/html",
    charset: str | None = "utf-8",
    given: str | None = None,
) -> Page:
    """A fetched page."""
    data = body.encode() if isinstance(body, str) else body
    start = given or url
    return Page(start, url, tuple(dict.fromkeys((start, url))), content_type, charset, data)
