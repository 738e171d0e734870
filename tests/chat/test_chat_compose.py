"""From the nouns of the model to replies: numbers, sentences, dates, states."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from bot.chat import texts
from bot.chat.compose import answers, articles, digests, schedules
from bot.chat.compose.references import Numbered, References, source
from bot.chat.compose.schedules import Planned
from bot.chat.compose.setup import checked
from bot.chat.replies import Actors, Bullets, Heading, Item, Link, Part, Reply, SourceItem, Sources, Text, Timeline
from bot.chat.terminal import render
from bot.desk.intake import Added
from bot.desk.rooms import Room
from bot.desk.windows import BEGINNING
from bot.digest.zones import Place
from bot.model.article import Article, Copy, Listed, Source
from bot.model.briefing import Answer, Bullet, Difference, Digest, Story
from bot.model.delivery import Delivery, DeliveryState, Edition, Rejection, Schedule
from bot.model.document import Actor, Citation, EntityKind, Event, Precision
from bot.model.feed import Filters
from bot.model.place import Channel
from bot.model.preferences import Length
from tests.chat.desks import CHANNEL, COST, MAYOR, NOW, PIER, article, briefing

P = TypeVar("P", bound=Part)

ONE, TWO = article(1), article(2)


def listed(*rows: Article) -> list[Listed]:
    return [Listed(number, row, NOW, "u1") for number, row in enumerate(rows, 1)]


def cite(of: Article, sentence: str) -> Citation:
    return Citation(of.id, 0, sentence)


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


def parts(reply: Reply, kind: type[P]) -> list[P]:
    return [part for part in reply.parts if isinstance(part, kind)]


def test_marks_are_the_numbers_of_the_articles_each_once() -> None:
    references = References([Numbered(4, ONE), Numbered(9, TWO)])
    assert references.marks([cite(TWO, PIER), cite(ONE, PIER), cite(TWO, COST)]) == (9, 4)
    assert [item.number for item in references.sources("en").items] == [4, 9]


def test_a_citation_of_an_article_that_is_not_there_has_no_mark_and_no_source() -> None:
    references = References([Numbered(1, ONE)])
    assert references.marks([cite(TWO, PIER)]) == ()
    assert references.sources("en") == Sources(())


def test_supporting_sentences_are_listed_unless_the_reply_says_them_already() -> None:
    references = References([Numbered(1, ONE)])
    references.marks([cite(ONE, PIER), cite(ONE, COST), cite(ONE, COST)])
    (item,) = references.sources("en", shown=f"In short: {PIER}").items
    assert item.sentences == (COST,)


@pytest.mark.parametrize(
    ("changes", "label", "detail"),
    [
        ({}, "Pier reopens, report 1", "Sands Gazette, 3 May 2026"),
        ({"published": None}, "Pier reopens, report 1", "Sands Gazette"),
        (
            {"site": None, "url": None, "published": None, "source": Source.TEXT},
            "Pier reopens, report 1",
            "pasted text",
        ),
        ({"title": ""}, texts.UNTITLED, "Sands Gazette, 3 May 2026"),
        ({"site": None}, "Pier reopens, report 1", "3 May 2026"),
    ],
)
def test_a_source_names_title_outlet_and_date(changes: dict[str, object], label: str, detail: str) -> None:
    item = source(article(1, **changes), "en")
    assert (item.label, item.detail) == (label, detail)


def test_a_briefing_of_one_article_has_its_source_once_and_no_numbers() -> None:
    reply = articles.briefing(briefing(ONE), Added(ONE), "en")
    (sources,) = parts(reply, Sources)
    assert sources.items == (SourceItem("Sands Gazette, 3 May 2026", "", ONE.url),)
    assert not any(item.marks for bullets in parts(reply, Bullets) for item in bullets.items)
    assert [item.upcoming for timeline in parts(reply, Timeline) for item in timeline.items] == [True]


def answer(*citations: Citation, text: str, span: str | None = None) -> Answer:
    return Answer("q", text, True, citations, "extractive", span, searched=2)


def test_an_answer_of_two_sentences_marks_each_with_its_own_article() -> None:
    given = answer(cite(ONE, PIER), cite(TWO, COST), text=f"{PIER} {COST}", span="two million crowns")
    reply = answers.answer(given, listed(ONE, TWO), "en")
    assert parts(reply, Text) == [Text(PIER, None, (1,)), Text(COST, "two million crowns", (2,))]


def test_an_answer_in_other_words_shows_the_sentences_behind_it() -> None:
    given = answer(cite(ONE, COST), cite(TWO, PIER), text="Two million, for a reopening on Friday.")
    reply = answers.answer(given, listed(ONE, TWO), "en")
    assert parts(reply, Text) == [Text(given.text, None, (1, 2))]
    (sources,) = parts(reply, Sources)
    assert [item.sentences for item in sources.items] == [(COST,), (PIER,)]


def test_no_answer_is_said_plainly_with_or_without_something_near() -> None:
    none = Answer("q", "", False, (), "extractive", searched=1)
    assert shown(answers.answer(none, listed(ONE), "en")) == f"{texts.NOT_SAID} Searched 1 article."
    near = replace(none, near=(cite(ONE, PIER),))
    assert f"› {PIER}" in shown(answers.answer(near, listed(ONE), "en"))


def test_an_answer_of_several_statements_marks_each_with_its_own_articles() -> None:
    statements = (Bullet("Accounts differ.", ()), Bullet(PIER, (cite(ONE, PIER),)), Bullet(COST, (cite(TWO, COST),)))
    given = replace(
        answer(cite(ONE, PIER), cite(TWO, COST), text=f"Accounts differ. {PIER} {COST}", span="Accounts differ."),
        statements=statements,
    )
    assert parts(answers.answer(given, listed(ONE, TWO), "en"), Text) == [
        Text("Accounts differ.", "Accounts differ.", ()),
        Text(PIER, None, (1,)),
        Text(COST, None, (2,)),
    ]


def test_what_is_understood_in_english_only_is_said_and_not_that_the_articles_do_not_tell() -> None:
    none = Answer("q", "", False, (), "extractive", searched=2, near=(cite(ONE, PIER),), unread=("de", "fr"))
    said = shown(answers.answer(none, listed(ONE, TWO), "en"))
    assert "I search articles in German and French, but I find answers only in English articles." in said
    assert f"› {PIER}" in said
    assert texts.NOT_SAID not in said
    asked = shown(answers.answer(replace(none, near=(), unread=(), asked_in="es"), listed(ONE, TWO), "en"))
    assert "Your question is in Spanish" in asked
    assert texts.NOT_SAID not in asked


@pytest.mark.parametrize(
    ("role", "affiliation", "said"),
    [
        ("foreign minister", "Marevia", "foreign minister, Marevia"),
        ("Marevian foreign minister", "Marevia", "Marevian foreign minister"),
        ("Chinese foreign minister", "China", "Chinese foreign minister"),
        ("President", "Kaldoria", "President, Kaldoria"),
        ("leader of the Fishermen’s Union", "Fishermen’s Union", "leader of the Fishermen’s Union"),
        (None, "Kaldoria", "Kaldoria"),
        ("spokeswoman", None, "spokeswoman"),
        (None, None, ""),
    ],
)
def test_a_role_names_its_affiliation_once(role: str | None, affiliation: str | None, said: str) -> None:
    actor = Actor("Ada Finch", EntityKind.PERSON, 1, (cite(ONE, MAYOR),), role=role, affiliation=affiliation)
    (part,) = parts(articles.actors([actor], listed(ONE), "en"), Actors)
    assert part.items[0].role == said


def test_long_lists_say_how_much_is_left_out() -> None:
    many = [Actor(f"Actor {n}", EntityKind.PERSON, 1, (cite(ONE, MAYOR),)) for n in range(articles.ACTORS + 2)]
    assert "And 2 more." in shown(articles.actors(many, listed(ONE), "en"))
    assert "From the newest 2 of 1,002 articles" in shown(articles.actors(many, listed(ONE, TWO), "en", older=1_000))
    assert "And 3 articles added earlier." in shown(articles.sources(listed(ONE, TWO), "en", older=3))


def test_nothing_found_is_said() -> None:
    assert texts.NO_ACTORS in shown(articles.actors([], listed(ONE), "en"))
    assert texts.NO_EVENTS in shown(articles.timeline([], listed(ONE), "en"))


def test_a_digest_numbers_its_articles_through_and_leaves_single_ones_plain() -> None:
    single = Story((ONE,), briefing(ONE))
    both = replace(briefing(TWO), bullets=(Bullet(PIER, (cite(TWO, PIER), cite(article(3), PIER))),))
    double = Story((TWO, article(3)), both, why="Two outlets report it.")
    reply = digests.digest(Digest(NOW - timedelta(days=1), NOW, (single, double), left_out=2, articles=7))
    assert [heading.level for heading in parts(reply, Heading)] == [1, 3, 3]
    assert [[item.number for item in sources.items] for sources in parts(reply, Sources)] == [[None], [2, 3]]
    assert [item.marks for bullets in parts(reply, Bullets) for item in bullets.items] == [(), (), (2, 3)]
    for fact in (
        "7 articles in 4 stories",
        "Two outlets report it.",
        "2 stories more did not fit",
        "Engine: extractive.",
    ):
        assert fact in shown(reply)


def told(*stories: Story, **changes: object) -> Reply:
    made = Digest(NOW - timedelta(days=1), NOW, stories, articles=len(stories))
    return digests.digest(replace(made, **changes))  # type: ignore[arg-type]


def test_a_story_names_what_it_goes_on_from_and_an_update_what_it_updates() -> None:
    story = Story((TWO,), briefing(TWO), earlier=(article(7), ONE))
    assert Text("Continues: Pier reopens, report 1, 3 May. New since then:") in told(story).parts
    updated = replace(story, updates=article(7))
    assert Text("Update of “Pier reopens, report 7”, 3 May. New in it:") in told(updated).parts
    assert "Continues" not in shown(told(Story((ONE,), briefing(ONE))))


@pytest.mark.parametrize(("changed", "said"), [(False, texts.DIFFER), (True, texts.CHANGED)])
def test_where_articles_differ_each_side_has_its_own_mark(changed: bool, said: str) -> None:
    sides = (Bullet(COST, (cite(TWO, COST),)), Bullet(PIER, (cite(ONE, PIER),)))
    made = replace(briefing(TWO), differences=(Difference(sides, changed),))
    reply = told(Story((ONE, TWO), made))
    place = reply.parts.index(Text(said))
    assert reply.parts[place + 1] == Bullets((Item(COST, marks=(2,)), Item(PIER, marks=(1,))))


def test_copies_are_named_once_for_each_outlet_at_the_article_that_they_have() -> None:
    copies = (
        Copy("article1", "https://courier.example/1", "Harbour Courier"),
        Copy("article1", "https://courier.example/2", "Harbour Courier"),
        Copy("article1", "https://sands.example/copy", "Sands Gazette"),
        Copy("article2", "https://ledger.example/1", "Ledger"),
        Copy("gone", "https://herald.example/1", "Herald"),
    )
    (sources,) = parts(told(Story((ONE, TWO), briefing(TWO), copies=copies)), Sources)
    assert [item.also for item in sources.items] == [
        (Link("Harbour Courier", "https://courier.example/1"),),
        (Link("Ledger", "https://ledger.example/1"), Link("Herald", "https://herald.example/1")),
    ]


def test_what_comes_next_is_marked_with_its_article() -> None:
    other = briefing(article(3)).timeline[0]
    story = Story((TWO, article(3)), briefing(TWO), coming=(briefing(TWO).timeline[0], other))
    (timeline,) = parts(told(story), Timeline)
    assert [(item.when, item.upcoming, item.marks) for item in timeline.items] == [
        ("Fri 8 May 2026", False, (1,)),
        ("Fri 8 May 2026", False, (2,)),
    ]


def test_stories_without_room_have_a_line_and_the_rest_are_counted() -> None:
    reply = told(Story((ONE,), briefing(ONE)), more=(TWO, article(3)), left_out=4, articles=11)
    assert "11 articles in 7 stories since" in shown(reply)
    assert parts(reply, Sources)[-1].items == (source(TWO, "en"), source(article(3), "en"))
    assert "4 stories more did not fit" in shown(reply)


@pytest.mark.parametrize(
    ("feeds", "people", "said"),
    [
        ((), ("u1",), "1 article · added by you"),
        ((), ("u2",), "1 article · added by 1 other"),
        ((1,), (), "1 article · from the feed Courier"),
        ((1, 9), ("u2", "u1", "u3"), "1 article · from the feeds Courier and 9 · added by you and 2 others"),
    ],
)
def test_a_preview_says_who_brought_a_story(feeds: tuple[int, ...], people: tuple[str, ...], said: str) -> None:
    made = Digest(BEGINNING, NOW, (Story((ONE,), briefing(ONE), feeds=feeds, people=people),))
    assert Text(said) in digests.preview(made, {1: "Courier"}, "u1").parts
    assert said not in shown(digests.digest(made))


def test_breaking_news_says_how_wide_it_is() -> None:
    reply = told(Story((ONE,), briefing(ONE)), breaking=3)
    assert reply.parts[:2] == (Heading("Breaking news"), Text("3 outlets or more carry this within a day."))


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (Edition(), "everything new here"),
        (Edition((1,)), "what the feed Courier (1) brings"),
        (Edition((1, 3, 9)), "what the feeds Courier (1), Ledger (3) and 9 bring"),
        (Edition(topics=Filters(("strike", "budget"))), "everything new here, if it has “strike” or “budget”"),
        (Edition((), Filters((), ("football",))), "everything new here, if it does not have “football”"),
        (
            Edition((3,), Filters(("strike",), ("football",))),
            "what the feed Ledger (3) brings, if it has “strike” and not “football”",
        ),
    ],
)
def test_what_a_digest_covers_is_said_in_words(edition: Edition, said: str) -> None:
    assert schedules.covered(edition, {1: "Courier", 3: "Ledger"}) == said


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (Edition(length=Length.SHORT), "It is written as short briefings."),
        (Edition(engine="llm"), "It is written by llm."),
        (Edition(engine="llm", picture=True), "by llm. It comes with a picture of the first story's timeline."),
        (
            Edition(length=Length.SHORT, picture=True, thread=True),
            "as short briefings. It comes with a picture of the first story's timeline and a thread to discuss it in.",
        ),
        (Edition(length=Length.LONG, engine="llm"), "It is written as long briefings by llm."),
    ],
)
def test_how_a_digest_is_written_is_said_where_it_was_chosen(edition: Edition, said: str) -> None:
    reply = schedules.schedule_added(replace(PLAN, edition=edition), Place("Europe/London"), [NOW], {}, "en")
    assert said in shown(reply)
    assert "It is written" not in shown(schedules.schedule_added(PLAN, Place("Europe/London"), [NOW], {}, "en"))


def test_a_digest_is_dated_in_the_language_of_its_channel_and_the_zone_of_its_schedule() -> None:
    until = datetime(2026, 5, 4, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    made = shown(digests.digest(Digest(NOW - timedelta(days=2), until, (), language="fr")))
    assert "Digest of 4 mai 2026" in made
    assert "Nothing new since sam. 2 mai 2026, 21:00 NZST." in made


def test_an_empty_digest_says_so() -> None:
    assert "Nothing new since Sun 3 May 2026, 09:00 UTC." in shown(
        digests.digest(Digest(NOW - timedelta(days=1), NOW, ()))
    )
    assert "Nothing new." in shown(digests.digest(Digest(BEGINNING, NOW, ())))
    assert digests.posting(0).parts != digests.posting(1).parts


PLAN = Schedule(7, CHANNEL, "weekdays 08:00", "Europe/London", "u1", NOW, NOW, NOW)
SENT = Delivery(1, 7, datetime(2026, 5, 1, 7, tzinfo=UTC), CHANNEL, 1, 1, "k", "", DeliveryState.SENT)

LATE = replace(
    SENT, begun_at=SENT.due_at, next_attempt_at=SENT.due_at, sent_at=SENT.due_at + timedelta(hours=1), attempts=9
)


@pytest.mark.parametrize(
    ("planned", "fact"),
    [
        (Planned(PLAN, NOW), "7 weekdays 08:00, Europe/London time · next on Mon 4 May 2026, 09:00 UTC"),
        (Planned(replace(PLAN, rule="0 8 * * 1-5"), NOW), "7 at 08:00 on Monday through Friday (0 8 * * 1-5), Europe"),
        (Planned(replace(PLAN, paused=True), NOW), "· paused"),
        (
            Planned(replace(PLAN, held=Rejection.ARCHIVED), NOW),
            "· paused until it can be posted again: this channel is arch",
        ),
        (Planned(replace(PLAN, held=Rejection.ARCHIVED, paused=True), NOW, SENT), "· paused · last: posted"),
        (Planned(PLAN, NOW, SENT), "last: posted, due Fri 1 May 2026, 08:00 BST"),
        (
            Planned(PLAN, NOW, replace(SENT, state=DeliveryState.REJECTED, reason=Rejection.NO_PERMISSION)),
            "last: not posted, due Fri 1 May 2026, 08:00 BST: I may not post in this channel; give me View Channel and",
        ),
        (
            Planned(PLAN, NOW, replace(SENT, state=DeliveryState.RETRY)),
            "last: on its way, due Fri 1 May 2026, 08:00 BST",
        ),
        (Planned(replace(PLAN, note="nothing new"), NOW), "last: nothing new"),
        (Planned(PLAN, NOW, replace(SENT, sent_at=SENT.due_at)), "last: delivered on Fri 1 May 2026, 08:00 BST"),
        (
            Planned(PLAN, NOW, replace(LATE, begun_at=LATE.sent_at)),
            "last: delivered on Fri 1 May 2026, 09:00 BST; it was due Fri 1 May 2026, 08:00 BST and came late because",
        ),
        (Planned(PLAN, NOW, LATE), "came late because Terminal did not take messages"),
        (
            Planned(replace(PLAN, edition=Edition(feeds=(1, 9))), NOW),
            "time · what the feeds Courier (1) and 9 bring · next on",
        ),
    ],
)
def test_the_list_of_schedules_says_how_each_stands(planned: Planned, fact: str) -> None:
    assert fact in shown(schedules.schedules([planned], "/digest schedule 08:00", {1: "Courier"}, "en"))


def test_a_new_schedule_says_which_place_was_meant() -> None:
    portland = Place("America/Los_Angeles", "Portland", "United States")
    said = shown(schedules.schedule_added(replace(PLAN, zone=portland.zone), portland, [NOW], {}, "en"))
    assert "Digest 7 is set: weekdays 08:00, America/Los_Angeles time." in said
    assert "The time zone is that of Portland, United States — America/Los_Angeles." in said
    assert "The time zone is that of" not in shown(schedules.schedule_added(PLAN, Place(PLAN.zone), [NOW], {}, "en"))


@pytest.mark.parametrize(
    ("past", "coming", "kept"),
    [
        (3, 2, ["past 1", "past 2", "past 3", "coming 1", "coming 2"]),
        (9, 2, ["past 6", "past 7", "past 8", "past 9", "coming 1", "coming 2"]),
        (9, 9, ["past 8", "past 9", "coming 1", "coming 2", "coming 3", "coming 4"]),
        (0, 9, ["coming 1", "coming 2", "coming 3", "coming 4", "coming 5", "coming 6"]),
    ],
)
def test_a_briefing_shows_the_events_around_its_own_day(past: int, coming: int, kept: list[str]) -> None:
    def happening(name: str, when: date, future: bool) -> Event:
        return Event(when, Precision.DAY, "then", name, cite(ONE, PIER), future=future)

    day = date(2026, 5, 4)
    events = [happening(f"past {n}", day - timedelta(days=20 - n), False) for n in range(1, past + 1)]
    events += [happening(f"coming {n}", day + timedelta(days=n), True) for n in range(1, coming + 1)]
    made = replace(briefing(ONE), timeline=tuple(events))
    (timeline,) = parts(articles.briefing(made, Added(ONE), "en"), Timeline)
    assert [moment.text for moment in timeline.items] == kept


@pytest.mark.parametrize(("given_as", "label"), [(Source.TEXT, "pasted text"), (Source.FILE, "uploaded file")])
def test_an_article_without_an_outlet_says_how_it_came(given_as: Source, label: str) -> None:
    assert source(replace(ONE, url=None, site=None, published=None, source=given_as), "en").detail == label


def test_a_workspace_of_many_channels_is_told_in_a_reply_of_some_length_that_counts_the_others() -> None:
    rooms = [Room(Channel("slack", "w", str(n)), f"#room-{n}", ("Membership",), schedules=1) for n in range(50)]
    lists = [part for part in checked(rooms).parts if isinstance(part, Bullets)]
    assert [len(part.items) for part in lists] == [21, 1, 21]
    assert [part.items[-1].text for part in lists if len(part.items) > 1] == ["And 30 more."] * 2


@pytest.mark.parametrize(("missing", "advice"), [("Membership", "Type /invite"), ("Send Messages", "in its settings")])
def test_what_is_missing_is_told_with_what_to_do_about_it(missing: str, advice: str) -> None:
    said = shown(checked([Room(CHANNEL, "#news", (missing,))]))
    assert f"Something is missing in 1 of 1 channel. {'Type' if missing == 'Membership' else 'Whoever'}" in said
    assert advice in said
