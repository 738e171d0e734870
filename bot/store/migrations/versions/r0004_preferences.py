"""How long, in which language and with what in mind a channel is briefed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    for name in ("length", "language", "instructions"):
        op.add_column("choices", sa.Column(name, sa.String, nullable=False, server_default=""))
