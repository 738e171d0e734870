"""Feeds, what they brought, which channels follow them, and what an article in a channel came by."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment, RowId

revision = "0005"
down_revision = "0004"

PLACE = ("platform", "workspace", "channel")


def _place() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in PLACE]


def upgrade() -> None:
    """Make the tables, and the columns of the others."""
    op.create_table(
        "feeds",
        sa.Column("id", RowId, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("site", sa.String),
        sa.Column("next_poll_at", Moment, nullable=False),
        sa.Column("interval", sa.Integer, nullable=False),
        sa.Column("etag", sa.String, nullable=False),
        sa.Column("modified", sa.String, nullable=False),
        sa.Column("checksum", sa.String, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", Moment),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("oddities", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_next_poll_at", "feeds", ["next_poll_at"])
    op.create_table(
        "entries",
        sa.Column("id", RowId, nullable=False),
        sa.Column("feed", RowId, sa.ForeignKey("feeds.id", name="fk_entries_feed_feeds"), nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("listed_at", Moment, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", Moment),
        sa.Column("article", sa.String, sa.ForeignKey("articles.id", name="fk_entries_article_articles")),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("feed", "key", name="uq_entries_feed_key"),
    )
    op.create_index("ix_entries_next_attempt_at", "entries", ["next_attempt_at"])
    op.create_index("ix_entries_article", "entries", ["article"])
    op.create_table(
        "subscriptions",
        *_place(),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("feed", RowId, sa.ForeignKey("feeds.id", name="fk_subscriptions_feed_feeds"), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("filters", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "number", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_feed", "subscriptions", ["feed"])
    op.create_table(
        "copies",
        *_place(),
        sa.Column(
            "article", sa.String, sa.ForeignKey("articles.id", name="fk_copies_article_articles"), nullable=False
        ),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "article", "link", name="pk_copies"),
    )
    op.add_column("channel_articles", sa.Column("subscription", sa.Integer))
    op.add_column("channel_articles", sa.Column("updates", sa.String))
