"""The real bot as a process of its own, told by settings alone where its platform is."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[2]
RUN = ("-m", "bot", "run")
HOST = "127.0.0.1"


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.create_server((HOST, 0)) as server:
        port: int = server.getsockname()[1]
        return port


class Platform(Protocol):
    """A platform on a port of this machine."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What a bot must be told to find it, and to be let in."""
        ...


class BotProcess:
    """A running bot; `lines` is what it has logged so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls,
        platform: Platform,
        folder: Path,
        settings: Mapping[str, object] | None = None,
        *,
        run: Sequence[str] = RUN,
        fds: Sequence[int] = (),
    ) -> "BotProcess":
        """Start it with its database in a folder; `run` is what Python is given, `fds` what it inherits."""
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
            "FETCH_ALLOW_HOSTS": HOST,
            "LOG_FORMAT": "json",
            **platform.settings,
            **{name: str(value) for name, value in (settings or {}).items()},
        }
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable, *run, env=env, cwd=folder, stderr=asyncio.subprocess.PIPE, pass_fds=fds
            )
        )

    async def kill(self) -> None:
        """End it as nothing can catch."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        return await self._end(signal.SIGTERM)

    async def ended(self, seconds: float = 60) -> int:
        """Wait for its end, and return its exit code."""
        async with asyncio.timeout(seconds):
            await asyncio.shield(self._reading)
            return await self.process.wait()

    async def says(self, text: str, seconds: float = 60) -> str:
        """Wait for a log line that holds a text."""
        async with asyncio.timeout(seconds):
            while not (found := [line for line in self.lines if text in line]):
                self._news.clear()
                await self._news.wait()
        return found[0]

    async def _end(self, how: signal.Signals) -> int:
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await self.ended()

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().rstrip())
            self._news.set()
