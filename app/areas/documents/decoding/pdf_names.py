"""The words a PDF is written with, read without a PDF library: what acts by itself, what is attached, what is locked.

Long names are looked for everywhere, since where a stream begins can be lied about; short ones, which chance writes
too, outside streams. Both in streams of objects, inflated within bounds. An escape (`/J#61vaScript`) hides none.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from app.areas.documents.decoding.refusing import Refusal

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?![A-Za-z0-9_.+-])"
_ACTS = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|RichMedia|Rendition|Movie|Sound|GoToE)" + _END
)
_ACTS_IN_SHORT = re.compile(rb"/(?:JS|XFA|AA)" + _END)
_OPENS = re.compile(rb"/OpenAction\s*<<(?![^>]{0,400}/GoTo" + _END + rb")[^>]{0,400}/S\b")
_HOLDS = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|Filespec)" + _END)
_HOLDS_IN_SHORT = re.compile(rb"/AF" + _END)
_LOCKED = re.compile(rb"/Encrypt" + _END)
_OBJECTS = re.compile(rb"/ObjStm" + _END)
_ONE_FILTER = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?:/|>>)")
_FILTER = re.compile(rb"/(?:Filter|F)" + _END)
_MOST_INFLATED = 24 * 1024 * 1024
_DICTIONARY = 2048


def check_names(data: bytes) -> None:
    """Raises Refusal for what is not paper."""
    names = _plain(data)
    if _ACTS.search(names):
        raise Refusal("script_inside")
    if _HOLDS.search(names):
        raise Refusal("embedded_files")
    spent = 0
    for text in _written(data):
        spent += len(text)
        if spent > _MOST_INFLATED:
            raise Refusal("too_heavy")
        _check(_plain(text))


def _check(names: bytes) -> None:
    if _LOCKED.search(names):
        raise Refusal("protected_pdf")
    if any(acts.search(names) for acts in (_ACTS, _ACTS_IN_SHORT, _OPENS)):
        raise Refusal("script_inside")
    if _HOLDS.search(names) or _HOLDS_IN_SHORT.search(names):
        raise Refusal("embedded_files")


def _written(data: bytes) -> Iterator[bytes]:
    """What stands outside streams, then what streams of objects hold."""
    streams = list(_streams(data))
    outside, at = [], 0
    for start, end in streams:
        outside.append(data[at:start])
        at = end
    yield b"\n".join((*outside, data[at:]))
    for start, end in streams:
        opening = data.rfind(b" obj", max(0, start - _DICTIONARY), start)
        before = _plain(data[max(opening, start - _DICTIONARY, 0) : start])
        if not _OBJECTS.search(before):
            continue
        if not _FILTER.search(before):
            yield data[start:end]
        elif _ONE_FILTER.search(before):
            yield _inflated(data[start:end])
        else:
            raise Refusal("script_inside")


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream begins and ends; one that never ends is no stream, and is read like the rest."""
    at = 0
    while (found := data.find(b"stream", at)) >= 0:
        start = found + 6
        start += 2 if data[start : start + 2] == b"\r\n" else data[start : start + 1] == b"\n"
        end = data.find(b"endstream", start)
        if end < 0:
            return
        yield start, end
        at = end + 9


def _plain(text: bytes) -> bytes:
    """Names with their escapes undone."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_INFLATED)
    except zlib.error:
        return b""
