"""What articles are compared by, so that a digest need not read their documents."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; articles that are there have no terms in it, and are compared by their documents."""
    op.add_column("articles", sa.Column("terms", sa.Text, nullable=False, server_default=""))
