"""Who asks: starts the confined process, hears its frames, believes none of them, and has words read page by page."""

from __future__ import annotations

import json
import time
from dataclasses import asdict

from app.areas.documents.decoding import frames
from app.areas.documents.decoding.reading import words_of
from app.areas.documents.decoding.starting import begin
from app.areas.documents.decoding.values import (
    LIMITS,
    REASONS,
    Asked,
    Decoded,
    Kind,
    Limits,
    Refused,
    Sheet,
)
from app.areas.documents.decoding.waiting import Answers, TooLong, end, was_stopped

_KINDS: tuple[Kind, ...] = ("jpeg", "png", "webp", "heif", "pdf")
_DRAWN = b"VP8 "


def decode(data: bytes, asked: Asked, limits: Limits = LIMITS) -> Decoded | Refused:
    """The pages of these bytes, or why there are none: all of them or nothing, whatever the bytes do."""
    if not data:
        return Refused("empty")
    if len(data) > limits.bytes:
        return Refused("too_big")
    process = begin("inside")
    answers = Answers(process, limits.pdf_seconds * limits.wall_factor, limits.answer_bytes)
    answers.send(question(data, asked, limits))
    try:
        return heard(answers, asked, limits)
    except TooLong:
        return Refused("too_heavy")
    except EOFError:
        return Refused("too_heavy" if was_stopped(process) else "unreadable")
    except ValueError:
        return Refused("unreadable")
    finally:
        end(process)


def question(data: bytes, asked: Asked, limits: Limits) -> bytes:
    """What is sent in."""
    said = json.dumps({**asdict(limits), **asdict(asked)}).encode()
    return frames.framed(frames.ASKED, said) + frames.framed(frames.DATA, data)


def heard(answers: Answers, asked: Asked, limits: Limits) -> Decoded | Refused:
    """What comes out. Raises EOFError or TooLong when nothing does, ValueError when it is not what was asked for."""
    letter, said = answers.next()
    if letter == frames.REFUSED:
        return _refused(said)
    kind = _kind(letter, said)
    sheets: list[Sheet] = []
    reader = _Reader(limits)
    while True:
        letter, said = answers.next()
        if letter == frames.REFUSED:
            return _refused(said)
        if letter == frames.END and sheets:
            return Decoded(kind, tuple(sheets))
        if letter != frames.SIZE or len(sheets) >= limits.pages:
            raise ValueError("not an answer")
        sheets.append(_sheet(said, answers, reader if asked.wants_text else None))
        if sum(len(sheet.legible) + len(sheet.thumb) for sheet in sheets) > limits.answers_bytes:
            raise TooLong


class _Reader:
    """Has words read, page after page, for so long in all; the pages that follow have none."""

    def __init__(self, limits: Limits) -> None:
        self._seconds, self._left = limits.reading_seconds, limits.reading_in_all

    def read(self, gray: bytes) -> str | None:
        if self._left <= 0:
            return None
        before = time.monotonic()
        text = words_of(gray, self._seconds)
        self._left -= time.monotonic() - before
        return text


def _sheet(size: bytes, answers: Answers, reader: _Reader | None) -> Sheet:
    width, height = json.loads(size)
    if not (isinstance(width, int) and isinstance(height, int)):
        raise ValueError("not a size")
    legible = _plain_webp(*answers.next(), frames.LEGIBLE)
    thumb = _plain_webp(*answers.next(), frames.THUMB)
    text = None
    if reader is not None:
        letter, gray = answers.next()
        if letter != frames.GRAY or not gray.startswith(b"P5 "):
            raise ValueError("not a grey page")
        text = reader.read(gray)
    return Sheet(legible, thumb, width, height, text)


def _plain_webp(letter: bytes, picture: bytes, expected: bytes) -> bytes:
    """A WebP that holds one picture and nothing beside it: no place, no camera, no profile."""
    is_webp = picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" and picture[12:16] == _DRAWN
    if letter != expected or not is_webp:
        raise ValueError("not a picture of ours")
    drawn = int.from_bytes(picture[16:20], "little")
    if len(picture) != 20 + drawn + drawn % 2:
        raise ValueError("not a picture alone")
    return picture


def _kind(letter: bytes, said: bytes) -> Kind:
    for kind in _KINDS:
        if letter == frames.KIND and said == kind.encode():
            return kind
    raise ValueError("not a kind")


def _refused(said: bytes) -> Refused:
    reason = said.decode("ascii", "replace")
    return Refused(reason if reason in REASONS else "unreadable")
