"""The proxy lets through what it says, to the byte, and cuts the rest."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.soak.proxy import FINE, Fate, Proxy


@pytest.fixture
def heard() -> list[bytes]:
    """What each connection to the server behind it said, once it ended."""
    return []


@pytest.fixture
def proxy(heard: list[bytes]) -> Iterator[Proxy]:
    """In front of a server that answers what it is told, in capitals."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_answer, args=(listener, heard), daemon=True).start()
    made = Proxy(listener.getsockname()[1])
    yield made
    made.close()
    listener.close()


def _answer(listener: socket.socket, heard: list[bytes]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_shout, args=(connection, heard), daemon=True).start()


def _shout(connection: socket.socket, heard: list[bytes]) -> None:
    with connection:
        said = b""
        try:
            while data := connection.recv(65536):
                said += data
                connection.sendall(data.upper())
        except OSError:
            pass
        heard.append(said)


def said(proxy: Proxy, text: bytes) -> bytes:
    """What comes back before the end."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=2) as wire:
        wire.sendall(text)
        found = b""
        try:
            while len(found) < len(text) and (data := wire.recv(65536)):
                found += data
        except OSError:
            pass
        return found


def test_in_fine_weather_everything_passes(proxy: Proxy):
    assert said(proxy, b"transmission" * 10_000) == b"TRANSMISSION" * 10_000
    assert proxy.cuts == 0


@pytest.mark.parametrize("is_abrupt", [False, True])
def test_an_answer_is_cut_at_its_byte(proxy: Proxy, is_abrupt: bool):
    proxy.fate = lambda: Fate(down=5, is_abrupt=is_abrupt)
    assert len(said(proxy, b"transmission")) <= 5
    assert proxy.cuts == 1
    proxy.fate = lambda: FINE
    assert said(proxy, b"again") == b"AGAIN"


def test_a_request_is_cut_at_its_byte(proxy: Proxy, heard: list[bytes]):
    proxy.fate = lambda: Fate(up=7)
    assert len(said(proxy, b"transmission")) <= 7
    until = time.monotonic() + 10
    while not heard and time.monotonic() < until:
        time.sleep(0.01)
    assert heard == [b"transmi"]


def test_another_weather_reaches_whoever_is_connected(proxy: Proxy):
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=2) as wire:
        wire.sendall(b"before")
        assert wire.recv(100) == b"BEFORE"
        proxy.change(lambda: FINE)
        with pytest.raises(OSError):
            while wire.recv(100):
                pass
            raise OSError("closed")


def test_nobody_behind_it_is_a_connection_that_ends(proxy: Proxy):
    proxy.target = 1
    assert said(proxy, b"transmission") == b""
