"""A process that is killed again and again while it posts digests: `python -m tests.work.mortal FOLDER SEED KILLS`.

Each life is a fork that runs the tasks over the same database and ends itself with SIGKILL after a number of
steps drawn from the seed; a step is a statement to the database, a commit, or one side of a post. After every few
lives one is left to finish. The channel is a database of its own, where every post is final at once.
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import event

from bot.model.place import Channel
from bot.store import Store
from bot.work.memory import MemoryMessenger
from tests.work.newsroom import HOUR, NEWS, Newsroom, TurnedClock, url

LIVES_OF_A_DIGEST = 4
PARTS = 3
LONGEST_LIFE = 90
IMMORTAL = -1


class Fuse:
    """Kills this process after so many steps."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def burn(self, *_of_event: object) -> None:
        self._steps -= 1
        if self._steps == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class KeptChannel(MemoryMessenger):
    """Channels that outlive the process."""

    def __init__(self, folder: Path, clock: TurnedClock, fuse: Fuse) -> None:
        super().__init__("memory", clock)
        self._path = folder / "channel.sqlite3"
        self._fuse = fuse

    async def send(self, channel: Channel, payload: str, key: str) -> str:
        self._fuse.burn()
        with closing(sqlite3.connect(self._path, isolation_level=None)) as posts:
            posts.execute("INSERT INTO posts (key, payload) VALUES (?, ?)", (key, payload))
        self._fuse.burn()
        return key

    async def find(self, channel: Channel, key: str, since: datetime) -> str | None:
        with closing(sqlite3.connect(self._path)) as posts:
            return key if posts.execute("SELECT 1 FROM posts WHERE key = ?", (key,)).fetchone() else None


async def prepare(folder: Path, clock: TurnedClock) -> None:
    with closing(sqlite3.connect(folder / "channel.sqlite3")) as posts:
        posts.execute("CREATE TABLE posts (key TEXT, payload TEXT)")
    async with Store(url(folder)) as store:
        await store.upgrade()
        await Newsroom(store, KeptChannel(folder, clock, Fuse(IMMORTAL)), clock).schedule("every hour")


async def add(folder: Path, clock: TurnedClock, digest: int) -> None:
    async with Store(url(folder)) as store:
        room = Newsroom(store, KeptChannel(folder, clock, Fuse(IMMORTAL)), clock)
        await room.add(*(f"digest {digest} part {part}" for part in range(1, PARTS + 1)), channel=NEWS)


async def live(folder: Path, clock: TurnedClock, fuse: Fuse) -> None:
    async with Store(url(folder)) as store:
        engine = store._database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", fuse.burn)
        event.listen(engine, "commit", fuse.burn)
        await Newsroom(store, KeptChannel(folder, clock, fuse), clock).tasks.run()


def one_life(folder: Path, clock: TurnedClock, steps: int) -> bool:
    """Whether it was killed."""
    child = os.fork()
    if child == 0:
        asyncio.run(live(folder, clock, Fuse(steps)))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(folder: Path, seed: int, kills: int) -> None:
    rng, clock, killed, digest = Random(seed), TurnedClock(), 0, 0
    in_fork(partial(prepare, folder, clock))
    while killed < kills:
        digest += 1
        in_fork(partial(add, folder, clock, digest))
        clock.now += HOUR
        for _ in range(LIVES_OF_A_DIGEST):
            killed += one_life(folder, clock, rng.randint(1, LONGEST_LIFE))
        if one_life(folder, clock, IMMORTAL):
            raise SystemExit("a life ended without being killed by its fuse")
    print(killed, digest)


def in_fork(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run it in a process of its own, so that this one has no threads when it forks."""
    child = os.fork()
    if child == 0:
        asyncio.run(work())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit("could not prepare")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
