"""Requests sent drop by drop to the server as it is deployed: they give their threads back."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.server import Server

THREADS = 8
MOST_SECONDS = 3.0
GRACE = 8.0
HEAD = "POST /api/v1/signin/options HTTP/1.1\r\nHost: localhost:{port}\r\n"
TYPE = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn, with the settings of deploy/: two processes of four threads, less patient than deployed."""
    folder = tmp_path_factory.mktemp("slow")
    words = ("tests.app.serving_impatiently", str(MOST_SECONDS))
    running = Server(folder / "instance", words=words)
    running.command("init")
    yield running.start()
    running.stop()


def begin(server: Server, text: str) -> socket.socket:
    """A connection that has sent so much of a request, and holds the rest back."""
    made = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    made.sendall(text.format(port=server.port).encode())
    return made


@pytest.mark.parametrize(
    "begun",
    [HEAD, HEAD + TYPE + "Content-Length: 1000\r\n\r\n{{"],
    ids=["a head without end", "a body without end"],
)
def test_slow_senders_give_their_threads_back(server: Server, begun: str) -> None:
    """As many as there are threads, however they fall upon the two processes, each sending a byte now and then."""
    slow = [begin(server, begun) for _ in range(THREADS)]
    until = time.monotonic() + 3 * MOST_SECONDS + GRACE
    held = list(slow)
    while held and time.monotonic() < until:
        held = [one for one in held if is_held(one)]
        time.sleep(0.25)
    for one in slow:
        one.close()
    assert len(held) == 0, "these still hold a thread"
    assert answers(server)


def test_a_body_that_stops_is_refused_and_not_kept_waiting(server: Server) -> None:
    one = begin(server, HEAD + TYPE + "Content-Length: 1000\r\n\r\n{{")
    started = time.monotonic()
    told = one.recv(1000)
    assert time.monotonic() - started < MOST_SECONDS + GRACE
    assert told == b"" or b" 400 " in told.split(b"\r\n")[0], told[:80]
    one.close()


def test_an_answer_may_take_longer_than_its_request(server: Server) -> None:
    """A connection kept open between two requests is not cut by what the first took."""
    with httpx.Client(base_url=server.origin, timeout=60) as tablet:
        assert tablet.get("/healthz").status_code == 200
        time.sleep(MOST_SECONDS + 2)
        assert tablet.get("/healthz").status_code == 200


def is_held(one: socket.socket) -> bool:
    """Sends one more byte; whether the other side still waits for the rest."""
    one.settimeout(0.01)
    try:
        one.sendall(b"x")
        one.recv(1000)
    except TimeoutError:
        return True
    except OSError:
        return False
    return False


def answers(server: Server) -> bool:
    try:
        return httpx.get(f"{server.origin}/healthz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
