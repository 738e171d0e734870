"""Every feed of a public collection of odd ones, which is no part of the project: EVAL names its folder."""

import base64
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.ingest.feeds.read import MAX_ENTRIES, read_feed
from bot.model.errors import NotAFeed
from bot.workers import WorkerPool
from tests.ingest.feeds.samples import NOW, URL

pytestmark = pytest.mark.skipif("EVAL" not in os.environ, reason="EVAL names no folder of public feeds")

SECONDS = 5.0
MOST_BYTES = 150_000_000


def feeds() -> Iterator[tuple[str, bytes]]:
    for part in ("dev", "test"):
        with gzip.open(Path(os.environ["EVAL"]) / "feeds" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["id"], base64.b64decode(row["data"])


async def test_none_crashes_or_takes_more_than_its_share_and_what_is_odd_is_said() -> None:
    said = refused = 0
    pool = WorkerPool(1, SECONDS)  # which gives a call up that takes longer
    try:
        for name, data in feeds():
            try:
                content = await pool.run(read_feed, data, URL, now=NOW)
            except NotAFeed:
                refused += 1
            else:
                assert content.title, name
                assert len(content.entries) <= MAX_ENTRIES, name
                assert all(" " in oddity for oddity in content.oddities), name
                said += bool(content.oddities)
            assert all(psutil.Process(process).memory_info().rss < MOST_BYTES for process in pool.processes()), name
    finally:
        pool.close()
    print(f"{said} of the feeds are odd, {refused} are none")
    assert said > 0
