"""The tables. A change here needs a migration; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    ScalarSelect,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    false,
    select,
)

from bot.model.place import WHOLE, Channel


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody can tell what it means."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone, and what is in there is UTC; PostgreSQL answers in the zone of its session."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


REVISION = "0012"
"""The newest migration."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")


def _place(primary_key: bool = False) -> tuple[Column[str], Column[str], Column[str]]:
    return (
        Column("platform", String, primary_key=primary_key, nullable=False),
        Column("workspace", String, primary_key=primary_key, nullable=False),
        Column("channel", String, primary_key=primary_key, nullable=False),
    )


articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    Column("terms", Text, nullable=False, server_default=""),
)

links = Table(
    "links",
    metadata,
    Column("link", String, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
)

passages = Table(
    "passages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text),
)

signs = Table(
    "signs",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("signs", LargeBinary, nullable=False),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("article", ForeignKey("articles.id"), primary_key=True, index=True),
)

channel_articles = Table(
    "channel_articles",
    metadata,
    *_place(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("added_at", Moment, nullable=False),
    Column("added_by", String, nullable=False),
    Column("subscription", Integer),
    Column("updates", String),
    Column("story", Integer),
    UniqueConstraint("platform", "workspace", "channel", "article"),
)

copies = Table(
    "copies",
    metadata,
    *_place(primary_key=True),
    Column("article", ForeignKey("articles.id"), primary_key=True, index=True),
    Column("link", String, primary_key=True),
    Column("site", String, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("site", String),
    Column("next_poll_at", Moment, nullable=False, index=True),
    Column("interval", Integer, nullable=False),
    Column("etag", String, nullable=False),
    Column("modified", String, nullable=False),
    Column("checksum", String, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("problem", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("oddities", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed", ForeignKey("feeds.id"), nullable=False),
    Column("key", String, nullable=False),
    Column("entry", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("listed_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment, index=True),
    Column("article", ForeignKey("articles.id"), index=True),
    Column("problem", Text, nullable=False),
    UniqueConstraint("feed", "key"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    *_place(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("feed", ForeignKey("feeds.id"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("added_by", String, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("filters", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
)

briefings = Table(
    "briefings",
    metadata,
    Column("articles", String, primary_key=True),
    Column("engine", String, primary_key=True),
    Column("version", String, primary_key=True),
    Column("briefing", Text, nullable=False),
)

choices = Table(
    "choices",
    metadata,
    *_place(primary_key=True),
    Column("engine", String, nullable=False),
    Column("length", String, nullable=False, server_default=""),
    Column("language", String, nullable=False, server_default=""),
    Column("instructions", String, nullable=False, server_default=""),
    Column("breaking", Integer, nullable=False, server_default="0"),
)

spending = Table(
    "spending",
    metadata,
    Column("account", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", RowId, primary_key=True),
    *_place(),
    Column("at", Moment, nullable=False),
    Column("turn", Text, nullable=False),
    Index(None, "platform", "workspace", "channel", "at"),
)

subjects = Table(
    "subjects",
    metadata,
    Column("id", RowId, primary_key=True),
    *_place(),
    Column("message", String, nullable=False),
    Column("articles", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "platform", "workspace", "channel", "message"),
)

schedules = Table(
    "schedules",
    metadata,
    *_place(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("rule", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_run_at", Moment, nullable=False, index=True),
    Column("covered_until", Moment, nullable=False),
    Column("last_run_at", Moment),
    Column("paused", Boolean, nullable=False),
    Column("post_empty", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("feeds", String, nullable=False, server_default=""),
    Column("topics", Text, nullable=False, server_default=""),
    Column("length", String, nullable=False, server_default=""),
    Column("engine", String, nullable=False, server_default=""),
    Column("picture", Boolean, nullable=False, server_default=false()),
    Column("thread", Boolean, nullable=False, server_default=false()),
)

NO_SCHEDULE = 0
"""What `deliveries.schedule` holds for a digest that somebody asked for: NULLs would not be unique."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    *_place(),
    Column("schedule", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("part", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    Column("sending_since", Moment),
    Column("message", String),
    Column("reason", String),
    Column("detail", Text, nullable=False),
    Column("begun_at", Moment),
    Column("sent_at", Moment),
    Column("articles", Text, nullable=False, server_default=""),
    Column("thread", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("schedule", "due_at", "platform", "workspace", "channel", "part"),
    Index("ix_deliveries_order", "platform", "workspace", "channel", "state", "id"),
    Index("ix_deliveries_next", "state", "next_attempt_at", "id"),
    Index("ix_deliveries_thread", "thread"),
)

breaking = Table(
    "breaking",
    metadata,
    *_place(primary_key=True),
    Column("article", ForeignKey("articles.id"), primary_key=True, index=True),
    Column("posted_at", Moment, nullable=False),
)

departures = Table(
    "departures",
    metadata,
    *_place(primary_key=True),
    Column("reason", String, nullable=False),
    Column("left_at", Moment, nullable=False),
)

kept_pages = Table(
    "kept_pages",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_place(),
    Column("total", Integer, nullable=False),
    Column("page", Text, nullable=False),
    Column("kept_at", Moment, nullable=False, index=True),
)

seen = Table(
    "seen",
    metadata,
    Column("platform", String, primary_key=True),
    Column("event", String, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

installations = Table(
    "installations",
    metadata,
    Column("platform", String, primary_key=True),
    Column("workspace", String, primary_key=True),
    Column("secret", Text, nullable=False),
)

install_states = Table(
    "install_states",
    metadata,
    Column("state", String, primary_key=True),
    Column("issued_at", Moment, nullable=False),
)


def within(table: FromClause, channel: Channel) -> ColumnElement[bool]:
    """The wall: the rows of this channel and no other."""
    return and_(
        table.c.platform == channel.platform,
        table.c.workspace == channel.workspace,
        table.c.channel == channel.id,
    )


def place(channel: Channel) -> dict[str, str]:
    """The columns that say which channel a row belongs to."""
    return {"platform": channel.platform, "workspace": channel.workspace, "channel": channel.id}


def covered(table: FromClause, place: Channel) -> ColumnElement[bool]:
    """The rows of a channel, or those of its workspace where the whole of it is meant."""
    if place.id != WHOLE:
        return within(table, place)
    return and_(table.c.platform == place.platform, table.c.workspace == place.workspace)


def away(table: Table) -> ScalarSelect[str]:
    """Why the channel of each row cannot be reached: its workspace's reason, else its own; NULL when it can."""
    kept = departures.c
    mine = and_(
        kept.platform == table.c.platform,
        kept.workspace == table.c.workspace,
        kept.channel.in_([WHOLE, table.c.channel]),
    )
    return select(kept.reason).where(mine).order_by(kept.channel).limit(1).correlate(table).scalar_subquery()
