"""The words a PDF is written with, read without a PDF library: what acts by itself, what is attached, what is locked.

Names are looked for outside streams and in streams of objects, which are inflated within bounds; an escape of a letter
(`/J#61vaScript`) hides none. What is drawn on the pages is never taken for a name.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from app.areas.documents.decoding.refusing import Refusal

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?![A-Za-z0-9_.+-])"
_ACTS = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|Rendition|Movie|Sound|GoToE|XFA|AA)"
    + _END
)
_OPENS = re.compile(rb"/OpenAction\s*<<(?![^>]*/GoTo" + _END + rb")[^>]*/S\b")
_HOLDS = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|Filespec|AF)" + _END)
_LOCKED = re.compile(rb"/Encrypt" + _END)
_OBJECTS = re.compile(rb"/ObjStm" + _END)
_ONE_FILTER = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?:/|>>)")
_FILTER = re.compile(rb"/(?:Filter|F)" + _END)
_MOST_INFLATED = 24 * 1024 * 1024
_DICTIONARY = 2048


def check_names(data: bytes) -> None:
    """Raises Refusal for what is not paper."""
    spent = 0
    for text in _written(data):
        spent += len(text)
        if spent > _MOST_INFLATED:
            raise Refusal("too_heavy")
        names = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)
        if _LOCKED.search(names):
            raise Refusal("protected_pdf")
        if _ACTS.search(names) or _OPENS.search(names):
            raise Refusal("script_inside")
        if _HOLDS.search(names):
            raise Refusal("embedded_files")


def _written(data: bytes) -> Iterator[bytes]:
    """What stands outside streams, then what streams of objects hold."""
    yield _STREAM.sub(b"stream endstream", data)
    for found in _STREAM.finditer(data):
        opening = data.rfind(b" obj", max(0, found.start() - _DICTIONARY), found.start())
        before = _ESCAPE.sub(
            lambda escape: bytes([int(escape[1], 16)]), data[max(0, opening) : found.start()]
        )
        if not _OBJECTS.search(before):
            continue
        if not _FILTER.search(before):
            yield found[1]
        elif _ONE_FILTER.search(before):
            yield _inflated(found[1])
        else:
            raise Refusal("script_inside")


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_INFLATED)
    except zlib.error:
        return b""
