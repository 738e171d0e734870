"""What is kept: tables, migrations and one module of queries per noun; the only room with SQL."""

from bot.store.store import Store

__all__ = ["Store"]
