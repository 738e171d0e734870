"""Every command, window, suggestion and right of the catalogue, used over the wire as people use them."""

import pytest
from simcord.enums import ComponentType

from bot.chat import texts
from bot.chat.catalogue import COMMANDS
from bot.chat.command import Command, Kind, Option, Permission
from bot.chat.lines import parse
from tests.chat.discord.fiction import ARRIVAL
from tests.wire.conftest import Place
from tests.wire.discord.asked import Asked, Window
from tests.wire.discord.files import File
from tests.wire.discord.parts import buttons, menus
from tests.wire.discord.person import Person
from tests.wire.replies import BROKEN, failed, labels, said

EXPECTED = {"settings language": "only with a language model"}
"""What commands say whose example needs more than this bot has."""

SUGGESTED = [(row, option) for row in COMMANDS for option in row.options if option.complete]
GUARDED = [row for row in COMMANDS if row.permission is Permission.MANAGE]
PRIVATE = 1 << 6
OPML = b'<opml version="2.0"><body><outline type="rss" text="Wire" xmlUrl="%s"/></body></opml>'


def example(row: Command, place: Place) -> dict[str, str | int | bool | File]:
    """The options of a command's example, its links and files on sites that exist."""
    given: dict[str, str | int | bool | File] = {}
    for name, value in parse(row.example).options.items():
        option = row.option(name)
        assert option is not None
        given[name] = _value(option, str(value), place)
    return given


def _value(option: Option, typed: str, place: Place) -> str | int | bool | File:
    feed = place.press.addresses[0]
    if option.kind is Kind.FILE:
        return File(typed, OPML % feed.encode())
    if option.kind is Kind.INTEGER:
        return int(typed)
    if option.kind is Kind.BOOLEAN:
        return True
    if "https://" in typed:
        return place.press.link(0) if option.name == "article" else feed
    return typed


async def test_every_command_does_what_its_example_says(place: Place) -> None:
    chief, channel = place.chief, place.channel
    for row in COMMANDS:
        pages = await chief.uses(channel, row.name, **example(row, place)).pages()
        assert failed(pages) == (row.name in EXPECTED), said(pages)
        assert EXPECTED.get(row.name, "") in said(pages)
        if row.private:
            assert all(page.flags & PRIVATE for page in pages)
        if texts.BUTTON_FOLLOW in labels(pages):
            assert "follows feed 1" in said(await chief.presses(pages[0], texts.BUTTON_FOLLOW).pages())


@pytest.mark.parametrize(("row", "option"), SUGGESTED, ids=[f"{row.name}-{option.name}" for row, option in SUGGESTED])
async def test_every_option_that_suggests_does(place: Place, row: Command, option: Option) -> None:
    chief, channel = place.chief, place.channel
    await _furnish(place)
    choices = await chief.completes(channel, row.name, option.name).choices()
    assert choices
    assert await chief.completes(channel, row.name, option.name, "§ nothing is called so").choices() in (
        [],
        [{"name": "§ nothing is called so", "value": "§ nothing is called so"}],  # where anything may be typed
    )


async def _furnish(place: Place) -> None:
    """Give the channel an article, a feed and a schedule."""
    window = await place.chief.uses(place.channel, "brief").window()
    await place.chief.submits(window, article=ARRIVAL).pages()
    await place.chief.uses(place.channel, "feed add", link=place.press.addresses[1], follow=True).pages()
    await place.chief.uses(place.channel, "digest schedule", times="08:00 weekdays").pages()


@pytest.mark.parametrize("row", GUARDED, ids=[row.name for row in GUARDED])
async def test_somebody_without_rights_is_told_which_they_lack(place: Place, row: Command) -> None:
    (page,) = await place.ada.uses(place.channel, row.name, **example(row, place)).pages()
    assert f"Only people with the {row.permission.value} permission" in said([page])
    assert page.flags & PRIVATE


async def test_every_command_is_known_with_its_options(place: Place) -> None:
    for row in COMMANDS:
        first, *rest = row.name.split()
        known = place.discord.backend.find_command(first, None)
        assert known is not None
        for name in rest:
            known = next(each for each in known["options"] if each["name"] == name)
        assert [each["name"] for each in known["options"]] == [each.name for each in row.options]


async def test_every_button_and_choice_does_something_and_every_window_takes_what_is_filled_in(place: Place) -> None:
    await _furnish(place)
    chief, opened = place.chief, set()
    for row in COMMANDS:
        for given in (example(row, place), {}):
            if any(option.required and option.name not in given for option in row.options):
                continue
            for asked in await _all_from(chief, chief.uses(place.channel, row.name, **given)):
                if asked.record.modal is None:
                    assert BROKEN not in said(await asked.pages()), row.name
                    continue
                window = await asked.window()
                opened.add(window.spec["custom_id"].partition(":")[0])
                filled = await chief.submits(window, **_filled(window, place)).pages()
                assert BROKEN not in said(filled), row.name
    assert opened == {row.name for row in COMMANDS if row.prompt}


async def _all_from(who: Person, asked: Asked) -> list[Asked]:
    """What was asked, and what every button and choice under its reply asks."""
    await asked.acknowledged()
    if asked.record.modal is not None:
        return [asked]
    page = (await asked.pages())[0]
    pressed = [who.presses(page, each.label, each.beside) for each in buttons(page)]
    for each in pressed:
        await each.acknowledged()
    chosen = [each for _, option in menus(page) for each in await _all_from(who, who.chooses(page, option["label"]))]
    return [asked, *pressed, *chosen]


def _filled(window: Window, place: Place) -> dict[str, str]:
    """Something for each field of a window in which people write."""
    values = {"link": place.press.addresses[0], "times": "08:00 weekdays", "words": "ferry", "article": ARRIVAL}
    return {
        name: values.get(name, "Who arrives in Tavrin?")
        for name, part in window.fields.items()
        if part["type"] == ComponentType.TEXT_INPUT and part.get("required", True)
    }
