from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

from bot.summarise.protocol import EngineContext

collect_ignore = ["plugin"]  # a package of its own, whose test runs where it is installed

P = ParamSpec("P")
T = TypeVar("T")


class Here:
    """Workers that run in this process."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)


@pytest.fixture(scope="session")
def context() -> EngineContext:
    return EngineContext(Here())
