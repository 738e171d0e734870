"""What cleaning cuts, and the neighbour of each that must survive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import clean
from bot.ingest.boilerplate import trimmed

OPENING = "Marevia’s foreign minister, Irena Dolak, arrived in Tavrin on Saturday to talk about fishing rights."
MIDDLE = "“Nobody will be asked to give up a right,” Ms Dolak told reporters on the tarmac."
CLOSING = "She will meet the Kaldorian president, Tomas Verrin, on Monday, officials said."
ARTICLE = [OPENING, MIDDLE, CLOSING]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Story continues below advertisement",
        "Skip past newsletter promotion",
        "Read more: The families waiting in Port Selen",
        "Read More…",
        "Related: What the Sable Strait is worth",
        "RELATED STORIES",
        "You may also like",
        "See also: Who owns the strait?",
        "• Read more about the quota here",
        "Additional reporting by Oskar Lind and Mira Tarn in Lowen",
        "Reporting by Ada Quill in Tavrin; Editing by Piers Lowan",
        "(Reporting by Ada Quill; writing by Tobias Krantz; editing by Maud Ellery)",
        "Edited by Maud Ellery",
        "With reporting from Ada Quill",
        "Ada Quill contributed to this report.",
        "Sign up to our daily newsletter and get the news in your inbox.",
        "Sign up for the Morning Briefing, free every weekday.",
        "Subscribe to our channel for more.",
        "Follow us on Twitter and Facebook",
        "Follow The Harbour Courier on Instagram @courier",
        "Listen to our podcast about the strait on Spotify.",
        "Get the day’s headlines delivered to your inbox",
        "Download our free app",
        "Join the conversation",
        "Share this article on Facebook",
        "Share",
        "12 comments",
        "Leave a comment",
        "Photograph: Piers Lowan/Courier Pictures",
        "Photo by Piers Lowan",
        "Image caption Ms Dolak on the tarmac",
        "Irena Dolak at Tavrin airport on Saturday. (Getty Images)",
        "Boats in the strait (Piers Lowan/AFP via Getty Images)",
        "Piers Lowan/Getty Images",
        "© 2026 The Harbour Courier",
        "Copyright 2026 Meridian Wire. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "We use cookies to improve your experience. Accept all or manage your choices.",
        "This website uses cookies so that we can remember you.",
        "To continue reading, subscribe or log in.",
        "Already a subscriber? Log in",
        "This article is for subscribers only.",
        "You have reached your limit of free articles.",
        "Please enable JavaScript to view this page.",
        "Updated 3 May 2026 16:10",
        "4 min read",
        "About the author",
    ],
)
def test_a_line_around_the_article_goes(line: str) -> None:
    assert clean.clean([OPENING, line, MIDDLE, CLOSING]) == ARTICLE
    assert clean.clean([*ARTICLE, line]) == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "The minister said the advertisement had cost 40 million crowns.",
        "Related research suggests that the stock of cod has halved since 1990.",
        "Read aloud in parliament, the letter caused an uproar.",
        "Reporting by the newspaper showed that the quota had been sold twice.",
        "Edited by nobody, the statement ran to forty pages, and few read it to the end.",
        "Sign up for the navy, the posters in Port Selen told young men.",
        "Subscribe to that view and no treaty is possible, she said.",
        "Follow the money, Ms Hollin told the rally.",
        "Listen to the fishermen, he said, before they stop talking.",
        "Share prices in Tavrin fell by two per cent.",
        "Comments by the minister on Sunday were taken as a threat.",
        "Photographs of the collision were shown to the court.",
        "Picture this: a harbour without boats, “and without a future”, as one captain said.",
        "The two agencies (Kaldorian and Marevian) agreed.",
        "TAVRIN, May 3 (Meridian Wire) — Marevia and Kaldoria were close to an agreement.",
        "Copyright law was not discussed at the meeting.",
        "The regulator said the site had stored cookies without asking, and fined its owner.",
        "We use cookies at Christmas to bribe the dog, Ms Lorenz joked.",
        "Already a minister at 30, Mr Reyl rose quickly.",
        "Updated rules on quotas take effect in June, the ministry said.",
        "Most read the treaty as a defeat for the union.",
        "Watch commanders saw the trawler too late.",
        "By Monday, the ministers had agreed.",
        "“Sign up to our plan,” she told them, “and the ports will open.”",
        "Support our fishermen or lose the coast, the union told the government on Friday.",
    ],
)
def test_prose_that_looks_alike_stays(line: str) -> None:
    assert clean.clean([OPENING, line, CLOSING]) == [OPENING, line, CLOSING]


def test_titles_of_other_stories_at_the_end_go() -> None:
    others = ["Storm closes northern ports for a third day", "What the Sable Strait is worth to both sides"]
    assert clean.clean([*ARTICLE, *others]) == ARTICLE


def test_titles_below_a_label_go_even_as_a_list() -> None:
    others = ["- Storm closes northern ports for a third day", "- What the Sable Strait is worth"]
    assert clean.clean([OPENING, "Related stories", *others, MIDDLE, CLOSING]) == ARTICLE


def test_a_single_subheading_stays() -> None:
    parts = [OPENING, "What happens on Monday in Tavrin", MIDDLE, CLOSING]
    assert clean.clean(parts) == parts


def test_where_links_are_known_only_linked_titles_go() -> None:
    linked = "Storm closes northern ports for a third day"
    subheading = "What happens on Monday in Tavrin"
    parts = [OPENING, subheading, linked, MIDDLE, CLOSING]
    assert clean.clean(parts, link_texts=frozenset({linked})) == [OPENING, subheading, MIDDLE, CLOSING]


def test_a_list_of_facts_stays() -> None:
    parts = [
        OPENING,
        "The draft says:",
        "- Marevia gets 13,000 tonnes a year",
        "- Kaldoria frees 120 men by May",
        CLOSING,
    ]
    assert clean.clean(parts) == parts


def test_a_poem_stays() -> None:
    poem = [
        "The boats lie still beneath the moon",
        "No net is wet no sail is torn",
        "The strait is shut the gulls complain",
    ]
    assert clean.clean(poem) == poem


def test_the_title_is_not_text() -> None:
    assert clean.clean(["Dolak arrives in Tavrin!", *ARTICLE], title="Dolak arrives in Tavrin") == ARTICLE


def test_a_byline_at_the_top_goes() -> None:
    assert clean.clean(["By Maud Ellery in Tavrin", *ARTICLE]) == ARTICLE


def test_an_author_box_goes_unless_its_person_is_in_the_news() -> None:
    box = "Maud Ellery is the Courier’s Kaldoria correspondent, based in Tavrin."
    assert clean.clean([*ARTICLE, box]) == ARTICLE
    named = [OPENING, "Maud Ellery was detained at the airport.", CLOSING, box]
    assert clean.clean(named) == named


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He left on Monday.Read More: Storm closes portsWhat the strait is worth", "He left on Monday."),
        ("“We regret it,” she said. Read More…Storm closes ports", "“We regret it,” she said."),
        ("He left on Monday. Read more slowly, he told them, and she did.", None),
        ("The posters said: Read More Books.", None),
    ],
)
def test_links_glued_to_a_paragraph_go(text: str, left: str | None) -> None:
    assert trimmed(text) == (left or text)


def test_characters_that_nobody_sees_go() -> None:
    hidden = "Do\u00adlak\u200b arr\u2060ived\u202e in\U000e0041\U000e0042 Tav\x00rin\ud800\ufeff"
    assert clean.line(hidden) == "Dolak arrived in Tavrin"


def test_white_space_becomes_plain_and_quotes_stay() -> None:
    assert clean.line("  “One\u00a0paragraph”\t’s\u2003words\r\n") == "“One paragraph” ’s words"
    assert clean.paragraphs("One\r\nline\n \n\nTwo\u2029\u2029Three") == ["One line", "Two", "Three"]


def test_a_long_headline_is_cut_between_words() -> None:
    cut = clean.headline("word " * 700)
    assert len(cut) <= clean.MAX_TITLE
    assert cut.endswith("word…")


texts = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [*ARTICLE, "Read more", "Related: A story of the strait", "By Maud Ellery", "Storm closes all ports"]
        ),
    ),
    max_size=12,
)


@given(texts)
def test_cleaning_twice_changes_nothing_more(parts: list[str]) -> None:
    flat = [line for part in parts if (line := clean.line(part))]
    once = clean.clean(flat)
    assert clean.clean(once) == once
    assert all(any(line.startswith(kept) for line in flat) for kept in once)


@given(st.text())
def test_characters_are_normalised_once(text: str) -> None:
    once = clean.line(text)
    assert clean.line(once) == once
    once.encode("utf-8")
