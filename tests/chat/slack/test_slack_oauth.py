"""Installation in several workspaces: Slack's OAuth, over a real port."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from bot.app import App, build
from bot.chat.slack.clients import Clients, Workspace
from bot.chat.slack.connection import SlackBot
from bot.chat.slack.manifest import SCOPES
from bot.settings import Settings
from bot.workers import WorkerPool
from tests.chat.slack.connecting import Bot, running
from tests.chat.slack.little import BOT, READER, TEAM, TOKEN, LittleSlack

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()


@pytest.fixture
def settings(slack: LittleSlack, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.sqlite3",
        secret_key=KEY,
        slack_api_base=slack.api,
        slack_client_id="1.2",
        slack_client_secret="a-client-secret",
        slack_signing_secret="a-signing-secret",
        slack_http_port=unused_port(),
    )


@pytest.fixture
async def app(settings: Settings, workers: WorkerPool) -> AsyncIterator[App]:
    async with build(settings, workers=workers) as app:
        yield app


@pytest.fixture
async def bot_clients(app: App, settings: Settings) -> AsyncIterator[Clients]:
    """The clients of a bot that is connected."""
    async with running(Bot(app, settings)) as bot:
        await bot.standing.wait()
        yield bot.clients


class Browser:
    """Somebody who installs the bot."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self.cookie = ""

    async def begin(self) -> dict[str, list[str]]:
        """Begin the installation; return what is asked of Slack."""
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(f"{self._address}/slack/install", allow_redirects=False) as answer,
        ):
            assert answer.status == 302
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            return parse_qs(urlsplit(answer.headers["Location"]).query)

    async def come_back(self, state: str) -> tuple[int, str]:
        """Come back from Slack."""
        address = f"{self._address}/slack/oauth_redirect"
        query = {"code": "a-code", "state": state}
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.get(address, params=query, headers={"Cookie": self.cookie}) as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture
def browser(settings: Settings) -> Browser:
    return Browser(settings.slack_http_port)


async def test_a_workspace_is_installed_with_all_scopes_and_its_token_is_kept_encrypted(
    app: App, bot_clients: Clients, browser: Browser, tmp_path: Path
) -> None:
    asked = await browser.begin()
    assert set(asked["scope"][0].split(",")) == set(SCOPES)
    status, text = await browser.come_back(asked["state"][0])
    assert (status, text.startswith("I am installed.")) == (200, True)
    kept = Workspace(TEAM, TOKEN, BOT, name="briefer", installer=READER)
    assert bot_clients.find(TEAM) == kept
    assert Workspace.load(str(await app.desk.installations.of("slack", TEAM))) == kept
    assert await bot_clients.owner(TEAM) == READER
    assert not any(TOKEN.encode() in file.read_bytes() for file in tmp_path.glob("bot.sqlite3*"))


async def test_a_state_is_good_once(bot_clients: Clients, browser: Browser) -> None:
    state = (await browser.begin())["state"][0]
    assert (await browser.come_back(state))[0] == 200
    status, text = await browser.come_back(state)
    assert (status, text.startswith("I was not installed.")) == (400, True)


async def test_a_state_of_another_browser_is_refused(bot_clients: Clients, browser: Browser) -> None:
    state = (await browser.begin())["state"][0]
    browser.cookie = ""
    assert (await browser.come_back(state))[0] == 400
    assert bot_clients.find(TEAM) is None


async def test_an_installation_for_a_whole_organisation_is_refused_politely(
    slack: LittleSlack, bot_clients: Clients, browser: Browser
) -> None:
    usual = {"access_token": TOKEN, "bot_user_id": BOT, "authed_user": {"id": READER}}
    slack.answers["oauth.v2.access"] = {**usual, "is_enterprise_install": True, "enterprise": {"id": "E0", "name": "E"}}
    status, text = await browser.come_back((await browser.begin())["state"][0])
    assert (status, "not for a whole organisation" in text) == (400, True)
    assert bot_clients.ids == []


@pytest.mark.usefixtures("bot_clients")
async def test_after_a_restart_the_workspaces_are_known(app: App, settings: Settings, browser: Browser) -> None:
    await browser.come_back((await browser.begin())["state"][0])
    async with Clients(settings.slack_api_base) as again:
        await SlackBot(settings, again, app.router, app.desk, app.clock, lambda: None).learn()
        assert again.ids == [TEAM]


async def test_a_workspace_that_removed_the_bot_meanwhile_is_found_out_at_the_start(
    app: App, settings: Settings
) -> None:
    for workspace in (Workspace(TEAM, TOKEN, BOT), Workspace("T0LEFT", "xoxb-taken-back", BOT)):
        await app.desk.installations.keep("slack", workspace.id, workspace.dump())
    async with running(Bot(app, settings)) as bot:
        await bot.standing.wait()
        assert bot.clients.ids == [TEAM]
    assert [workspace for workspace, _ in await app.desk.installations.all("slack")] == [TEAM]
