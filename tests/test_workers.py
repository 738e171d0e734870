"""The worker pool: results, errors, hanging and dying functions."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.model.errors import NotALink, WorkerFailed
from bot.workers import WorkerPool, unhurried


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(1, seconds=2)
    yield pool
    pool.close()


def _process() -> int:
    return os.getpid()


def _refuse() -> None:
    raise NotALink(link="gopher://x")


def _hang() -> None:
    time.sleep(60)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def test_runs_in_another_process(pool: WorkerPool) -> None:
    process = await pool.run(_process)
    assert process != os.getpid()
    assert pool.processes() == [process]


async def test_errors_for_people_come_through_whole(pool: WorkerPool) -> None:
    with pytest.raises(NotALink, match="gopher://x"):
        await pool.run(_refuse)


async def test_hanging_function_is_given_up_and_the_next_call_works(pool: WorkerPool) -> None:
    first = await pool.run(_process)
    with pytest.raises(WorkerFailed):
        await pool.run(_hang)
    assert await pool.run(_process) != first


async def test_dying_function_is_given_up_and_the_next_call_works(pool: WorkerPool) -> None:
    with pytest.raises(WorkerFailed):
        await pool.run(_die)
    assert await pool.run(_process) != os.getpid()


KILLED = """
import asyncio, os, signal
from bot.workers import WorkerPool, unhurried

async def main():
    pool = WorkerPool(1)
    print(await pool.run(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_no_worker_outlives_a_process_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(sys.executable, script, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    worker = psutil.Process(int(await process.stdout.readline()))
    assert await process.wait() == -signal.SIGKILL
    await asyncio.to_thread(worker.wait, 20)


def _note(path: Path, who: str) -> None:
    with path.open("a") as book:
        book.write(f"{who}\n")


def _note_when_there(path: Path, who: str, sign: Path) -> None:
    """Note it once somebody has put a sign there."""
    while not sign.exists():
        time.sleep(0.005)
    _note(path, who)


async def test_people_go_before_what_nobody_waits_for(pool: WorkerPool, tmp_path: Path) -> None:
    book, sign = tmp_path / "book", tmp_path / "sign"
    with unhurried():
        first = asyncio.create_task(pool.run(_note_when_there, book, "first", sign))
        later = [asyncio.create_task(pool.run(_note, book, f"later {n}")) for n in range(3)]
    await asyncio.sleep(0)  # they are in line now
    person = asyncio.create_task(pool.run(_note, book, "person"))
    await asyncio.sleep(0)
    sign.touch()
    await asyncio.gather(first, person, *later)
    assert book.read_text().split("\n")[:2] == ["first", "person"]


async def test_one_of_several_processes_is_kept_for_people(tmp_path: Path) -> None:
    pool, book, sign = WorkerPool(2, seconds=20), tmp_path / "book", tmp_path / "sign"
    try:
        with unhurried():
            held = [asyncio.create_task(pool.run(_note_when_there, book, "held", sign)) for _ in range(2)]
        await asyncio.sleep(0)
        await pool.run(_note, book, "person")
        assert book.read_text() == "person\n"
        sign.touch()
        await asyncio.gather(*held)
    finally:
        pool.close()
