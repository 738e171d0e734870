"""Articles as people give them on Discord: pasted, linked, uploaded, in a message's menu; and talk about them."""

import pytest
from simcord.backend.models import Message
from simcord.enums import MessageType

from bot.chat import texts
from tests.chat.discord.fiction import ARRIVAL, FERRY
from tests.wire.conftest import Place
from tests.wire.discord.files import File
from tests.wire.replies import failed, labels, said

ARRIVED = File("ärrival (final).txt", ARRIVAL.encode())
PRIVATE = 1 << 6


async def paste(place: Place, text: str = ARRIVAL) -> list[Message]:
    window = await place.ada.uses(place.channel, "brief").window()
    return await place.ada.submits(window, article=text).pages()


async def test_a_pasted_article_is_briefed_for_all_and_its_buttons_answer_the_presser_alone(place: Place) -> None:
    ada = place.ada
    (briefing,) = await paste(place)
    assert "Irena Dolak" in said([briefing])
    assert not briefing.flags & PRIVATE
    told = {
        texts.BUTTON_ACTORS: "Tomas Verrin",
        texts.BUTTON_TIMELINE: "on Monday",
        texts.BUTTON_SOURCES: "Sable Strait",
    }
    assert set(labels([briefing])) == {*told, texts.BUTTON_ASK}
    for label, words in told.items():
        (page,) = await ada.presses(briefing, label).pages()
        assert words in said([page])
        assert page.flags & PRIVATE
    window = await ada.presses(briefing, texts.BUTTON_ASK).window()
    (answer,) = await ada.submits(window, question="Whom will Irena Dolak meet?").pages()
    assert "Tomas Verrin" in said([answer])


async def test_pictures_arrive_as_files_with_a_description(place: Place) -> None:
    (briefing,) = await paste(place)
    (actors,) = await place.ada.presses(briefing, texts.BUTTON_ACTORS).pages()
    (picture,) = actors.attachments
    assert picture["size"] > 1000
    shown = place.discord.files.get(picture["url"])
    assert shown is not None
    assert shown.startswith(b"\x89PNG")


async def test_an_uploaded_file_is_fetched_and_briefed(place: Place) -> None:
    pages = await place.ada.uses(place.channel, "brief", file=ARRIVED).pages()
    assert "Tomas Verrin" in said(pages)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File("large.pdf", b"0" * 30 * 1024**2), "large.pdf"),
        (File("gone.txt", ARRIVAL.encode(), gone=True), "gone.txt"),
        (File("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100), "picture.png"),
        (File("empty.txt", b""), "empty.txt"),
    ],
    ids=["30 MB", "gone", "no article", "empty"],
)
async def test_a_file_that_cannot_be_read_gets_one_sentence(place: Place, file: File, words: str) -> None:
    pages = await place.ada.uses(place.channel, "brief", file=file).pages()
    assert failed(pages)
    assert words in said(pages)


async def test_an_uploaded_list_of_feeds_is_followed_and_given_back(place: Place) -> None:
    feed = place.press.addresses[2]
    opml = f'<opml version="2.0"><body><outline text="Wire" type="rss" xmlUrl="{feed}"/></body></opml>'
    pages = await place.chief.uses(place.channel, "feed import", file=File("feeds.opml", opml.encode())).pages()
    assert not failed(pages)
    (export,) = await place.ada.uses(place.channel, "feed export").pages()
    (file,) = export.attachments
    assert feed.encode() in (place.discord.files.get(file["url"]) or b"")


@pytest.mark.parametrize("given", ["link", "file", "text"])
async def test_brief_this_takes_what_a_message_holds(place: Place, given: str) -> None:
    link = place.press.link(1)
    text = {"link": f"Have you read {link}?", "file": "", "text": FERRY}[given]
    heard = place.ada.says(place.channel, text, *([ARRIVED] if given == "file" else []))
    pages = await place.ada.brief_this(heard.message).pages()
    assert not failed(pages)
    assert texts.BUTTON_SOURCES in labels(pages)


async def test_brief_this_takes_three_links_at_once(place: Place) -> None:
    links = " ".join(place.press.link(number) for number in range(4))
    heard = place.ada.says(place.channel, links)
    pages = await place.ada.brief_this(heard.message).pages(3)
    assert len(pages) == 3
    assert not failed(pages)


async def test_brief_this_on_a_message_without_anything_is_one_sentence(place: Place) -> None:
    joined = place.discord.backend.create_system_message(place.channel.id, MessageType.NEW_MEMBER, place.ada.id)
    assert failed(await place.ada.brief_this(joined).pages())


async def test_a_question_and_what_follows_it_in_a_thread_keep_their_subject(place: Place) -> None:
    await paste(place)
    thread = place.discord.thread(place.channel, place.ada)
    assert "Tomas Verrin" in said(await place.ada.mentions(thread, "Whom will Irena Dolak meet?").pages())
    assert "Monday" in said(await place.ada.mentions(thread, "and when?").pages())
    assert "Tomas Verrin" in said(await place.ada.uses(thread, "ask", question="Whom will Irena Dolak meet?").pages())


async def test_a_mention_briefs_links_files_and_takes_commands(place: Place) -> None:
    ada, channel = place.ada, place.channel
    assert not failed(await ada.mentions(channel, place.press.link(2)).pages())
    assert "Tomas Verrin" in said(await ada.mentions(channel, "", ARRIVED).pages())
    assert "Only people with" in said(await ada.mentions(channel, "/digest schedule 08:00 weekdays").pages())
    assert "Digest 1 is set" in said(await place.chief.mentions(channel, "/digest schedule 08:00 weekdays").pages())


async def test_direct_messages_are_a_channel_of_their_own(place: Place) -> None:
    room = place.ada.room()
    assert "Tomas Verrin" in said(await place.ada.says(room, ARRIVAL).pages())
    assert "Tomas Verrin" in said(await place.ada.says(room, "Whom will Irena Dolak meet?").pages())
    assert "Digest 1 is set" in said(await place.ada.uses(room, "digest schedule", times="08:00 weekdays").pages())


async def test_a_digest_that_is_asked_for_is_posted(place: Place) -> None:
    await paste(place)
    before = len(place.discord.posted(place.channel.id))
    await place.chief.uses(place.channel, "digest now").pages()
    await place.discord.until(lambda: len(place.discord.posted(place.channel.id)) == before + 2)
    posted = place.discord.posted(place.channel.id)[-1]
    assert "Marevian foreign minister arrives" in said([posted])


async def test_a_channel_where_no_files_may_be_attached_gets_the_words(place: Place) -> None:
    place.discord.permit(place.channel, attach_files=False)
    await paste(place)
    (page,) = await place.ada.mentions(place.channel, "/actors").pages()
    assert "Irena Dolak" in said([page])
    assert page.attachments == []
