"""A TCP proxy between tablets and server: it cuts connections at any byte, delays them, or loses an answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass

_NOW = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one connection: how many bytes pass each way before it is cut (None: all), and how late."""

    up: int | None = None
    down: int | None = None
    delay: float = 0.0
    is_abrupt: bool = False


FINE = Fate()


class Proxy:
    """Listens on a free port of localhost. `fate` is asked once for each new connection."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.fate: Callable[[], Fate] = lambda: FINE
        self.cuts = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def change(self, fate: Callable[[], Fate]) -> None:
        """From now on another weather; what is connected is cut, or it would keep the weather of its first day."""
        self.fate = fate
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    def close(self) -> None:
        """Cuts whatever still passes, and is gone."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._listener.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        start = asyncio.start_server(self._serve, sock=self._listener)
        self._loop.run_until_complete(start)
        self._loop.run_forever()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        fate = self.fate()
        try:
            far, forth = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            back.transport.abort()
            return
        self._open |= {back, forth}
        both = [
            asyncio.create_task(self._pass(near, forth, fate.up, fate.delay)),
            asyncio.create_task(self._pass(far, back, fate.down, fate.delay)),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        self._open -= {back, forth}
        for writer in (back, forth):
            _end(writer, is_abrupt=fate.is_abrupt)

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        left: int | None,
        delay: float,
    ) -> None:
        """Hands on what comes, until its end or until `left` bytes have passed."""
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if delay:
                    await asyncio.sleep(delay)
                if left is not None and len(data) >= left:
                    writer.write(data[:left])
                    await writer.drain()
                    self.cuts += 1
                    return
                writer.write(data)
                await writer.drain()
                left = None if left is None else left - len(data)


def _end(writer: asyncio.StreamWriter, *, is_abrupt: bool) -> None:
    """Closes politely, or as a machine that lost its power does."""
    if is_abrupt:
        with contextlib.suppress(OSError):
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOW)
        writer.transport.abort()
    else:
        writer.close()
