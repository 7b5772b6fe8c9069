"""Load over loopback that costs almost nothing: requests written beforehand, one kept connection a tablet."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer and how long it took, in milliseconds."""

    milliseconds: float
    status: int
    body: bytes

    def json(self) -> Any:
        """The answer, which travels compressed when it is long."""
        return json.loads(gzip.decompress(self.body) if self.body.startswith(_GZIP) else self.body)


class Wire:
    """One connection to the server, kept open as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = self._socket.makefile("rb")

    def send(self, request: bytes) -> Reply:
        """One exchange, timed from the first byte out to the last byte in."""
        started = time.perf_counter()
        self._socket.sendall(request)
        status = int(self._reader.readline().split()[1])
        length = 0
        while (line := self._reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self._reader.read(length)
        return Reply((time.perf_counter() - started) * 1000, status, body)

    def close(self) -> None:
        self._reader.close()
        self._socket.close()


def written(method: str, url: str, cookies: dict[str, str], body: Any = None) -> bytes:
    """A whole HTTP request, ready to be sent again and again."""
    place = urlsplit(url)
    path = f"{place.path}?{place.query}" if place.query else place.path
    payload = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {place.netloc}",
        "Sec-Fetch-Site: same-origin",
        "Accept-Encoding: gzip",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()),
    ]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(payload)}"]
    return "\r\n".join([*lines, "", ""]).encode() + payload


def together(port: int, requests: Sequence[Sequence[bytes]]) -> tuple[float, list[Reply]]:
    """Each tablet sends its requests one after the other, all tablets at once; seconds and replies."""
    replies: list[list[Reply]] = [[] for _ in requests]

    def work(at: int, wire: Wire, ready: Callable[[], Any]) -> None:
        ready()
        for request in requests[at]:
            replies[at].append(wire.send(request))
        wire.close()

    started = _race(port, len(requests), work)
    return time.perf_counter() - started, [reply for one in replies for reply in one]


def in_step(port: int, requests: Sequence[Sequence[bytes]], per_second: float) -> list[Reply]:
    """The requests of all tablets in turn, one every 1/`per_second`, whether or not the last was answered."""
    replies: list[list[Reply]] = [[] for _ in requests]
    step, count = 1 / per_second, len(requests)

    def work(at: int, wire: Wire, ready: Callable[[], Any]) -> None:
        ready()
        start = time.perf_counter()
        for turn, request in enumerate(requests[at]):
            due = start + (turn * count + at) * step
            time.sleep(max(0.0, due - time.perf_counter()))
            replies[at].append(wire.send(request))
        wire.close()

    _race(port, count, work)
    return [reply for one in replies for reply in one]


def _race(port: int, count: int, work: Callable[[int, Wire, Callable[[], Any]], None]) -> float:
    """Starts one thread a tablet, all connected, and waits for them; when the race began."""
    line = threading.Barrier(count + 1)
    failures: list[BaseException] = []

    def guarded(at: int) -> None:
        try:
            work(at, Wire(port), line.wait)
        except BaseException as error:
            failures.append(error)
            line.abort()

    threads = [threading.Thread(target=guarded, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    with contextlib.suppress(threading.BrokenBarrierError):
        line.wait(timeout=60)
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return started
