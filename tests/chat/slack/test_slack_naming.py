"""Commands are named as people can type them, in our own words and in nothing else."""

import re

import pytest

from bot.chat import texts
from bot.chat.catalogue import COMMANDS, FIRST, GROUPS
from bot.chat.compose import guide
from bot.chat.replies import (
    Bullets,
    Field,
    Footer,
    Heading,
    Item,
    Menu,
    Notice,
    Prompt,
    QuoteItem,
    Quotes,
    Reply,
    Text,
)
from bot.chat.slack import sentences
from bot.chat.slack.clients import Workspace
from bot.chat.slack.intake import addressed
from bot.chat.slack.naming import Naming
from bot.desk.notices import REFUSED
from bot.model.errors import NoArticlesYet, UnclearFilters, UnknownCommand, UnknownFeed, WrongUsage
from tests.chat.slack import happenings
from tests.chat.slack.little import BOT, TEAM, TOKEN

news = Naming("news-")
FIRSTS = "|".join({row.name.split()[0] for row in COMMANDS})
BARE = re.compile(rf"(?<![\w/])/(?:{FIRSTS})\b")


def words(reply: Reply) -> str:
    found = []
    for part in reply.parts:
        if isinstance(part, Heading | Text | Notice | Footer):
            found.append(part.text)
        if isinstance(part, Bullets):
            found += [f"{item.lead} {item.text}" for item in part.items]
    return "\n".join(found)


@pytest.mark.parametrize(
    "sentence",
    [
        NoArticlesYet().sentence,
        UnknownFeed().sentence,
        UnknownCommand(name="bref", hint=texts.DID_YOU_MEAN.format(command="digest now")).sentence,
        REFUSED.format(why="#news is archived"),
        texts.PAUSED.format(id=3, rule="weekdays 08:00", zone="Europe/London"),
        texts.FEED_CONFIRM.format(url="https://example.org/feed"),
        texts.NO_FEEDS,
        texts.NEWEST.format(newest=5, all=9),
        *(WrongUsage(usage=row.example).sentence for row in COMMANDS),
        *(texts.NO_SCHEDULES.format(example=row.example) for row in COMMANDS if row.name == "digest schedule"),
        *(UnclearFilters(word="x", example=row.example).sentence for row in COMMANDS if row.name == "feed filter"),
    ],
)
def test_our_sentences_name_commands_with_the_prefix(sentence: str) -> None:
    renamed = news.text(sentence)
    assert BARE.search(sentence)
    assert not BARE.search(renamed)
    assert renamed.replace("/news-", "/") == sentence


def test_the_help_names_every_command_with_the_prefix() -> None:
    helped = words(news(guide.help_page(COMMANDS, FIRST, GROUPS, "workspace admin", manages=True)))
    assert not BARE.search(helped)
    assert all(f"/news-{row.name}" in helped for row in COMMANDS)


def test_windows_and_lists_name_commands_with_the_prefix_and_keep_what_stands_in_them() -> None:
    hints = [option.help for row in COMMANDS for option in row.options if BARE.search(option.help)]
    fields = tuple(Field(f"field{n}", hint, hint, value="Type /help") for n, hint in enumerate(hints))
    made = news(Reply((Prompt("Which of /feed list?", "feed add:", fields, "Go"), Menu("a", "b", hints[0], ()))))
    window, menu = made.parts
    assert isinstance(window, Prompt)
    assert isinstance(menu, Menu)
    assert not BARE.search(menu.placeholder)
    assert not [field for field in window.fields if BARE.search(field.label + field.placeholder)]
    assert {field.value for field in window.fields} == {"Type /help"}


def test_the_help_on_one_command_names_commands_with_the_prefix() -> None:
    for row in COMMANDS:
        helped = words(news(guide.command_page(row, "workspace admin")))
        assert not BARE.search(helped)
        assert f"/news-{row.name}" in helped
    assert not BARE.search(words(news(guide.group_page("feed", COMMANDS))))


def test_every_sentence_of_ours_that_names_a_command_is_known() -> None:
    """A sentence whose only word is a command could not be told from others' words."""
    said = [*vars(texts).values(), *vars(sentences).values()]
    templates = [value for value in said if isinstance(value, str) and BARE.search(value)]
    assert templates
    for template in templates:
        filled = re.sub(r"\{example\}", "/feed list", template)
        filled = re.sub(r"\{[a-z_]+\}", "something", filled)
        assert not BARE.search(news.text(filled)), template


def test_what_others_wrote_is_left_as_it_is() -> None:
    title = "Type /help, /feed list or /digest now"
    paused = texts.FEED_PAUSED.format(number=3, title=title)
    renamed = news.text(paused)
    assert title in renamed
    assert renamed.endswith("/news-feed resume 3 goes on with it.")
    reply = Reply(
        (
            Heading(title),
            Text(title),
            Bullets((Item(title, lead=title), Item(title, lead="Ada"))),
            Quotes((QuoteItem(title),)),
        )
    )
    assert news(reply) == reply


def test_without_a_prefix_nothing_is_renamed() -> None:
    reply = guide.help_page(COMMANDS, FIRST, GROUPS, "workspace admin", manages=True)
    assert Naming("")(reply) == reply
    assert Naming("").text(texts.NO_FEEDS) == texts.NO_FEEDS


def test_addresses_are_no_commands() -> None:
    assert news.command("/brief https://example.org/feed /feedback") == "/news-brief https://example.org/feed /feedback"


@pytest.mark.parametrize("typed", ["/news-feed list", "/feed list"])
def test_a_command_in_a_mention_may_be_typed_with_the_prefix_or_without(typed: str) -> None:
    asked = addressed(Workspace(TEAM, TOKEN, BOT), happenings.mention(typed), "news-")
    assert asked is not None
    assert asked.request.command == "feed list"
