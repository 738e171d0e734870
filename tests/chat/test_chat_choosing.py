"""Commands that were not told what they are about: the only one there is, or a menu, and what is chosen from it."""

from dataclasses import replace

import pytest

from bot.chat import texts
from bot.chat.catalogue import COMMANDS
from bot.chat.command import Command, Permission
from bot.chat.compose import choices
from bot.chat.lines import parse
from bot.chat.replies import Bullets, Button, Buttons, Menu, Reply
from bot.chat.request import Request, Value
from bot.chat.router import Router
from bot.chat.terminal import render
from bot.desk.feeds import Found
from bot.ingest.feeds.discover import FoundFeed
from bot.model.feed import Filters
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, ScriptedDesk, article, feed

ASKING = Request(CHANNEL, thread="t1", asker="u1", is_admin=True)


async def say(desk: ScriptedDesk, line: str, *, is_admin: bool = True) -> Reply:
    typed = parse(line)
    asking = replace(ASKING, is_admin=is_admin, command=typed.command, options=typed.options)
    return await Router(desk, Metrics()).handle(asking)


async def press(desk: ScriptedDesk, action: str, *, is_admin: bool = True, **options: Value) -> Reply:
    return await Router(desk, Metrics()).handle(replace(ASKING, is_admin=is_admin, action=action, options=options))


async def choose(desk: ScriptedDesk, menu: Menu, value: str, *, is_admin: bool = True) -> Reply:
    """Choose from a menu, as platforms send it."""
    assert value in [item.value for item in menu.items]
    return await press(desk, menu.action, is_admin=is_admin, **{menu.option: value})


def menu_of(reply: Reply) -> Menu:
    (menu,) = (part for part in reply.parts if isinstance(part, Menu))
    return menu


def values(reply: Reply) -> list[str]:
    return [item.value for item in menu_of(reply).items]


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


def beside(reply: Reply) -> list[Button | None]:
    """The buttons of a list's rows."""
    return [item.button for part in reply.parts if isinstance(part, Bullets) for item in part.items]


async def scheduled(count: int) -> ScriptedDesk:
    desk = ScriptedDesk()
    for _ in range(count):
        await desk.schedules.add(CHANNEL, "08:00", "u1")
    desk.calls.clear()
    return desk


class TestSchedules:
    @pytest.mark.parametrize(
        ("line", "done"),
        [("/digest pause", "is paused"), ("/digest resume", "running again"), ("/digest remove", "is removed")],
    )
    async def test_the_only_one_is_meant(self, line: str, done: str) -> None:
        reply = await say(await scheduled(1), line)
        assert done in shown(reply)
        assert reply.private

    async def test_one_of_several_is_chosen_from_a_menu(self) -> None:
        desk = await scheduled(3)
        asked = await say(desk, "/digest remove")
        assert asked.private
        assert not asked.failed
        assert values(asked) == ["1", "2", "3"]
        assert "Digest 2 (weekdays 08:00, Europe/London time) is removed" in shown(
            await choose(desk, menu_of(asked), "2")
        )
        assert [row.id for row in desk.planned] == [1, 3]

    async def test_only_those_are_offered_that_something_is_done_to(self) -> None:
        desk = await scheduled(3)
        await say(desk, "/digest pause 2")
        assert values(await say(desk, "/digest pause")) == ["1", "3"]
        assert "Digest 2 is running again" in shown(await say(desk, "/digest resume"))

    async def test_where_there_are_none_it_says_how_to_set_one(self) -> None:
        assert "This channel has no scheduled digest" in shown(await say(ScriptedDesk(), "/digest pause"))

    async def test_whoever_lost_the_right_meanwhile_chooses_nothing(self) -> None:
        desk = await scheduled(2)
        menu = menu_of(await say(desk, "/digest remove"))
        reply = await choose(desk, menu, "1", is_admin=False)
        assert "Only people with" in shown(reply)
        assert len(desk.planned) == 2

    async def test_the_list_has_a_button_in_each_row_for_whoever_may_press_it(self) -> None:
        desk = await scheduled(2)
        await say(desk, "/digest pause 2")
        first, second = beside(await say(desk, "/digest list"))
        assert first == Button("Pause", "digest pause:1")
        assert second == Button("Resume", "digest resume:2")
        assert "Digest 2 is running again" in shown(await press(desk, "digest resume:2"))
        assert beside(await say(desk, "/digest list", is_admin=False)) == [None, None]

    async def test_a_button_of_an_older_version_has_expired(self) -> None:
        assert "That button has expired" in shown(await press(await scheduled(2), "digest pause:last"))


