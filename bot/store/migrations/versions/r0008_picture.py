"""Whether a schedule's digest comes with a picture."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column."""
    op.add_column("schedules", sa.Column("picture", sa.Boolean, nullable=False, server_default=sa.false()))
