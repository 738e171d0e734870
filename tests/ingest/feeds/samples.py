"""A fictional paper's feed in every format, and what is meant in all of them."""

from datetime import UTC, datetime

from bot.model.feed import Entry

URL = "https://harbourcourier.example/feeds/world.xml"
SITE = "https://harbourcourier.example/world"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)

TITLE = "The Harbour Courier – World"
ENTRIES = (
    Entry(
        key="courier:1002",
        title="Dolak arrives in Tavrin & meets “old friends”",
        link="https://harbourcourier.example/world/dolak",
        published=datetime(2026, 5, 2, 6, 30, tzinfo=UTC),
        text="Irena Dolak has arrived in Tavrin.\n\nShe will meet Tomas Verrin on Monday & Tuesday.",
    ),
    Entry(
        key="courier:1001",
        title="Storm closes ports",
        link="https://harbourcourier.example/world/storm",
        published=datetime(2026, 5, 1, 20, 5, 30, tzinfo=UTC),
        text="Four ports are closed.",
    ),
)

RSS_2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>The Harbour Courier &#8211; World</title>
  <atom:link href="https://harbourcourier.example/feeds/world.xml" rel="self" type="application/rss+xml"/>
  <link>https://harbourcourier.example/world</link>
  <ttl>90</ttl>
  <item>
    <title>Dolak arrives in &lt;i&gt;Tavrin&lt;/i&gt; &amp;amp; meets &#8220;old friends&#8221;</title>
    <link>https://harbourcourier.example/world/dolak</link>
    <guid isPermaLink="false">courier:1002</guid>
    <pubDate>Sat, 02 May 2026 07:30:00 +0100</pubDate>
    <description>Irena Dolak has arrived.</description>
    <content:encoded><![CDATA[<p>Irena Dolak has
      <b>arrived</b> in Tavrin.</p><p>She will meet Tomas Verrin on Monday &amp; Tuesday.</p><script>go()</script>]]>
    </content:encoded>
  </item>
  <item>
    <title><![CDATA[Storm closes ports]]></title>
    <link>https://harbourcourier.example/world/storm</link>
    <guid isPermaLink="false">courier:1001</guid>
    <pubDate>Fri, 1 May 2026 20:05:30 GMT</pubDate>
    <description>&lt;p&gt;Four ports are closed.&lt;/p&gt;</description>
  </item>
</channel></rss>"""

RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel>
  <title>The Harbour Courier &ndash; World</title>
  <link>https://harbourcourier.example/world</link>
  <item>
    <title>Dolak arrives in Tavrin &amp; meets &ldquo;old friends&rdquo;</title>
    <link>https://harbourcourier.example/world/dolak</link>
    <description>Irena Dolak has arrived in Tavrin.

      She will meet Tomas Verrin on Monday &amp; Tuesday.</description>
  </item>
  <item>
    <title>Storm closes ports</title>
    <link>https://harbourcourier.example/world/storm</link>
    <description>Four ports are closed.</description>
  </item>
</channel></rss>"""

RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://harbourcourier.example/feeds/world.xml">
  <title>The Harbour Courier – World</title>
  <link>https://harbourcourier.example/world</link>
  <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>16</sy:updateFrequency>
  <items><rdf:Seq><rdf:li rdf:resource="courier:1002"/><rdf:li rdf:resource="courier:1001"/></rdf:Seq></items>
</channel>
<item rdf:about="courier:1002">
  <title>Dolak arrives in Tavrin &amp; meets “old friends”</title>
  <link>https://harbourcourier.example/world/dolak</link>
  <dc:date>2026-05-02T07:30:00+01:00</dc:date>
  <description>&lt;div&gt;Irena Dolak has arrived in Tavrin.&lt;br&gt;&lt;br/&gt;She will meet Tomas Verrin on
    Monday &amp;amp; Tuesday.&lt;/div&gt;</description>
</item>
<item rdf:about="courier:1001">
  <title>Storm closes ports</title>
  <link>https://harbourcourier.example/world/storm</link>
  <dc:date>2026-05-01T20:05:30Z</dc:date>
  <description>Four ports are closed.</description>
