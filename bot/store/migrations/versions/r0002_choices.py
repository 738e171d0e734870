"""What channels choose for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    place = ("platform", "workspace", "channel")
    op.create_table(
        "choices",
        *(sa.Column(name, sa.String, nullable=False) for name in place),
        sa.Column("engine", sa.String, nullable=False),
        sa.PrimaryKeyConstraint(*place, name="pk_choices"),
    )
