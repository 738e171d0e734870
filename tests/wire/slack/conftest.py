from collections.abc import AsyncIterator

import pytest

from tests.wire.slack.newsroom import Newsroom, Place


@pytest.fixture(scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """One bot by Socket Mode for all tests of a file."""
    async with Newsroom.open(tmp_path_factory.mktemp("bot")) as newsroom:
        newsroom.slack.workspace()
        await newsroom.start()
        yield newsroom


@pytest.fixture
def place(newsroom: Newsroom) -> Place:
    """A channel of a test's own."""
    return newsroom.place()
