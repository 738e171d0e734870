"""The signs of all embeddings to search by meaning, and the stems of German, French and Spanish passages."""

import sqlalchemy as sa
from alembic import op

from bot.store.search import signs_of, widen_index

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add both and make the index anew; passages that are there stay searched by their texts."""
    op.add_column("passages", sa.Column("words", sa.Text))
    signs = op.create_table(
        "signs",
        sa.Column("article", sa.String, nullable=False),
        sa.Column("signs", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("article", name="pk_signs"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_signs_article_articles"),
    )
    connection = op.get_bind()
    kept = sa.table("articles", sa.column("id", sa.String), sa.column("vectors", sa.LargeBinary))
    for article in connection.scalars(sa.select(kept.c.id)).all():
        vectors = connection.execute(sa.select(kept.c.vectors).where(kept.c.id == article)).scalar_one()
        connection.execute(sa.insert(signs), {"article": article, "signs": signs_of(vectors)})
    widen_index(connection)