class TestFeeds:
    @pytest.mark.parametrize(
        ("command", "done"),
        [
            ("feed pause", "Feed 3, Ledger, is paused"),
            ("feed resume", "Feed 3, Ledger, goes on"),
            ("feed remove", "Feed 3, Ledger, is removed"),
            ("feed check", "3 Ledger"),
        ],
    )
    async def test_one_of_several_is_chosen_from_a_menu(self, command: str, done: str) -> None:
        desk = ScriptedDesk()
        asked = await say(desk, f"/{command}")
        assert values(asked) == ["1", "3"]
        assert menu_of(asked).items[0].label == "1 · Harbour Courier"
        assert done in shown(await choose(desk, menu_of(asked), "3"))

    async def test_the_only_one_is_meant(self) -> None:
        desk = ScriptedDesk()
        del desk.feeds.followed[1]
        assert "Feed 3, Ledger, is paused" in shown(await say(desk, "/feed pause"))
        assert "Of feed 3, Ledger, only this is brought" in shown(await say(desk, "/feed filter include strike"))

    async def test_where_there_are_none_it_says_how_to_add_one(self) -> None:
        desk = ScriptedDesk()
        desk.feeds.followed.clear()
        assert "This channel follows no feeds" in shown(await say(desk, "/feed remove"))

    async def test_words_wait_for_the_feed_that_they_are_for(self) -> None:
        desk = ScriptedDesk()
        asked = await say(desk, "/feed filter include strike")
        assert "only this is brought: include strike" in shown(await choose(desk, menu_of(asked), "3"))
        assert desk.feeds.followed[3].filters.include == ("strike",)
        assert desk.feeds.followed[1].filters == Filters()

    async def test_a_filter_is_shown_and_changed_in_a_window(self) -> None:
        desk = ScriptedDesk()
        await say(desk, "/feed filter 3 include strike")
        present = await choose(desk, menu_of(await say(desk, "/feed filter")), "3")
        assert "only this is brought: include strike" in shown(present)
        assert desk.feeds.followed[3].filters.include == ("strike",)
        (button,) = (button for part in present.parts if isinstance(part, Buttons) for button in part.items)
        prompt = Router(desk, Metrics()).plan(replace(ASKING, action=button.action)).prompt
        assert prompt is not None
        assert "only this is brought: exclude football" in shown(
            await press(desk, prompt.action, words="exclude football")
        )
        assert "everything is brought" in shown(await press(desk, prompt.action, words=""))
        assert desk.feeds.followed[3].filters == Filters()

    async def test_the_list_has_a_button_in_each_row(self) -> None:
        desk = ScriptedDesk()
        await say(desk, "/feed pause 3")
        assert beside(await say(desk, "/feed list")) == [
            Button("Pause", "feed pause:1"),
            Button("Resume", "feed resume:3"),
        ]
        checks = beside(await say(desk, "/feed list", is_admin=False))
        assert checks == [Button("Check", "feed check:1"), Button("Check", "feed check:3")]
        assert "3 Ledger" in shown(await press(desk, "feed check:3", is_admin=False))
        assert "Feed 1, Harbour Courier, is paused" in shown(await press(desk, "feed pause:1"))

    async def test_of_several_feeds_that_a_page_names_another_can_be_followed_at_once(self) -> None:
        desk = ScriptedDesk()
        sports = FoundFeed("https://feeds.example/sports", "Selby Weekly: sports", "rss")
        endless = FoundFeed("https://feeds.example/" + "x" * 100, "Selby Weekly: all", "rss")
        desk.feeds.found = Found(feed(7, "Selby Weekly").feed, (), (sports, endless))
        found = await say(desk, "/feed add https://weekly.example")
        assert values(found) == ["https://feeds.example/sports"]
        assert menu_of(found).items[0].label == "Selby Weekly: sports"
        assert "This channel follows feed 9" in shown(await choose(desk, menu_of(found), sports.href))
        assert desk.feeds.asked == ["https://weekly.example", sports.href]


