"""What a schedule's digest covers and how it is written, breaking news, and when a message was begun and sent."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0006"
down_revision = "0005"

PLACE = ("platform", "workspace", "channel")


def upgrade() -> None:
    """Add the columns, the table, and the indexes by which the next message is found among many."""
    for name, kind in (("feeds", sa.String), ("topics", sa.Text), ("length", sa.String), ("engine", sa.String)):
        op.add_column("schedules", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("choices", sa.Column("breaking", sa.Integer, nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("begun_at", Moment))
    op.add_column("deliveries", sa.Column("sent_at", Moment))
    op.drop_index("ix_deliveries_state", "deliveries")
    op.create_index("ix_deliveries_next", "deliveries", ["state", "next_attempt_at", "id"])
    op.create_index("ix_deliveries_order", "deliveries", [*PLACE, "state", "id"])
    op.create_table(
        "breaking",
        *(sa.Column(name, sa.String, nullable=False) for name in PLACE),
        sa.Column(
            "article", sa.String, sa.ForeignKey("articles.id", name="fk_breaking_article_articles"), nullable=False
        ),
        sa.Column("posted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, "article", name="pk_breaking"),
    )
