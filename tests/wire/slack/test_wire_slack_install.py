"""Installation in several workspaces: OAuth with its state, tokens at rest, and workspaces that leave."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
import yarl

from bot.chat.slack import sentences
from tests.wire.process import HOST
from tests.wire.slack.newsroom import Newsroom, Place
from tests.wire.slack.things import Workspace
from tests.wire.slack.web import API


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser, which keeps cookies."""

    newsroom: Newsroom
    session: aiohttp.ClientSession

    async def begins(self) -> str:
        """Open the bot's page, and return where it sends people."""
        address = f"http://{HOST}:{self.newsroom.slack.port}/slack/install"
        async with self.session.get(address, allow_redirects=False) as answer:
            assert answer.status == 302
            return answer.headers["Location"]

    async def ends(self, address: str) -> tuple[int, str]:
        """Go back to the bot."""
        async with self.session.get(address) as answer:
            return answer.status, await answer.text()

    async def installs(self, workspace: Workspace) -> None:
        """Install the bot in a workspace."""
        asked = await self.begins()
        assert await self.ends(self._back(asked, workspace)) == (200, sentences.INSTALLED)

    def _back(self, asked: str, workspace: Workspace) -> str:
        return self.newsroom.slack.web.approve(asked, workspace, self.newsroom.slack.redirect)


@pytest.fixture(scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """One bot for all tests of this file, which nobody has installed yet."""
    async with Newsroom.open(tmp_path_factory.mktemp("bot"), shared=True) as newsroom:
        await newsroom.start(LOG_LEVEL="DEBUG")  # what libraries say then must hold no token either
        yield newsroom


@pytest.fixture
async def browser(newsroom: Newsroom) -> AsyncIterator[Browser]:
    origin = yarl.URL(newsroom.slack.redirect).origin()  # people come by https, through something before the bot
    async with aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=origin)
    ) as session:
        yield Browser(newsroom, session)


async def test_two_workspaces_install_it_and_are_answered_with_their_own_tokens(
    newsroom: Newsroom, browser: Browser
) -> None:
    places: list[Place] = []
    for name in ("harbour", "quarry"):
        workspace = newsroom.slack.workspace(name, installed=False)
        await browser.installs(workspace)
        places.append(newsroom.place(workspace))
    for place in places:
        place.slack.mentions(place.ada, place.room, place.articles[0])
        assert (await place.answer(place.ada, 0)).only_for is None
    await newsroom.restart()
    for place in places:
        assert (await place.asks(place.ada, "sources")).only_for is None
    for path in newsroom.folder.iterdir():
        kept = path.read_bytes() if path.is_file() else b""
        assert not [place for place in places if place.workspace.grant and place.workspace.grant.token.encode() in kept]


async def test_who_comes_back_with_another_state_is_refused(newsroom: Newsroom, browser: Browser) -> None:
    workspace = newsroom.slack.workspace("trap", installed=False)
    back = newsroom.slack.web.approve(await browser.begins(), workspace, newsroom.slack.redirect)
    address, _, _ = back.partition("state=")
    for state in ("guessed", ""):
        status, told = await browser.ends(f"{address}state={state}")
        assert status >= 400
        assert told == sentences.NOT_INSTALLED
    assert newsroom.slack.calls(API, "oauth.v2.access") == [] or workspace.grant is None


async def test_a_state_is_good_once_and_in_the_browser_that_began(newsroom: Newsroom, browser: Browser) -> None:
    workspace = newsroom.slack.workspace("once", installed=False)
    asked = await browser.begins()
    back = newsroom.slack.web.approve(asked, workspace, newsroom.slack.redirect)
    async with aiohttp.ClientSession() as elsewhere:
        status, told = await Browser(newsroom, elsewhere).ends(back)
        assert status >= 400
        assert told == sentences.NOT_INSTALLED
    assert workspace.grant is None
    await browser.installs(workspace)
    again = newsroom.slack.web.approve(asked, workspace, newsroom.slack.redirect)
    status, told = await browser.ends(again)
    assert status >= 400


async def test_a_workspace_that_puts_it_out_is_served_no_more_until_it_installs_it_again(
    newsroom: Newsroom, browser: Browser
) -> None:
    workspace = newsroom.slack.workspace("leaving", installed=False)
    await browser.installs(workspace)
    place = newsroom.place(workspace)
    await place.asks(place.olga, "digest schedule 08:00 weekdays")
    place.slack.uninstalls(workspace)
    while "I am not installed" not in (await place.asks(place.olga, "digest list")).words:
        pass  # Slack's word of it is taken at once and dealt with after that
    await browser.installs(workspace)
    listed = await place.asks(place.olga, "digest list")
    assert "weekdays 08:00" in listed.words
    assert "paused" not in listed.words
