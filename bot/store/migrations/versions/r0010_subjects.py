"""What messages are about, and whether a schedule's digest gets a thread."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("schedules", sa.Column("thread", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("deliveries", sa.Column("articles", sa.Text, nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("thread", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_deliveries_thread", "deliveries", ["thread"])
    op.create_table(
        "subjects",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("platform", "workspace", "channel", "message")),
        sa.Column("articles", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subjects"),
    )
    op.create_index(
        "ix_subjects_platform_workspace_channel_message", "subjects", ["platform", "workspace", "channel", "message"]
    )