</item>
</rdf:RDF>"""

ATOM_1 = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://harbourcourier.example/">
  <title type="text">The Harbour Courier – World</title>
  <link rel="self" href="feeds/world.xml"/>
  <link rel="alternate" type="text/html" href="world"/>
  <updated>2026-05-02T08:00:00Z</updated>
  <entry xml:base="world/">
    <title type="html">Dolak arrives in &lt;em>Tavrin&lt;/em> &amp;amp; meets “old friends”</title>
    <link rel="enclosure" href="https://cdn.example/dolak.mp3" type="audio/mpeg"/>
    <link rel="alternate" type="application/json" href="dolak.json"/>
    <link rel="alternate" href="dolak"/>
    <id>courier:1002</id>
    <published>2026-05-02T07:30:00+01:00</published>
    <updated>2026-05-03T10:00:00Z</updated>
    <summary>Irena Dolak has arrived.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <p>Irena Dolak has <b>arrived</b> in Tavrin.</p><p>She will meet Tomas Verrin on Monday &amp; Tuesday.</p></div>
    </content>
    <source><title>Another paper</title><id>other:1</id><link href="https://elsewhere.example/"/></source>
  </entry>
  <entry>
    <title>Storm closes ports</title>
    <link href="/world/storm"/>
    <id>courier:1001</id>
    <updated>2026-05-01T22:05:30.25+02:00</updated>
    <content type="html">&lt;p>Four ports are closed.&lt;/p></content>
  </entry>
</feed>"""

ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#">
  <title mode="escaped" type="text/html">The Harbour Courier &amp;ndash; World</title>
  <link rel="alternate" type="text/html" href="https://harbourcourier.example/world"/>
  <entry>
    <title mode="base64">RG9sYWsgYXJyaXZlcyBpbiBUYXZyaW4gJmFtcDsgbWVldHMg4oCcb2xkIGZyaWVuZHPigJ0=</title>
    <link rel="alternate" href="https://harbourcourier.example/world/dolak"/>
    <id>courier:1002</id>
    <issued>2026-05-02T07:30:00+01:00</issued><modified>2026-05-02T09:00:00Z</modified>
    <content type="text/html" mode="escaped">&lt;p&gt;Irena Dolak has arrived in Tavrin.&lt;p&gt;She will meet Tomas
      Verrin on Monday &amp;amp; Tuesday.</content>
  </entry>
  <entry>
    <title>Storm closes ports</title>
    <link rel="alternate" href="https://harbourcourier.example/world/storm"/>
    <id>courier:1001</id>
    <issued>2026-05-01T20:05:30Z</issued>
    <summary>Four ports are closed.</summary>
  </entry>
</feed>"""

JSON_1 = """{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "The Harbour Courier – World",
  "home_page_url": "https://harbourcourier.example/world",
  "feed_url": "https://harbourcourier.example/feeds/world.xml",
  "items": [
    {"id": "courier:1002", "url": "https://harbourcourier.example/world/dolak",
     "title": "Dolak arrives in Tavrin & meets “old friends”", "summary": "Irena Dolak has arrived.",
     "content_html": "<p>Irena Dolak has arrived in Tavrin.</p><p>She will meet Tomas Verrin on Monday &amp; Tuesday.",
     "date_published": "2026-05-02T07:30:00+01:00"},
    {"id": "courier:1001", "external_url": "https://harbourcourier.example/world/storm",
     "title": "Storm closes ports", "content_text": "Four ports are closed.", "date_published": "2026-05-01T20:05:30Z"}
  ]
}"""


def rss(*items: str, channel: str = "<title>The Harbour Courier</title>") -> bytes:
    """An RSS feed around items."""
    return f"<rss version='2.0'><channel>{channel}{''.join(items)}</channel></rss>".encode()


def item(number: int, extra: str = "", date: str = "Sat, 02 May 2026 07:30:00 GMT") -> str:
    """A whole item of an RSS feed."""
    return (
        f"<item><title>Story {number}</title><link>https://harbourcourier.example/{number}</link>"
        f"<guid isPermaLink='false'>courier:{number}</guid><pubDate>{date}</pubDate>{extra}</item>"
    )
