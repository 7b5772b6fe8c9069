"""The words of a page, read by Tesseract where the machine has it: a process of its own, bound like the decoder.

The page is a grey picture that the decoder drew, never the bytes that arrived. A page without words, or one that takes
too long, is still a page: it answers no text.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import lru_cache

from app.areas.documents.decoding.confining import bound, lock_reader
from app.areas.documents.decoding.starting import begin
from app.areas.documents.decoding.waiting import Answers, TooLong, end

_LANGUAGE = "fra"
_MEMORY_MB = 320
_MOST = 256 * 1024
_TO_END = 5.0


def words_of(gray: bytes, seconds: int) -> str | None:
    """The text of a page (a PGM); None where nobody can read, or reading fails."""
    program = _program()
    if program is None:
        return None
    code, said = _read(gray, seconds, program, has_landlock=True)
    if code == -signal.SIGSYS:
        # Who runs us lets nobody ask for Landlock, and ends whoever does: the other bonds hold.
        code, said = _read(gray, seconds, program, has_landlock=False)
    return said.decode("utf-8", "replace").replace("\f", "").strip() if code == 0 else None


def _read(gray: bytes, seconds: int, program: str, *, has_landlock: bool) -> tuple[int, bytes]:
    """How it ended, and what it said."""
    process = begin("reading", program, seconds, has_landlock)
    answers = Answers(process, seconds * 3, _MOST)
    answers.send(gray)
    try:
        said = answers.rest()
        process.wait(_TO_END)
    except (TooLong, subprocess.TimeoutExpired):
        said = b""
    return end(process), said


def main(program: str, seconds: int, has_landlock: bool) -> None:
    """Inside: bound, locked, then no longer this program."""
    bound(_MEMORY_MB, seconds)
    lock_reader(program if has_landlock else None)
    asked = [program, "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3", "--dpi", "200"]
    os.execv(program, asked)  # noqa: S606


@lru_cache(maxsize=1)
def _program() -> str | None:
    """Tesseract with French beside it; asked once."""
    found = shutil.which("tesseract")
    if found is None:
        return None
    listed = subprocess.run([found, "--list-langs"], capture_output=True, timeout=10, check=False)
    return found if _LANGUAGE in listed.stdout.decode("utf-8", "replace").split() else None
