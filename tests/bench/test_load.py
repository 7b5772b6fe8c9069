"""The load is what it says: every request sent once, in order, at its time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import Wire, in_step, together, written

SEEN: list[tuple[str, float]] = []


class Recorder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        SEEN.append((self.path, time.perf_counter()))
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    SEEN.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def posts(tablet: int, count: int) -> list[bytes]:
    return [
        written("POST", f"http://localhost:8000/{tablet}/{number}", {}, {"n": number})
        for number in range(count)
    ]


def test_one_exchange_brings_status_body_and_time(port: int):
    wire = Wire(port)
    reply = wire.send(written("POST", "http://localhost/broken", {"a": "b"}, {"é": 1}))
    wire.close()
    assert (reply.status, reply.json()) == (500, {"é": 1})
    assert 0 < reply.milliseconds < 1000


def test_all_tablets_send_all_they_have(port: int):
    seconds, replies = together(port, [posts(tablet, 5) for tablet in range(4)])
    assert len(replies) == 20
    assert {path for path, _ in SEEN} == {f"/{t}/{n}" for t in range(4) for n in range(5)}
    assert 0 < seconds < 5


def test_posts_in_step_come_at_the_rate_asked_for(port: int):
    replies = in_step(port, [posts(tablet, 5) for tablet in range(4)], per_second=50)
    times = sorted(at for _, at in SEEN)
    assert len(replies) == 20
    assert 0.3 < times[-1] - times[0] < 0.6


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises(OSError):
        together(1, [posts(0, 1)])
