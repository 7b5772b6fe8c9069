"""What goes through the pipes of the confined process: a letter, a length, and that many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

ASKED = b"A"
DATA = b"D"
KIND = b"K"
SIZE = b"S"
LEGIBLE = b"L"
THUMB = b"T"
GRAY = b"G"
END = b"E"
REFUSED = b"R"

_HEAD = struct.Struct(">cI")
HEAD_SIZE = _HEAD.size


def framed(letter: bytes, payload: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return _HEAD.pack(letter, len(payload)) + payload


def head_of(head: bytes) -> tuple[bytes, int]:
    """The letter and the length that a frame begins with."""
    letter, length = _HEAD.unpack(head)
    return letter, length


def take(stream: BinaryIO, letter: bytes) -> bytes:
    """The payload of the next frame, which must be of this letter. Raises EOFError when it is not."""
    head = stream.read(HEAD_SIZE)
    if len(head) < HEAD_SIZE:
        raise EOFError
    found, length = head_of(head)
    payload = stream.read(length)
    if found != letter or len(payload) < length:
        raise EOFError
    return payload
