"""What an antivirus says of bytes, where the host runs one: ClamAV, over its socket (INSTREAM), nothing on a disk.

Without one, or when it does not answer, a document is "not checked" and says so on the screens: an ordonnance is not
kept from whoever must give it because a program is down.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import Literal, Protocol
from urllib.parse import urlsplit

from app.ground.logs import logger

Verdict = Literal["not_checked", "clean", "infected"]

_log = logger(__name__)
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
CONNECT_SECONDS, ANSWER_SECONDS = 2.0, 30.0


class Configured(Protocol):
    """The one setting read here: unix:///path or tcp://host:port; None when the host runs no antivirus."""

    @property
    def antivirus_url(self) -> str | None: ...


def scan(data: bytes, settings: Configured) -> Verdict:
    """What the antivirus says. Its silence is "not_checked", and a line in the log without any name."""
    if settings.antivirus_url is None:
        return "not_checked"
    try:
        answer = _asked(settings.antivirus_url, data)
    except OSError as error:
        _log.warning("antivirus.silent", error=type(error).__name__)
        return "not_checked"
    if answer.endswith(b" FOUND"):
        return "infected"
    if answer == b"stream: OK":
        return "clean"
    _log.warning("antivirus.unsure")
    return "not_checked"


def is_reachable(settings: Configured) -> bool:
    """Whether one is configured and answers."""
    if settings.antivirus_url is None:
        return False
    try:
        with _connected(settings.antivirus_url) as line:
            line.sendall(b"zPING\0")
            return _said(line) == b"PONG"
    except OSError:
        return False


def _asked(url: str, data: bytes) -> bytes:
    """`zINSTREAM`, pieces with their length, a piece of nothing; then a sentence that ends with a zero."""
    with _connected(url) as line:
        # It may refuse in the middle (too long for it): what it said then is still there to be read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
        return _said(line)


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_SECONDS)
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
    else:
        line = socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _said(line: socket.socket) -> bytes:
    answer = bytearray()
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return bytes(answer).rstrip(b"\0").strip()
