"""The first tables."""

import sqlalchemy as sa
from alembic import op

from bot.store import search

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    _articles()
    _channels()
    _digests()
    search.create_index(op.get_bind())


def _place() -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.String, nullable=False) for name in ("platform", "workspace", "channel"))


def _article(name: str = "article") -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _to_article(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["article"], ["articles.id"], name=f"fk_{table}_article")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_table(
        "links",
        sa.Column("link", sa.String, nullable=False),
        _article(),
        sa.PrimaryKeyConstraint("link", name="pk_links"),
        _to_article("links"),
    )
    op.create_index("ix_links_article", "links", ["article"])
    op.create_table(
        "passages",
        sa.Column("id", ROW_ID, nullable=False),
        _article(),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
        _to_article("passages"),
    )
    op.create_index("ix_passages_article", "passages", ["article"])
    op.create_table(
        "fingerprints",
        sa.Column("hash", sa.BigInteger, nullable=False),
        _article(),
        sa.PrimaryKeyConstraint("hash", "article", name="pk_fingerprints"),
        _to_article("fingerprints"),
    )
    op.create_table(
        "briefings",
        sa.Column("articles", sa.String, nullable=False),
        sa.Column("engine", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("briefing", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("articles", "engine", "version", name="pk_briefings"),
    )


def _channels() -> None:
    op.create_table(
        "channel_articles",
        *_place(),
        sa.Column("number", sa.Integer, nullable=False),
        _article(),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", "number", name="pk_channel_articles"),
        sa.UniqueConstraint(
            "platform", "workspace", "channel", "article", name="uq_channel_articles_platform_workspace_channel_article"
        ),
        _to_article("channel_articles"),
    )
    op.create_index("ix_channel_articles_article", "channel_articles", ["article"])
    op.create_table(
        "turns",
        sa.Column("id", ROW_ID, nullable=False),
        *_place(),
        sa.Column("at", TIME, nullable=False),
        sa.Column("turn", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_platform_workspace_channel_at", "turns", ["platform", "workspace", "channel", "at"])


def _digests() -> None:
    op.create_table(
        "schedules",
        *_place(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("next_run_at", TIME, nullable=False),
        sa.Column("covered_until", TIME, nullable=False),
        sa.Column("last_run_at", TIME),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("post_empty", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", "number", name="pk_schedules"),
    )
    op.create_index("ix_schedules_next_run_at", "schedules", ["next_run_at"])
    op.create_table(
        "deliveries",
        sa.Column("id", ROW_ID, nullable=False),
        *_place(),
        sa.Column("schedule", sa.Integer, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", TIME, nullable=False),
        sa.Column("sending_since", TIME),
        sa.Column("message", sa.String),
        sa.Column("reason", sa.String),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "schedule", "due_at", "platform", "workspace", "channel", "part",
            name="uq_deliveries_schedule_due_at_platform_workspace_channel_part",
        ),
    )  # fmt: skip
    op.create_index("ix_deliveries_state", "deliveries", ["state"])
