"""Web servers on loopback, one a test."""

import socket
import ssl
from collections.abc import AsyncIterator, Iterator

import pytest
import trustme

from tests.ingest.sites import Site, opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with opened() as found:
        yield found


@pytest.fixture
async def untrusted_site() -> AsyncIterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    async with opened(context) as found:
        yield found


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of loopback on which nothing listens, held so that nothing else takes it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
