"""Keeps a request that is cancelled from holding up all others.

While discord.py waits for the global rate limit it closes a lock for every request, and it leaves it closed when the
wait is cancelled.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import discord


@contextmanager
def unlocking(client: discord.Client) -> Iterator[None]:
    """Open the lock when what is done in here is cancelled; who goes on too early is told to wait again."""
    try:
        yield
    except asyncio.CancelledError:
        client.http._global_over.set()
        raise
