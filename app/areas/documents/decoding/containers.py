"""The shells pictures come in, walked from end to end: cut short, followed or hiding something, they are refused.

A phone may write a second JPEG behind the first (for its screen), and its maker a few words at the end: those pass.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from app.areas.documents.decoding.refusing import Refusal
from app.areas.documents.decoding.values import Kind

_ZIP_END = b"PK\x05\x06"
_LONGEST_ZIP_END = 22 + 65535
_ACTIVE = (b"<script", b"<?php", b"<!doctype html", b"<iframe", b"<svg ")
_HEAD = 4096
_PADDING = b"\0\r\n \t\xff"
_IN_HEIF = (b"ftyp", b"meta", b"mdat", b"free", b"skip", b"uuid", b"idat", b"sefd")
_MAKERS_END = b"SEFT"
_MOST_BEHIND = 4
_MOST_IN_WEBP = 13_000_000
"""Its library holds a picture four times over; what a tablet sends has at most six million points."""


def check_alone(data: bytes, kind: Kind) -> None:
    """No archive ends here, no PDF begins near the start, no page of the web stands in the head."""
    end = data.rfind(_ZIP_END, max(0, len(data) - _LONGEST_ZIP_END))
    if end >= 0 and len(data) >= end + 22:
        (comment,) = struct.unpack_from("<H", data, end + 20)
        if end + 22 + comment <= len(data):
            raise Refusal("two_things_at_once")
    if kind != "pdf" and b"%PDF-" in data[:_HEAD]:
        raise Refusal("two_things_at_once")
    head = data[:_HEAD].lower()
    if any(mark in head for mark in _ACTIVE):
        raise Refusal("script_inside")


def check_jpeg(data: bytes) -> None:
    """Segments up to the end mark; behind it nothing, another JPEG, or what a maker signs."""
    end = _jpeg_end(data, 0)
    for _ in range(_MOST_BEHIND):
        rest = data[end:].lstrip(_PADDING[:-1])
        if not rest.startswith(b"\xff\xd8\xff"):
            break
        end = _jpeg_end(data, len(data) - len(rest))
    rest = data[end:]
    if rest.strip(_PADDING) and not rest.endswith(_MAKERS_END):
        raise Refusal("two_things_at_once")
    if _MAKERS_END in rest and b"ftyp" in rest:
        raise Refusal("two_things_at_once")


def _jpeg_end(data: bytes, at: int) -> int:
    """Where the picture that begins here ends, behind its end mark. Segments first; then drawn points, where a mark
    is never met by chance.
    """
    at += 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Refusal("truncated")
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0xD9:
            return at + 2
        elif mark == 0x01 or 0xD0 <= mark <= 0xD7:
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
            if mark == 0xDA:
                at = _after_points(data, at)
    if data[at : at + 2] == b"\xff\xd9":
        return at + 2
    raise Refusal("truncated")


def _after_points(data: bytes, at: int) -> int:
    """The next mark behind drawn points, where 0xFF is doubled by a zero or counts restarts."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Refusal("truncated")
        mark = data[at + 1]
        if mark == 0 or 0xD0 <= mark <= 0xD7:
            at += 2
        elif mark == 0xFF:
            at += 1
        else:
            return at


def check_png(data: bytes) -> None:
    """Chunks up to IEND, and nothing behind. A picture that moves is no page."""
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        at += 12 + length
        if name == b"acTL":
            raise Refusal("type_not_allowed")
        if name == b"IEND" and at <= len(data):
            if data[at:].strip(_PADDING):
                raise Refusal("two_things_at_once")
            return
    raise Refusal("truncated")


def check_webp(data: bytes) -> None:
    """One RIFF, as long as it says. A picture that moves is no page."""
    length = 8 + int.from_bytes(data[4:8], "little")
    if length > len(data):
        raise Refusal("truncated")
    if data[length:].strip(_PADDING):
        raise Refusal("two_things_at_once")
    at = 12
    while at + 8 <= length:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name in (b"ANIM", b"ANMF"):
            raise Refusal("type_not_allowed")
        if _webp_points(name, data[at + 8 : at + 18]) > _MOST_IN_WEBP:
            raise Refusal("too_heavy")
        at += 8 + size + size % 2
    if at > length:
        raise Refusal("truncated")


def _webp_points(name: bytes, head: bytes) -> int:
    """How many points this part of a WebP announces; 0 for parts that announce none."""
    if name == b"VP8X":
        width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (4, 7))
    elif name == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif name == b"VP8 ":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    else:
        return 0
    return width * height


def check_heif(data: bytes) -> None:
    """Boxes to the last byte, of the few names that a still picture needs."""
    for name in _boxes(data):
        if name in (b"moov", b"moof"):
            raise Refusal("type_not_allowed")
        if name not in _IN_HEIF:
            raise Refusal("two_things_at_once")


def _boxes(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        if at + 8 > len(data):
            raise Refusal("two_things_at_once" if data[at:].strip(_PADDING) else "truncated")
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        elif length == 0:
            length = len(data) - at
        yield name
        if length < 8 or at + length > len(data):
            raise Refusal("truncated")
        at += length


def check_pdf(data: bytes) -> None:
    """Ends as a PDF does, and nothing follows. What it holds is looked at elsewhere."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refusal("truncated")
    if data[end + 5 :].strip(_PADDING):
        raise Refusal("two_things_at_once")
