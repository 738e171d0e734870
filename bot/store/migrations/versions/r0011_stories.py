"""Which story an article of a channel belongs to, so that a story stays the same from day to day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; articles that are there are given their stories when a digest next looks at them."""
    op.add_column("channel_articles", sa.Column("story", sa.Integer))
