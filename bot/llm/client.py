"""Asks a model for objects: retries, repairs, learns the server's dialect, and stays within budget."""

import asyncio
import logging
import math
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from bot.llm import shapes
from bot.llm.breaker import Breaker
from bot.llm.budget import Budget
from bot.llm.dialect import Dialect, Question, Rung
from bot.llm.meter import Meter
from bot.llm.protocol import ModelUnavailable, Prompt
from bot.llm.wire import CallFailed, Reply, Wire

Shape = TypeVar("Shape", bound=BaseModel)
Sleep = Callable[[float], Awaitable[None]]

ATTEMPTS = 4
FIRST_PAUSE = 0.5  # seconds; doubled with each further attempt
LONGEST_PAUSE = 8.0

log = logging.getLogger(__name__)


class OpenAIModel:
    """A model behind an OpenAI-compatible server; a LanguageModel.

    `patience` bounds one `ask`, in seconds, and bounds once more the wait before it while `concurrency` others run.
    """

    def __init__(
        self,
        wire: Wire,
        name: str,
        window: int,
        *,
        breaker: Breaker,
        budget: Budget,
        meter: Meter,
        patience: float,
        concurrency: int = 2,
        sleep: Sleep = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self.window = window
        self.dialect = Dialect()
        self._wire = wire
        self._breaker = breaker
        self._budget = budget
        self._meter = meter
        self._patience = patience
        self._free = asyncio.Semaphore(concurrency)
        self._sleep = sleep
        self._jitter = jitter

    @property
    def resting(self) -> bool:
        """Whether the server keeps failing and is left alone for a while."""
        return self._breaker.open

    def tokens(self, text: str) -> int:
        """About how many tokens a text has; see `count_tokens`."""
        return count_tokens(text)

    async def ask(self, prompt: Prompt, shape: type[Shape], max_tokens: int) -> Shape:
        """Ask for one object of that shape, validated. Raises ModelUnavailable."""
        self._meter.asked()
        try:
            return await self._in_turn(Question(prompt, shape, max_tokens), shape)
        except ModelUnavailable as error:
            self._meter.failed(error.kind)
            log.info(
                "model gave nothing usable", extra={"prompt": prompt.name, "kind": error.kind, "reason": str(error)}
            )
            raise

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._wire.close()

    async def _in_turn(self, question: Question, shape: type[Shape]) -> Shape:
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise ModelUnavailable("the model has too much to do", "queue") from None
        try:
            async with asyncio.timeout(self._patience):
                return await self._validated(question, shape)
        except TimeoutError:
            raise ModelUnavailable(f"the server took longer than {self._patience:g} seconds", "slow") from None
        finally:
            self._free.release()

    async def _validated(self, question: Question, shape: type[Shape]) -> Shape:
        reply = await self._answer(question)
        try:
            return shapes.read(reply.text, shape)
        except shapes.Misshapen as error:
            wrong = error
        asked = self.dialect
        reply = await self._answer(question.repaired(reply.text, wrong.problems))
        try:
            repaired = shapes.read(reply.text, shape)
        except shapes.Misshapen:
            raise ModelUnavailable("the answer has not the form that was asked for", "misshapen") from None
        if wrong.ignored and asked.rung is Rung.SCHEMA:
            self._learn(replace(asked, rung=Rung.OBJECT))  # the schema was not heeded until it was put in words
        return repaired

    async def _answer(self, question: Question) -> Reply:
        """The reply to a question, after as many attempts and changes of dialect as it takes."""
        dialect = self.dialect
        attempt = 0
        while True:
            try:
                reply = await self._call(dialect, question)
            except CallFailed as failed:
                # An error of the server's own may have nothing to do with our words: first the same again.
                other = dialect.after(failed) if not failed.again or attempt else None
                attempt += failed.again
                if other is not None:
                    dialect = other
                elif not failed.again or attempt >= ATTEMPTS:
                    raise ModelUnavailable(failed.reason, failed.kind) from None
                else:
                    await self._pause(failed, attempt)
            else:
                self._learn(dialect)
                return _usable(reply)

    async def _call(self, dialect: Dialect, question: Question) -> Reply:
        if self.tokens(question.text) + question.max_tokens > self.window:
            raise ModelUnavailable("the text is too long for the model", "too_long")
        await self._budget.check()
        self._breaker.admit()
        try:
            reply = await self._wire.send(dialect.request(self.name, question))
        except CallFailed as failed:
            self._meter.sent(failed.kind)
            if failed.blames_server:
                self._breaker.failed()
            if failed.kind == "slow":  # it may have worked all the while
                await self._charge(self.tokens(question.text), 0)
            raise
        self._breaker.succeeded()
        self._meter.sent("ok")
        counted_in = self.tokens(question.text) if reply.tokens_in is None else reply.tokens_in
        counted_out = self.tokens(reply.text) if reply.tokens_out is None else reply.tokens_out
        await self._charge(counted_in, counted_out)
        return reply

    async def _charge(self, tokens_in: int, tokens_out: int) -> None:
        self._meter.used(tokens_in, tokens_out)
        await self._budget.charge(tokens_in + tokens_out)

    async def _pause(self, failed: CallFailed, attempt: int) -> None:
        if failed.after is not None and failed.after >= self._patience:
            raise ModelUnavailable(failed.reason, failed.kind)
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1))
        await self._sleep((failed.after or 0.0) + longest * (0.5 + self._jitter() / 2))

    def _learn(self, dialect: Dialect) -> None:
        if dialect != self.dialect:
            self.dialect = dialect
            log.info("learnt how the server wants to be asked", extra={"dialect": repr(dialect)})


def _usable(reply: Reply) -> Reply:
    if reply.refused:
        raise ModelUnavailable("the model refuses to answer", "refused")
    if reply.finish == "length":
        raise ModelUnavailable("the answer was cut off", "cut_off")
    return reply


_PIECES = re.compile(r"(?P<word>[A-Za-z]+)|(?P<digits>[0-9]+)|(?P<space>\s+)|(?P<mark>[!-/:-@\[-`{-~])|(?P<other>.)")


def count_tokens(text: str) -> int:
    """About how many tokens a text has, without any model's own tokenizer.

    A word counts one for each five letters begun, a digit, a mark and a line's end one each, any other character two.
    Of 150 English news texts, 95 % come out 7 % or more above the count of SmolLM2, whose vocabulary is small.
    """
    count = 0
    for piece in _PIECES.finditer(text):
        length = piece.end() - piece.start()
        match piece.lastgroup:
            case "word":
                count += math.ceil(length / 5)
            case "digits" | "mark":
                count += length
            case "space":
                count += piece[0].count("\n") > 0
            case _:
                count += 2
    return count
