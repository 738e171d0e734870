"""From a request to a reply, over a desk with prepared answers."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bot.chat import texts
from bot.chat.catalogue import COMMANDS
from bot.chat.command import Permission
from bot.chat.lines import parse
from bot.chat.replies import Button, Buttons, Notice, Prompt, Reply, Sources, Tone
from bot.chat.request import Request, Upload, Value
from bot.chat.router import Router
from bot.chat.terminal import render
from bot.desk.intake import Added
from bot.digest.compose import Group
from bot.model.briefing import Briefing
from bot.model.delivery import EVERYTHING, Edition
from bot.model.place import Channel
from bot.model.preferences import Length
from bot.telemetry import Metrics
from tests.chat.desks import CHANNEL, COST, PIER, ScriptedDesk, article

ASKING = Request(CHANNEL, thread="t1", asker="u1", is_admin=True)


def router(desk: ScriptedDesk) -> Router:
    return Router(desk, Metrics())


async def say(desk: ScriptedDesk, line: str) -> Reply:
    typed = parse(line)
    return await router(desk).handle(replace(ASKING, command=typed.command, options=typed.options))


async def press(desk: ScriptedDesk, action: str, **options: Value) -> Reply:
    return await router(desk).handle(replace(ASKING, action=action, options=options))


def shown(reply: Reply) -> str:
    return " ".join(render.text(reply).split())


def buttons(reply: Reply) -> Mapping[str, Button]:
    return {button.label: button for part in reply.parts if isinstance(part, Buttons) for button in part.items}


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("/actors", ["Ada Finch — mayor, Selby Sands · also Ms Finch · named 2 times [1]", "its pier back.”"]),
        ("/actors 2", ["Key actors in “Pier reopens, report 2”"]),
        ("/timeline", ["Fri 8 May 2026", PIER, "upcoming"]),
        ("/ask how many crowns?", [f"{COST} [2]", "[2] Pier reopens, report 2", "https://sands.example/2"]),
        ("how many crowns?", [COST]),
        ("/ask who dives?", [texts.NOT_SAID, texts.NEAREST, f"› {PIER} [2]", "Searched 2 articles."]),
        ("/sources", ["[1] Pier reopens, report 1", "[2] Pier reopens, report 2", "Sands Gazette, 3 May 2026", COST]),
        ("/digest preview", [texts.PREVIEW, "Pier reopens, report 1", "2 articles in 2 stories"]),
        ("/digest now", ["in 2 messages"]),
        ("/digest list", ["/digest schedule 08:00 Europe/London weekdays"]),
        ("/digest schedule 08:00 Europe/London weekdays", ["Digest 1 is set", "Tue 5 May 2026, 08:00 BST"]),
        ("/help", ["/brief", "/digest remove"]),
    ],
)  # fmt: skip
async def test_a_line_gets_its_reply(line: str, facts: list[str]) -> None:
    reply = await say(ScriptedDesk(article(1), article(2)), line)
    assert not reply.failed
    for fact in facts:
        assert fact in shown(reply)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/bref https://sands.example/1", "I do not know the command “bref” (did you mean /brief?). /help lists"),
        ("/digest shedule 08:00", "(did you mean /digest schedule?)"),
        ("/digst now", "(did you mean /digest now?)"),
        ("/feed check courier", "There is no such feed in this channel. /feed list shows those there are"),
        ("/xyzzy", "I do not know the command “xyzzy”. /help lists what I can do."),
        ("/digest", "That command goes on with schedule, preview, "),
        ("/ask", "Use it like this: /ask who is she meeting?"),
        ("/digest pause one", "Use it like this: /digest pause 1"),
        ("/digest pause 7", "There is no schedule 7 in this channel."),
        ("/brief nothing", "“nothing” is not a web link."),
        ("/timeline", "There are no articles in this channel yet."),
        ("/sources", "There are no articles in this channel yet."),
    ],
)
async def test_what_a_person_can_act_on_is_one_sentence(line: str, sentence: str) -> None:
    reply = await say(ScriptedDesk(), line)
    assert reply.failed
    assert reply.private
    assert sentence in shown(reply)
    assert len(reply.parts) == 1


async def test_a_number_that_no_article_has_is_refused() -> None:
    reply = await say(ScriptedDesk(article(1)), "/actors 9")
    assert shown(reply) == "✗ There is no such article in this channel. /sources shows those there are."


async def test_an_unknown_option_is_refused() -> None:
    reply = await router(ScriptedDesk()).handle(replace(ASKING, command="help", options={"subject": "x"}))
    assert reply.failed


@pytest.mark.parametrize(
    ("given", "call"),
    [
        ({"options": {"article": "https://sands.example/1"}}, ("link", "https://sands.example/1")),
        ({"options": {"article": f"{PIER}\n\n{COST}"}}, ("text", f"{PIER}\n\n{COST}")),
        ({"files": (Upload("pier.md", b"text"),)}, ("file", "pier.md", b"text")),
        ({"action": "brief:", "options": {"article": f"{PIER} {COST}"}}, ("text", f"{PIER} {COST}")),
    ],
)
async def test_an_article_comes_in_every_way(given: dict[str, object], call: tuple[object, ...]) -> None:
    desk = ScriptedDesk(coming=[article(1)])
    request = replace(ASKING, command="brief", **given)  # type: ignore[arg-type]
    reply = await router(desk).handle(request)
    assert desk.calls[0] == call
    for fact in (PIER, COST, "Ada Finch", "“The town has its pier back.” — Ada Finch", "Fri 8 May 2026", "extractive"):
        assert fact in shown(reply)


async def test_nothing_given_opens_a_window_and_an_empty_window_says_what_to_do() -> None:
    plan = router(ScriptedDesk()).plan(replace(ASKING, command="brief"))
    assert plan.prompt is not None
    assert plan.prompt.fields[0].multiline
    reply = await press(ScriptedDesk(), plan.prompt.action, article="  ")
    assert "Give me a link, a file or the article's text" in shown(reply)


async def test_the_welcome_is_said_to_who_says_nothing_and_its_buttons_open_windows() -> None:
    desk = ScriptedDesk()
    plan = router(desk).plan(ASKING)
    assert (plan.prompt, plan.private) == (None, False)
    welcome = await router(desk).handle(ASKING)
    assert "I brief the articles that you give me" in shown(welcome)
    opened = {
        label: router(desk).plan(replace(ASKING, action=b.action)).prompt for label, b in buttons(welcome).items()
    }
    assert [prompt and [field.name for field in prompt.fields] for prompt in opened.values()] == [
        ["link"],
        ["times", "zone", "topics", "length", "empty"],
        ["article"],
    ]
    for label, prompt in opened.items():
        assert prompt is not None
        assert prompt.action == buttons(welcome)[label].action


@pytest.mark.parametrize("command", ["feed add", "digest schedule"])
async def test_no_window_is_opened_for_somebody_who_may_not_use_it(command: str) -> None:
    asking = replace(ASKING, is_admin=False, action=f"{command}:")
    plan = router(ScriptedDesk()).plan(asking)
    assert (plan.prompt, plan.private) == (None, True)
    assert "Only people with the Manage Server permission" in shown(await router(ScriptedDesk()).handle(asking))


@pytest.mark.parametrize(
    ("command", "usage"), [("feed add", "/feed add https"), ("digest schedule", "/digest schedule 0")]
)
async def test_a_command_with_nothing_opens_its_window_and_an_empty_window_says_what_to_do(
    command: str, usage: str
) -> None:
    prompt = router(ScriptedDesk()).plan(replace(ASKING, command=command)).prompt
    assert prompt is not None
    empty = await press(ScriptedDesk(), prompt.action, **dict.fromkeys((field.name for field in prompt.fields), ""))
    assert f"Use it like this: {usage}" in shown(empty)


async def test_the_window_of_a_digest_sets_it() -> None:
    desk = ScriptedDesk()
    typed = {"times": "08:00 weekdays", "zone": "London", "topics": "strike", "length": "short", "empty": "yes"}
    reply = await press(desk, "digest schedule:", **typed)
    assert "Digest 1 is set" in shown(reply)
    ((_, rule, empty, edition),) = desk.calls
    assert (rule, empty) == ("08:00 weekdays London", True)
    assert isinstance(edition, Edition)
    assert (edition.topics.include, edition.length) == (("strike",), Length.SHORT)


async def test_the_buttons_of_a_briefing_lead_on_even_in_another_process() -> None:
    desk = ScriptedDesk(article(1), coming=[article(2)])
    offered = buttons(await say(desk, "/brief https://sands.example/2"))
    for label, call in (
        (texts.BUTTON_ACTORS, ("actors", "article2")),
        (texts.BUTTON_TIMELINE, ("timeline", "article2")),
    ):
        reply = await press(desk, offered[label].action)
        assert desk.calls[-1] == call
        assert reply.private
    reply = await press(desk, offered[texts.BUTTON_SOURCES].action)
    (sources,) = (part for part in reply.parts if isinstance(part, Sources))
    assert [item.sentences for item in sources.items] == [(PIER, COST)]


async def test_a_button_cannot_leave_out_what_a_command_requires() -> None:
    assert "Use it like this: /ask who is she meeting?" in shown(await press(ScriptedDesk(), "ask:", question=""))


async def test_ask_about_this_asks_the_one_article() -> None:
    desk = ScriptedDesk(article(1), article(2))
    plan = router(desk).plan(replace(ASKING, action="ask:article1"))
    assert isinstance(plan.prompt, Prompt)
    reply = await press(desk, plan.prompt.action, question="how many crowns?")
    assert desk.calls == [("ask", "t1", "u1", "how many crowns?", "article1")]
    assert "[1]" not in shown(reply), "one article needs no numbers"
    assert "https://sands.example/1" in shown(reply)


@pytest.mark.parametrize("action", ["actors:gone", "ask:gone", "actors", "", ":x"])
async def test_a_button_whose_article_is_gone_has_expired(action: str) -> None:
    reply = await press(ScriptedDesk(article(1)), action, **({"question": "why?"} if action == "ask:gone" else {}))
    assert shown(reply) == "✗ That button has expired. Use the command again."


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.permission is Permission.MANAGE], ids=lambda row: row.name
)
async def test_configuring_needs_the_permission(command: object) -> None:
    typed = parse(command.example)  # type: ignore[attr-defined]
    desk = ScriptedDesk(article(1))
    reply = await router(desk).handle(replace(ASKING, is_admin=False, command=typed.command, options=typed.options))
    assert "Only people with the Manage Server permission may do that." in shown(reply)
    assert not desk.calls


async def test_schedules_come_go_and_rest() -> None:
    desk = ScriptedDesk()
    await router(desk).handle(
        replace(
            ASKING,
            command="digest schedule",
            options={"times": "08:00 weekdays", "zone": "Europe/London", "empty": True},
        )
    )
    assert desk.calls == [("schedule", "08:00 weekdays Europe/London", True, EVERYTHING)]
    assert "Digest 1 (weekdays 08:00, Europe/London time) is paused" in shown(await say(desk, "/digest pause 1"))
    assert "1 weekdays 08:00, Europe/London time · paused" in shown(await say(desk, "/digest list"))
    assert "It comes next on Tue 5 May 2026, 08:00 BST." in shown(await say(desk, "/digest resume 1"))
    assert "is removed" in shown(await say(desk, "/digest remove 1"))
    assert not desk.planned


class BrokenDesk(ScriptedDesk):
    async def brief(
        self,
        channel: Channel,
        article: str,
        engine: str | None = None,
        length: Length | None = None,
        language: str | None = None,
    ) -> Briefing:
        raise RuntimeError("password hunter2 in row 7")

    async def sources(self, *_: object) -> list[object]:  # type: ignore[override]
        raise RuntimeError("password hunter2 in row 7")


async def test_the_unforeseen_is_logged_under_the_reference_that_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    desk = BrokenDesk(coming=[article(1)])
    with caplog.at_level(logging.ERROR, "bot.chat.router"):
        reply = await say(desk, "/brief https://sands.example/1")
    (record,) = caplog.records
    reference = record.__dict__["reference"]
    assert len(reference) == 8
    assert reply.parts == (Notice(texts.FAILED.format(reference=reference), Tone.ERROR),)
    assert reply.private
    assert "hunter2" not in shown(reply)
    assert record.exc_info is not None


@pytest.mark.parametrize(
    ("command", "option", "typed", "values"),
    [
        ("brief", "engine", "", ["extractive", "mirror"]),
        ("digest schedule", "zone", "lon", ["Europe/London"]),
        ("digest schedule", "zone", "portl", ["America/Los_Angeles"]),
        ("digest schedule", "times", "18", ["18", "18:00 every day", "08:00 and 18:00 weekdays"]),
        ("digest pause", "schedule", "", [1]),
        ("digest schedule", "feeds", "", ["1", "3"]),
        ("digest schedule", "feeds", "1, ledg", ["1, 3"]),
        ("digest schedule", "feeds", "1, 3, ", []),
        ("ask", "story", "report 2", [2]),
        ("settings language", "language", "own", ["own"]),
        ("actors", "article", "report 2", [2]),
        ("actors", "nothing", "", []),
        ("nothing", "article", "", []),
    ],
)
async def test_options_are_suggested(command: str, option: str, typed: str, values: list[object]) -> None:
    desk = ScriptedDesk(article(1), article(2, title="Report 2 " + "long " * 60))
    await desk.schedules.add(CHANNEL, "08:00", "u1")
    choices = await router(desk).complete(replace(ASKING, command=command), option, typed)
    assert [choice.value for choice in choices] == values
    assert all(1 <= len(choice.label) <= 100 for choice in choices)


class SlowDesk(ScriptedDesk):
    async def stories(self, channel: Channel) -> Sequence[Group]:
        raise TimeoutError


async def test_articles_are_suggested_where_stories_take_too_long() -> None:
    choices = await router(SlowDesk(article(1), article(2))).complete(replace(ASKING, command="ask"), "story", "")
    assert [choice.value for choice in choices] == [2, 1]


async def test_at_most_25_suggestions_and_none_when_they_fail() -> None:
    many = ScriptedDesk(*map(article, range(1, 40)))
    asking = replace(ASKING, command="actors")
    assert len(await router(many).complete(asking, "article", "")) == 25
    assert not await router(BrokenDesk()).complete(asking, "article", "")


class Copying(ScriptedDesk):
    async def add_link(self, channel: Channel, link: str, by: str) -> Added:
        return Added(article(1), known=True, copy_of=article(1) if "copy" in link else None)


async def test_an_article_seen_before_is_said_to_be() -> None:
    assert "This channel has this article already" in shown(
        await say(Copying(article(1)), "/brief https://a.example/same")
    )
    copied = shown(await say(Copying(article(1)), "/brief https://a.example/copy"))
    assert "This is nearly the same as “Pier reopens, report 1” (Sands Gazette, 3 May 2026)" in copied
