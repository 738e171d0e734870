"""Feeds from a person's side: found, followed, filtered, explained; what they bring, and what they do not."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from bot.chat.replies import Attachment, Buttons
from bot.chat.request import Request, Upload
from bot.model.article import Copy
from bot.model.delivery import OWNER
from bot.model.feed import EntryState
from bot.model.place import Channel
from tests.desk.newsstand import NEWS, SPORT, START, Newsstand, item, rss, shown
from tests.ingest.sites import Site, serve


async def test_the_feed_of_a_page_is_found_shown_and_followed_by_a_button(stand: Newsstand) -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>'
    stand.site.answers["/"] = lambda _: web.Response(text=page, content_type="text/html")
    titles = [stand.publish(number).title for number in range(4)]
    reply = await stand.say("feed add", link=stand.site.url("/"))
    assert "Harbour Wire" in shown(reply)
    assert all(" ".join(title.split()) in shown(reply) for title in titles[1:])
    assert titles[0] not in shown(reply)
    assert await stand.bot.desk.feeds.of_channel(NEWS) == []
    (button,) = next(part for part in reply.parts if isinstance(part, Buttons)).items
    pressed = Request(NEWS, "t", "Ada", action=button.action, is_admin=True)
    assert "follows feed 1, Harbour Wire, from now on" in shown(await stand.bot.router.handle(pressed))
    assert [one.feed.url for one in await stand.bot.desk.feeds.of_channel(NEWS)] == [stand.feed]


async def test_only_an_admin_adds_a_feed(stand: Newsstand) -> None:
    assert (await stand.say("feed add", NEWS, False, link=stand.feed, follow=True)).failed


async def test_a_site_without_a_feed_is_said_so(stand: Newsstand) -> None:
    del stand.site.answers["/feed"]
    stand.site.answers["/plain"] = lambda _: web.Response(
        text="<html><body>No.</body></html>", content_type="text/html"
    )
    assert "I found no feed on 127.0.0.1." in await stand.read("feed add", link=stand.site.url("/plain"))
    assert "does not exist (404)" in await stand.read("feed add", link=stand.site.url("/gone"))


async def test_nothing_older_than_the_subscription_is_brought_and_new_entries_are(stand: Newsstand) -> None:
    stand.publish(0)
    await stand.follow()
    await stand.later(hours=2)
    assert await stand.titles() == []
    old = stand.publish(1, at=START - timedelta(days=3))
    new = stand.publish(2)
    await stand.later(hours=2)
    assert await stand.titles() == [new.title]
    checked = await stand.read("feed check", feed="1")
    assert f"{old.title} before your subscription" in checked
    assert f"{new.title} delivered" in checked


async def test_a_feed_and_its_articles_are_fetched_once_for_all_channels(stand: Newsstand) -> None:
    await stand.follow()
    await stand.follow(SPORT)
    before = stand.asked_for("/feed")
    new = stand.publish(0)
    await stand.later(hours=3)
    assert await stand.titles() == await stand.titles(SPORT) == [new.title]
    assert stand.asked_for("/feed") == before + 1
    assert stand.asked_for("/stories/0") == 1


async def test_an_entry_with_another_date_and_tracking_parameter_is_not_new(stand: Newsstand) -> None:
    await stand.follow()
    new = stand.publish(0)
    await stand.later(hours=2)
    link = stand.site.url("/stories/0?utm_source=mail&utm_campaign=may")
    stand.items[0] = item(new.title, link, stand.now + timedelta(hours=1))
    await stand.later(hours=5)
    assert await stand.titles() == [new.title]
    assert stand.asked_for("/stories/0") == 1


async def test_a_substantive_update_is_brought_once_as_one(stand: Newsstand) -> None:
    await stand.follow()
    first = stand.publish(0)
    await stand.later(hours=2)
    other = stand.publish(5)
    link = stand.site.url("/stories/0")
    del stand.items[0]
    stand.items[0] = item(f"{first.title}: minister resigns", link, stand.now, "The minister has resigned.")
    stand.site.answers["/stories/0"] = stand.site.answers["/stories/5"]
    await stand.later(hours=5)
    rows = await stand.bot.store.articles.of_channel(NEWS)
    assert [row.article.title for row in rows] == [first.title, other.title]
    assert [row.updates for row in rows] == [None, rows[0].article.id]
    await stand.later(hours=30)
    assert len(await stand.titles()) == 2


async def test_filters_choose_by_words_and_explain_themselves(stand: Newsstand) -> None:
    await stand.follow()
    assert "only this is brought: exclude harbour" in await stand.read("feed filter", words="1 exclude harbour")
    kept = next(stand.publish(n) for n in range(20) if "harbour" not in stand.publish(n).title.lower())
    left = stand.publish(30)
    stand.items[0] = item(f"Harbour news: {left.title}", stand.site.url("/stories/30"), stand.now)
    stand.items = [stand.items[0], next(one for one in stand.items if kept.title in one)]
    await stand.later(hours=2)
    assert stand.asked_for("/stories/30") == 0
    checked = await stand.read("feed check", feed="1")
    assert "excluded by “harbour”" in checked
    assert "everything is brought" in await stand.read("feed filter", words="1")


async def test_a_filter_that_cannot_be_read_says_how_to_write_one(stand: Newsstand) -> None:
    await stand.follow()
    assert "include or exclude “strike”" in await stand.read("feed filter", words="1 strike")
    assert "include or exclude “strike”" in await stand.read("feed filter", words="strike")


async def test_why_an_article_was_not_delivered_is_told_by_its_link(stand: Newsstand) -> None:
    await stand.follow()
    stand.publish(0, page=False, teaser="Too short.")
    await stand.later(hours=2)
    checked = await stand.read("feed check", feed=stand.site.url("/stories/0"))
    assert "could not be read: 127.0.0.1 says that this page does not exist (404)" in checked
    assert "No feed of this channel lists" in await stand.read("feed check", feed=stand.site.url("/stories/9"))


async def test_what_the_feed_says_stands_for_a_page_behind_a_wall(stand: Newsstand) -> None:
    await stand.follow()
    piece = stand.publish(0, page=False)
    stand.items[0] = item(piece.title, stand.site.url("/stories/0"), stand.now, piece.text)
    stand.site.answers["/stories/0"] = lambda _: web.Response(status=403)
    await stand.later(hours=2)
    assert await stand.titles() == [piece.title]


async def test_a_page_that_robots_may_not_read_is_left_alone(stand: Newsstand) -> None:
    stand.site.answers["/robots.txt"] = lambda _: web.Response(text="User-agent: *\nDisallow: /stories/")
    await stand.follow()
    stand.publish(0)
    await stand.later(hours=2)
    assert stand.asked_for("/stories/0") == 0
    assert "asks programs to leave this page alone" in await stand.read("feed check", feed="1")


async def test_a_site_that_fails_for_a_while_loses_nothing(stand: Newsstand) -> None:
    await stand.follow()
    new = stand.publish(0)
    page = stand.site.answers.pop("/stories/0")
    stand.site.answers["/stories/0"] = lambda _: web.Response(status=503)
    await stand.later(hours=2)
    assert await stand.titles() == []
    stand.site.answers["/stories/0"] = page
    await stand.later(minutes=15)
    assert await stand.titles() == [new.title]


async def test_pausing_brings_nothing_and_resuming_no_flood(stand: Newsstand) -> None:
    await stand.follow()
    assert "Feed 1, Harbour Wire, is paused." in await stand.read("feed pause", feed="1")
    stand.publish(0)
    await stand.later(hours=2)
    await stand.read("feed resume", feed="1")
    await stand.later(hours=2)
    assert await stand.titles() == []
    new = stand.publish(1)
    await stand.later(hours=30)
    assert await stand.titles() == [new.title]


@pytest.mark.parametrize("resumed", [False, True])
async def test_what_a_feed_listed_while_nobody_followed_it_is_not_brought(stand: Newsstand, resumed: bool) -> None:
    if resumed:
        await stand.follow()
        await stand.read("feed pause", feed="1")
    else:
        await stand.read("feed add", link=stand.feed)
    for number in range(3):
        stand.publish(number)
    stand.items = [re.sub("<pubDate>.*</pubDate>", "", one) for one in stand.items]
    stand.now += timedelta(days=30)
    await (stand.read("feed resume", feed="1") if resumed else stand.follow())
    await stand.later(hours=25)
    assert await stand.titles() == []
    new = stand.publish(3)
    await stand.later(hours=25)
    assert await stand.titles() == [new.title]


async def test_a_removed_feed_is_polled_no_more_and_its_number_not_used_again(stand: Newsstand) -> None:
    await stand.follow()
    assert "is removed" in await stand.read("feed remove", feed="1")
    before = stand.asked_for("/feed")
    await stand.later(hours=48)
    assert stand.asked_for("/feed") == before
    assert "follows feed 2" in await stand.follow()
    assert "There is no such feed" in await stand.read("feed pause", feed="1")


async def test_a_feed_that_fails_for_a_week_is_paused_and_the_owner_told_once(stand: Newsstand) -> None:
    await stand.follow()
    await stand.follow(SPORT)
    stand.site.answers["/feed"] = lambda _: web.Response(text="<html>moved</html>", content_type="text/html")
    for _ in range(12):
        await stand.later(hours=24.5)
    listed = await stand.read("feed list")
    assert "given up: 127.0.0.1 gave" in listed
    told = await stand.bot.store.deliveries.of_channel(Channel("memory", "harbour", OWNER))
    assert len(told) == 1
    assert f"The feed Harbour Wire ({stand.feed}) is paused:" in told[0].payload
    stand.site.answers["/feed"] = lambda _: web.Response(text=rss(stand.items))
    await stand.read("feed resume", feed="1")
    new = stand.publish(0)
    await stand.later(minutes=1)
    assert await stand.titles() == [new.title]


async def test_feeds_that_nobody_can_reach_are_not_blamed(stand: Newsstand) -> None:
    elsewhere = Site()
    runner = await serve(elsewhere)
    for number in range(3):
        elsewhere.answers[f"/feed{number}"] = lambda _: web.Response(text=rss([]))
        await stand.read("feed add", link=elsewhere.url(f"/feed{number}"), follow=True)
    await runner.cleanup()
    await stand.later(hours=30)
    assert [one.feed.failures for one in await stand.bot.desk.feeds.of_channel(NEWS)] == [0, 0, 0]


async def test_a_feed_that_moved_is_followed_to_its_new_place(stand: Newsstand) -> None:
    await stand.follow()
    feed = stand.site.answers["/feed"]
    stand.site.answers["/new"] = feed
    stand.site.answers["/feed"] = lambda _: web.Response(status=301, headers={"Location": "/new"})
    new = stand.publish(0)
    await stand.later(hours=2)
    assert [one.feed.url for one in await stand.bot.desk.feeds.of_channel(NEWS)] == [stand.site.url("/new")]
    assert await stand.titles() == [new.title]


async def test_a_feed_that_moved_to_another_one_gives_its_channels_to_it(stand: Newsstand) -> None:
    await stand.follow()
    stand.site.answers["/new"] = stand.site.answers["/feed"]
    await stand.read("feed add", SPORT, link=stand.site.url("/new"), follow=True)
    stand.site.answers["/feed"] = lambda _: web.Response(status=301, headers={"Location": "/new"})
    await stand.later(hours=2)
    assert {(await stand.bot.desk.feeds.of_channel(c))[0].feed.url for c in (NEWS, SPORT)} == {stand.site.url("/new")}
    new = stand.publish(0)
    await stand.later(hours=3)
    assert await stand.titles() == await stand.titles(SPORT) == [new.title]


async def test_a_flood_is_cut_and_said_to_be(stand: Newsstand) -> None:
    await stand.follow()
    for number in range(53):
        stand.publish(number, page=number < 3)
    await stand.later(hours=2)
    assert stand.asked_for("/stories/2") == 0
    assert stand.asked_for("/stories/52") == 1
    checked = await stand.read("feed check", feed=stand.site.url("/stories/1"))
    assert "the feed brought more than 50 entries at once" in checked


async def test_a_copy_in_another_place_is_noted_with_the_first(stand: Newsstand) -> None:
    await stand.follow()
    first = stand.publish(0)
    await stand.later(hours=2)
    body = first.page.replace("Bench Post", "Northern Ledger").replace("Officials in", "Some officials in", 1)
    stand.site.answers["/copied"] = lambda _: web.Response(text=body, content_type="text/html")
    stand.items.insert(0, item("Another headline", stand.site.url("/copied"), stand.now))
    await stand.later(hours=3)
    assert await stand.titles() == [first.title]
    (row,) = await stand.bot.store.articles.of_channel(NEWS)
    (copy,) = await stand.bot.store.articles.copies(NEWS, [row.article.id])
    assert (copy.link, copy.site) == (stand.site.url("/copied"), "Northern Ledger")
    assert f"Another headline copy of {first.title}" in await stand.read("feed check", feed="1")


async def test_lists_of_feeds_go_out_and_come_in(stand: Newsstand) -> None:
    await stand.follow()
    reply = await stand.say("feed export")
    (file,) = [part for part in reply.parts if isinstance(part, Attachment)]
    assert file.name == "feeds.opml"
    listed = file.data.replace(b"</body>", b'<outline type="rss" text="Gone" xmlUrl="%s"/></body>')
    listed = listed.replace(b"%s", stand.site.url("/gone").encode())
    said = await stand.upload("feed import", Upload("feeds.opml", listed), SPORT)
    assert "1 feed added; 0 of the list were followed already." in said
    assert "Gone 127.0.0.1 says that this page does not exist (404)." in said
    again = await stand.upload("feed import", Upload("feeds.opml", file.data), SPORT)
    assert "0 feeds added; 1 of the list were followed already." in again
    assert "Export the feeds from your reader as OPML" in await stand.upload("feed import", Upload("x", b"no"))
    assert "as an OPML file" in await stand.read("feed import")


async def test_an_entry_that_was_given_and_not_settled_is_not_given_twice(stand: Newsstand) -> None:
    await stand.follow()
    new = stand.publish(0)
    await stand.later(hours=2)
    (known,) = await stand.bot.store.feeds.entries(1, 1)
    unsettled = replace(known, state=EntryState.WAITING, next_attempt_at=stand.now, article=None)
    await stand.bot.store.feeds.settle(unsettled)
    await stand.later(seconds=1)
    assert await stand.titles() == [new.title]
    assert stand.asked_for("/stories/0") == 1


async def test_breaking_news_is_looked_for_when_a_feed_brought_something(stand: Newsstand) -> None:
    await stand.follow()
    await stand.say("digest breaking", outlets="3")
    first = stand.publish(0)
    await stand.later(hours=2)
    (row,) = await stand.bot.store.articles.of_channel(NEWS)
    for outlet in ("Ledger", "Gazette"):
        await stand.bot.store.articles.add_copy(NEWS, Copy(row.article.id, f"https://{outlet}.example/1", outlet))
    assert await stand.bot.store.deliveries.of_channel(NEWS) == []
    stand.publish(5)
    await stand.later(hours=2)
    (posted,) = await stand.bot.store.deliveries.of_channel(NEWS)
    assert posted.payload.startswith(first.title)
