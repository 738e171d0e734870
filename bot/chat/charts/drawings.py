"""Drawings that become pictures just before a message is sent."""

import logging
from collections.abc import Iterable
from typing import TypeVar

from bot.chat.charts.timeline import timeline_picture
from bot.chat.replies import Drawing, Picture
from bot.model.runtime import Workers

T = TypeVar("T")

log = logging.getLogger(__name__)


async def drawn(blocks: Iterable[T], workers: Workers | None) -> tuple[T | Picture, ...]:
    """The blocks with pictures in place of drawings, or without them where none can be made: they are only an extra."""
    made: list[T | Picture] = []
    for block in blocks:
        if not isinstance(block, Drawing):
            made.append(block)
        elif workers is not None:
            try:
                made.append(await workers.run(timeline_picture, block.events, block.locale))
            except Exception:
                log.exception("no picture")
    return tuple(made)