class TestSettings:
    @pytest.mark.parametrize(
        ("command", "now", "value", "chosen"),
        [
            ("settings engine", "extractive writes the briefings", "mirror", {"engine": "mirror"}),
            ("settings length", "Briefings here are medium: at most 4 statements", "short", {"length": "short"}),
            ("settings language", "are in the articles' own language", "German", {"language": "de"}),
        ],
    )
    async def test_without_a_value_they_show_the_present_one_and_a_menu(
        self, command: str, now: str, value: str, chosen: dict[str, object]
    ) -> None:
        desk = ScriptedDesk()
        asked = await say(desk, f"/{command}")
        assert now in shown(asked)
        assert asked.private
        assert not desk.calls
        await choose(desk, menu_of(asked), value)
        assert desk.calls == [("choose", chosen)]

    async def test_a_language_can_be_given_up_again(self) -> None:
        desk = ScriptedDesk()
        await say(desk, "/settings language German")
        assert "are in German" in shown(await say(desk, "/settings language"))
        await say(desk, "/settings language own")
        assert desk.preferences.language is None

    async def test_a_menu_that_does_not_hold_all_says_so(self) -> None:
        asked = await say(ScriptedDesk(), "/settings language")
        assert len(values(asked)) == choices.MOST
        assert "type any other one after /settings language" in shown(asked)

    async def test_instructions_are_written_in_a_window_and_forgotten_when_it_is_empty(self) -> None:
        desk = ScriptedDesk()
        prompt = Router(desk, Metrics()).plan(replace(ASKING, command="settings instructions")).prompt
        assert prompt is not None
        await press(desk, prompt.action, instructions="Fishing  quotas")
        assert desk.preferences.instructions == "Fishing quotas"
        assert texts.INSTRUCTIONS_GONE in shown(await press(desk, prompt.action, instructions=""))

    async def test_a_wrong_value_is_still_refused(self) -> None:
        reply = await say(ScriptedDesk(), "/settings length endless")
        assert reply.failed
        assert "There is no length “endless”" in shown(reply)


async def test_an_article_is_chosen_from_the_sources() -> None:
    desk = ScriptedDesk(*(article(number) for number in range(1, 6)))
    listed = await say(desk, "/sources")
    assert values(listed) == ["5", "4", "3", "2", "1"]
    one = await choose(desk, menu_of(listed), "2")
    assert one.private
    assert "[2] Pier reopens, report 2" in shown(one)
    assert "report 3" not in shown(one)


async def test_many_articles_are_listed_over_pages_without_a_list_to_choose_from() -> None:
    desk = ScriptedDesk(*(article(number) for number in range(1, 61)))
    listed = await say(desk, "/sources")
    assert not [part for part in listed.parts if isinstance(part, Menu)]
    assert all(f"[{number}] Pier reopens, report {number}" in shown(listed) for number in range(1, 61))
    assert texts.SOURCES_HINT in shown(listed)


async def test_every_choice_fits_every_platform() -> None:
    long = "Harbour " * 40
    desk = ScriptedDesk(*(article(number, title=long) for number in range(1, 26)))
    desk.feeds.followed = {number: feed(number, long) for number in range(1, 40)}
    for line in ("/sources", "/feed pause", "/settings language"):
        menu = menu_of(await say(desk, line))
        assert len(menu.items) == 25
        assert all(len(item.label) <= 75 and len(item.value) <= 100 for item in menu.items)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda row: row.name)
def test_what_configures_is_answered_to_the_asker_alone(command: Command) -> None:
    assert command.private or command.permission is not Permission.MANAGE
