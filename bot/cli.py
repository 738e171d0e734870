"""The command line: brief, ask, chat, demo, run, doctor, slack-manifest, db."""

import asyncio
import io
import json
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.model.errors import FileMissing, UserError

# The parts are imported inside the commands: --help and a usage error must not wait for them.
if TYPE_CHECKING:
    from pydantic import BaseModel

    from bot.app import App
    from bot.desk.intake import Added
    from bot.model.place import Channel
    from bot.settings import Settings

cli = typer.Typer(
    name="briefing-bot",
    help="Briefings, key actors and cited answers from news articles.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
db = typer.Typer(help="Look after the database.", no_args_is_help=True)
cli.add_typer(db, name="db")

SHELL = "shell"
MAX_FILE_BYTES = 25_000_000

Engine = Annotated[str | None, typer.Option("--engine", help="The engine that writes; default: the ENGINE setting.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/schemas) and not text.")]


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 could not (a sentence on stderr), 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal has all characters of an article
    try:
        cli()
    except UserError as error:
        typer.echo(error.sentence, err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@cli.command()
def brief(
    article: Annotated[str, typer.Argument(help="A file, a link, or - for standard input.", metavar="FILE|URL|-")],
    engine: Engine = None,
    as_json: Json = False,
) -> None:
    """Brief one article."""

    async def work(app: "App", channel: "Channel") -> int:
        from bot.chat.compose.articles import briefing as composed
        from bot.export import BriefingRecord

        added = await _add(app, channel, article)
        briefing = await app.desk.brief(channel, added.article.id, engine)
        if as_json:
            _print_json(BriefingRecord.of(briefing, {added.article.id: added.article}))
        else:
            _print_reply(composed(briefing, added, app.settings.lang))
        return 0

    _run(_once(work))


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    articles: Annotated[list[str], typer.Argument(help="Files, links, or - for standard input.", metavar="FILE|URL…")],
    engine: Engine = None,
    as_json: Json = False,
) -> None:
    """Answer a question from articles, and only from them."""

    async def work(app: "App", channel: "Channel") -> int:
        from bot.chat.compose.answers import answer as composed
        from bot.export import AnswerRecord

        for article in articles:
            await _add(app, channel, article)
        answer = await app.desk.ask(channel, SHELL, SHELL, question, engine=engine)
        listed = await app.desk.sources(channel)
        if as_json:
            _print_json(AnswerRecord.of(answer, [item.article for item in reversed(listed)]))
        else:
            _print_reply(composed(answer, listed, app.settings.lang))
        return 0

    _run(_once(work))


@cli.command()
def chat(
    as_json: Annotated[bool, typer.Option("--json", help="Print each reply as JSON on a line (docs/schemas).")] = False,
) -> None:
    """Talk to the bot in this terminal; articles, schedules and what was typed are kept for the next time."""

    async def work() -> int:
        from bot.app import build
        from bot.settings import data_folder

        async with build(_settings("ERROR")) as app:
            return await _chat(app, as_json=as_json, history=data_folder() / "history")

    _run(work())


@cli.command()
def demo() -> None:
    """Open the chat with three sample articles, or, without a terminal, play a short tour. Nothing is kept."""

    async def work(app: "App", channel: "Channel") -> int:
        from bot import samples

        if not sys.stdin.isatty():
            from bot.chat.terminal.tour import tour

            return await tour(app.router, channel, locale=app.settings.lang)
        for path in samples.paths():
            await app.desk.add_file(channel, path.name, path.read_bytes(), "demo")
        return await _chat(app, channel)

    _run(_once(work))


@cli.command()
def run() -> None:
    """Connect to the chat platforms that the settings name, and work until stopped."""
    from bot.service import serve

    _run(serve(_settings()))


@cli.command()
def doctor() -> None:
    """Check settings, database, models, token, time zones and disk, and say what to do."""
    from bot.doctor import examine

    _run(examine())


@cli.command()
def slack_manifest(
    prefix: Annotated[str | None, typer.Option(help="What begins each command's name; default: the setting.")] = None,
    url: Annotated[str | None, typer.Option(help="Where Slack reaches the bot by HTTP; none for Socket Mode.")] = None,
) -> None:
    """Print what a Slack app is made from."""
    from bot.chat.slack.manifest import document

    typer.echo(document(_settings().slack_command_prefix if prefix is None else prefix, url), nl=False)


@db.command()
def upgrade() -> None:
    """Bring the database to the form that this version needs."""

    async def work() -> int:
        from bot.store import Store

        async with Store(_settings().database_url) as store:
            await store.upgrade()
        typer.echo("The database is up to date.")
        return 0

    _run(work())


def _settings(level: str | None = None) -> "Settings":
    """Read the settings and begin to log, at `level` where the command prints for people."""
    from bot import settings, telemetry

    loaded = settings.load()
    telemetry.configure(loaded.log_format, level or loaded.log_level, loaded.secrets())
    return loaded


def _run(work: Coroutine[Any, Any, int]) -> None:
    raise typer.Exit(asyncio.run(work))


async def _once(work: Any) -> int:
    """Run `work(app, channel)` over a database of its own that is gone afterwards."""
    from bot.app import build
    from bot.model.place import Channel

    with tempfile.TemporaryDirectory(prefix="briefing-bot-") as folder:
        database = {"database_url": f"sqlite+aiosqlite:///{folder}/once.sqlite3"}
        async with build(_settings("ERROR").model_copy(update=database)) as app:
            code: int = await work(app, Channel("terminal", "local", SHELL))
            return code


async def _chat(
    app: "App", channel: "Channel | None" = None, *, as_json: bool = False, history: Path | None = None
) -> int:
    from bot.chat.terminal.client import TerminalClient, asking
    from bot.chat.terminal.reader import PipeReader, PromptReader
    from bot.chat.terminal.screen import Drawn, JsonLines
    from bot.model.place import Channel

    channel = channel or Channel("terminal", "local", "chat")
    typing = sys.stdin.isatty() and sys.stdout.isatty() and not as_json
    client = TerminalClient(
        app.router,
        channel,
        JsonLines(sys.stdout) if as_json else Drawn(),
        PromptReader(app.router, asking(channel), history) if typing else PipeReader(sys.stdin),
        locale=app.settings.lang,
    )
    app.messengers["terminal"] = client.messenger
    await app.start_work()
    return await client.run()


async def _add(app: "App", channel: "Channel", article: str) -> "Added":
    if article == "-":
        return await app.desk.add_text(channel, sys.stdin.buffer.read(MAX_FILE_BYTES).decode("utf-8", "replace"), SHELL)
    if article.startswith(("http://", "https://")):
        return await app.desk.add_link(channel, article, SHELL)
    path = Path(article)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise FileMissing(name=article) from error
    return await app.desk.add_file(channel, path.name, data, SHELL)


def _print_json(record: "BaseModel") -> None:
    typer.echo(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2))


def _print_reply(reply: Any) -> None:
    from bot.chat.terminal.render import show

    show(reply)
