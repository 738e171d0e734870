"""The composition root: the one place where the parts meet."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Self

from bot import language
from bot.chat.router import Router
from bot.desk.breaking import Breaking
from bot.desk.briefs import Briefs
from bot.desk.conversations import Conversations
from bot.desk.departures import Departures
from bot.desk.desk import Desk
from bot.desk.digests import Digests
from bot.desk.engines import Engines
from bot.desk.feeds import Feeds
from bot.desk.installations import Installations
from bot.desk.intake import Intake
from bot.desk.leads import Leads
from bot.desk.notices import Notices
from bot.desk.overviews import Overviews
from bot.desk.pages import Pages
from bot.desk.seen import Seen
from bot.desk.windows import Windows
from bot.ingest.fetch import Fetcher
from bot.ingest.spacing import Spacing
from bot.llm.connect import connect
from bot.llm.protocol import LanguageModel
from bot.model.delivery import Messenger
from bot.model.runtime import Clock, Workers
from bot.settings import Settings
from bot.store import Store
from bot.summarise.protocol import EngineContext
from bot.summarise.registry import Registry
from bot.telemetry import Metrics
from bot.work.embedded import Embedded
from bot.work.polls import Polls
from bot.work.tasks import Tasks
from bot.work.tidying import Tidying
from bot.workers import WorkerPool

if TYPE_CHECKING:
    # It brings the SDK, which costs memory and time.
    from bot.llm.client import OpenAIModel


def utc_now() -> datetime:
    """The system clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class App:
    """The parts of one running bot. Use it as an async context; its work is started by who needs it.

    `own_pool` and `own_model` are those that `build` made and that end with the bot; what was given lives on.
    """

    settings: Settings
    clock: Clock
    store: Store
    workers: Workers
    fetcher: Fetcher
    desk: Desk
    router: Router
    work: Embedded
    polls: Embedded
    tidying: Embedded
    metrics: Metrics
    messengers: dict[str, Messenger]
    own_pool: WorkerPool | None = None
    own_model: "OpenAIModel | None" = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            if self.own_pool is not None:
                stack.callback(self.own_pool.close)
            if self.own_model is not None:
                stack.push_async_callback(self.own_model.close)
            await stack.enter_async_context(self.store)
            await self.store.upgrade()
            await stack.enter_async_context(self.fetcher)
            stack.push_async_callback(self.stop_work)
            self._stack = stack.pop_all()
        return self

    async def start_work(self) -> None:
        """Begin what the clock asks for: digests and their delivery, polls of feeds, and tidying up."""
        await self.work.start()
        await self.polls.start()
        await self.tidying.start()

    async def stop_work(self) -> None:
        """End it; a message under way is finished first, the rest is done again another time."""
        await self.tidying.abandon()
        await self.polls.abandon()
        await self.work.stop()

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()


def build(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    store: Store | None = None,
    workers: Workers | None = None,
    fetcher: Fetcher | None = None,
    messengers: Mapping[str, Messenger] | None = None,
    model: LanguageModel | None = None,
    spacing: Spacing | None = None,
) -> App:
    """Put the parts together; what is given takes the place of the real part."""
    own_pool = None
    if workers is None:
        workers = own_pool = WorkerPool(settings.workers, warm=language.warm)
    fetcher = fetcher or Fetcher(settings.fetch_allow_hosts)
    store = store or Store(settings.database_url)
    metrics = Metrics()
    known_messengers = dict(messengers or {})
    notices = Notices(store, known_messengers, clock)
    own_model = None
    if model is None:
        model = own_model = connect(settings, clock, metrics, store.spending, notices.budget_nearly_spent)
    registry = Registry.load(EngineContext(workers, model))
    engines = Engines(
        store,
        registry.names,
        settings.engines,
        settings.engine,
        model=model,
        metrics=metrics,
        clock=clock,
        daily_tokens=settings.llm_daily_tokens,
    )
    briefs = Briefs(store, registry, workers, metrics, model)
    leads = Leads(store, workers, model)
    windows = Windows(store, workers)
    digests = Digests(store, briefs, leads, engines, windows, known_messengers, clock)
    breaking = Breaking(store, windows, digests, known_messengers, clock)
    spacing = spacing or Spacing(clock)
    intake = Intake(store, fetcher, spacing, workers, clock, metrics)
    rng = Random()  # noqa: S311 - spreads polls, guards nothing
    feeds = Feeds(store, fetcher, workers, intake, clock, rng)
    departures = Departures(store, feeds, notices, clock)
    desk = Desk(
        store,
        intake,
        feeds,
        briefs,
        Overviews(store, workers),
        Conversations(store, workers, clock, metrics, model),
        digests,
        breaking,
        engines,
        Pages(store, clock),
        Seen(store, clock),
        departures,
        Installations(store, settings.secret_key, clock),
        clock,
    )
    tasks = Tasks(store, digests.compose, known_messengers, clock, refused=notices.refused)
    work = Embedded(tasks, clock)
    polls = Embedded(
        Polls(store, fetcher, workers, intake, spacing, notices, clock, rng, desk.breaking, briefs.prepare), clock
    )
    desk.wake = notices.wake = breaking.wake = departures.wake = work.poke
    feeds.wake = polls.poke
    return App(
        settings=settings,
        clock=clock,
        store=store,
        workers=workers,
        fetcher=fetcher,
        desk=desk,
        router=Router(desk, metrics),
        work=work,
        polls=polls,
        tidying=Embedded(Tidying(store, clock), clock),
        metrics=metrics,
        messengers=known_messengers,
        own_pool=own_pool,
        own_model=own_model,
    )
