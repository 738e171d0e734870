"""Pages that are kept for their buttons, events that were seen, what left, installations, and how articles end."""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0009"
down_revision = "0008"

PLACE = ("platform", "workspace", "channel")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables, and the indexes without which erasing an article looks through all of what others have."""
    for name in ("fingerprints", "copies", "breaking"):
        op.create_index(f"ix_{name}_article", name, ["article"])
    op.create_table(
        "departures",
        *_text(*PLACE, "reason"),
        sa.Column("left_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint(*PLACE, name="pk_departures"),
    )
    op.create_table(
        "kept_pages",
        *_text("id"),
        sa.Column("number", sa.Integer, nullable=False),
        *_text(*PLACE),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", "number", name="pk_kept_pages"),
    )
    op.create_index("ix_kept_pages_kept_at", "kept_pages", ["kept_at"])
    op.create_table(
        "seen",
        *_text("platform", "event"),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("platform", "event", name="pk_seen"),
    )
    op.create_index("ix_seen_at", "seen", ["at"])
    op.create_table(
        "installations",
        *_text("platform", "workspace"),
        sa.Column("secret", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name="pk_installations"),
    )
    op.create_table(
        "install_states",
        *_text("state"),
        sa.Column("issued_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_install_states"),
    )
