"""A pool of worker processes, so that nothing slow runs on the event loop."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AsyncExitStack, contextmanager
from contextvars import ContextVar
from functools import partial
from typing import ParamSpec, TypeVar

from bot.model.errors import WorkerFailed

P = ParamSpec("P")
T = TypeVar("T")

_for_nobody: ContextVar[bool] = ContextVar("for_nobody", default=False)

log = logging.getLogger(__name__)


@contextmanager
def unhurried() -> Iterator[None]:
    """Within this, and in tasks started in it, calls are made for nobody who waits: those of people go first."""
    token = _for_nobody.set(True)
    try:
        yield
    finally:
        _for_nobody.reset(token)


def _start(warm: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if warm is not None:
        warm()


def _end_with_parent() -> None:
    """End this process when its parent has ended without a word, as after SIGKILL; nothing else would tell it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class WorkerPool:
    """Worker processes, started when first needed and replaced when one hangs or dies.

    `seconds` bounds one call; a call over it is given up and its processes are ended, since a
    running function cannot be stopped otherwise. `warm` runs once in each new process. What is `unhurried` leaves one
    process to people where there are several, and lets them go first where there is one.
    """

    def __init__(self, size: int = 1, seconds: float = 60.0, warm: Callable[[], None] | None = None) -> None:
        self._size = size
        self._seconds = seconds
        self._warm = warm
        self._pool: ProcessPoolExecutor | None = None
        self._free = asyncio.Semaphore(size)
        self._unhurried = asyncio.Semaphore(max(1, size - 1))
        self._people = 0
        self._nobody_waits = asyncio.Event()
        self._nobody_waits.set()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a picklable function. Raises WorkerFailed when it hangs or its process dies twice."""
        call = partial(function, *args, **kwargs)
        if not _for_nobody.get():
            return await self._for_somebody(call, function.__name__)
        async with AsyncExitStack() as turn:
            await turn.enter_async_context(self._unhurried)
            await self._nobody_waits.wait()
            await turn.enter_async_context(self._free)
            return await self._run(call, function.__name__)

    async def _for_somebody(self, call: Callable[[], T], name: str) -> T:
        self._people += 1
        self._nobody_waits.clear()
        try:
            async with self._free:  # so that the time limit counts running, not queueing
                return await self._run(call, name)
        finally:
            self._people -= 1
            if not self._people:
                self._nobody_waits.set()

    async def _run(self, call: Callable[[], T], name: str) -> T:
        loop = asyncio.get_running_loop()
        for attempt in (1, 2):
            pool = self._started()
            try:
                async with asyncio.timeout(self._seconds):
                    return await loop.run_in_executor(pool, call)
            except BrokenProcessPool:
                # The process may have died for another call's sake; one more try tells.
                log.warning("worker died", extra={"function": name, "attempt": attempt})
                self._discard(pool)
            except TimeoutError as error:
                log.warning("worker hung", extra={"function": name})
                self._discard(pool)
                raise WorkerFailed from error
        raise WorkerFailed

    def processes(self) -> list[int]:
        """The ids of the running worker processes."""
        return [] if self._pool is None else [p.pid for p in self._pool._processes.values() if p.pid]

    def close(self) -> None:
        """End the worker processes; a later call starts new ones."""
        if self._pool is not None:
            self._discard(self._pool)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._size, multiprocessing.get_context("spawn"), initializer=_start, initargs=(self._warm,)
            )
        return self._pool

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is pool:
            self._pool = None
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
