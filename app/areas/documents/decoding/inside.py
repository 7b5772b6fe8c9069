"""What the confined process does: it is bound, takes what is asked, loads what that needs, locks itself up, and only
then lets a library look at the bytes. Ends by itself; whatever it does not say in frames is not heard.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from app.areas.documents.decoding import frames
from app.areas.documents.decoding.confining import bound, lock_up
from app.areas.documents.decoding.looking import kind_of
from app.areas.documents.decoding.pictures import load_formats, picture_of
from app.areas.documents.decoding.refusing import Refusal
from app.areas.documents.decoding.sheets import drawn
from app.areas.documents.decoding.values import Kind


def main() -> None:
    """Answers one question, and is gone."""
    source, answer = sys.stdin.buffer, sys.stdout.buffer
    asked = json.loads(frames.take(source, frames.ASKED))
    bound(asked["memory_mb"], asked["pdf_seconds"])
    data = frames.take(source, frames.DATA)
    try:
        kind = kind_of(data, asked["mime"])
    except Refusal as refusal:
        refuse(answer, refusal.reason)
        return
    if kind != "pdf":
        bound(asked["memory_mb"], asked["picture_seconds"])
    load(kind)
    lock_up(has_threads=kind == "heif")
    give(answer, data, kind, asked)


def load(kind: Kind) -> None:
    """All that this kind needs, before anything is locked."""
    load_formats(kind)
    if kind == "pdf":
        import app.areas.documents.decoding.pdf  # noqa: F401


def give(answer: BinaryIO, data: bytes, kind: Kind, asked: dict) -> None:
    """The pages, or why there are none (any more)."""
    try:
        _pages(answer, data, kind, asked)
    except Refusal as refusal:
        refuse(answer, refusal.reason)
    except (MemoryError, RecursionError):
        refuse(answer, "too_heavy")


def refuse(answer: BinaryIO, reason: str) -> None:
    """A key of REASONS, as a frame."""
    answer.write(frames.framed(frames.REFUSED, reason.encode()))
    answer.flush()


def _pages(answer: BinaryIO, data: bytes, kind: Kind, asked: dict) -> None:
    answer.write(frames.framed(frames.KIND, kind.encode()))
    for image in _images(data, kind, asked):
        corners = asked["corners"] if kind != "pdf" else None
        sheet = drawn(image, corners, asked["bw"], asked["wants_text"])
        size = json.dumps([sheet.width, sheet.height]).encode()
        answer.write(frames.framed(frames.SIZE, size))
        answer.write(frames.framed(frames.LEGIBLE, sheet.legible))
        answer.write(frames.framed(frames.THUMB, sheet.thumb))
        if sheet.gray is not None:
            answer.write(frames.framed(frames.GRAY, sheet.gray))
        answer.flush()
    answer.write(frames.framed(frames.END))
    answer.flush()


def _images(data: bytes, kind: Kind, asked: dict) -> Iterator[Image.Image]:
    if kind != "pdf":
        yield picture_of(data, kind, asked["pixels"])
        return
    from app.areas.documents.decoding.pdf import pages_of

    yield from pages_of(data, asked["pages"])
