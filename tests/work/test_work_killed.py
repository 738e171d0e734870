"""Twenty real deaths, at steps drawn from a seed."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.work.mortal import PARTS
from tests.work.newsroom import headlines

KILLS = 20
SEED = 20260504
ROOT = Path(__file__).parents[2]


async def test_a_process_killed_at_any_step_posts_each_part_once_and_in_order(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.work.mortal", str(tmp_path), str(SEED), str(KILLS),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, _ = await process.communicate()
    assert process.returncode == 0
    killed, digests = map(int, told.split())
    assert killed >= KILLS
    with closing(sqlite3.connect(tmp_path / "channel.sqlite3")) as posts:
        read = headlines([payload for (payload,) in posts.execute("SELECT payload FROM posts ORDER BY rowid")])
    assert read == [f"digest {digest} part {part}" for digest in range(1, digests + 1) for part in range(1, PARTS + 1)]
