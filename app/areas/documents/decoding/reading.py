"""The words of a page, read by Tesseract where the machine has it: a process of its own, bound like the decoder.

The page is a grey picture that the decoder drew, never the bytes that arrived. A page without words, or one that takes
too long, is still a page: it answers no text.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

from app.areas.documents.decoding.confining import bound, lock_reader
from app.areas.documents.decoding.starting import begin
from app.areas.documents.decoding.waiting import Answers, TooLong, end

_LANGUAGE = "fra"
_MEMORY_MB = 320
_MOST = 256 * 1024


def words_of(gray: bytes, seconds: int) -> str | None:
    """The text of a page (a PGM); None where nobody can read, or reading fails."""
    program = _program()
    if program is None:
        return None
    process = begin("reading", program, seconds)
    answers = Answers(process, seconds * 3, _MOST)
    answers.send(gray)
    try:
        said = answers.rest()
    except TooLong:
        end(process)
        return None
    process.wait()
    return said.decode("utf-8", "replace").replace("\f", "").strip() if end(process) == 0 else None


def main(program: str, seconds: int) -> None:
    """Inside: bound, locked, then no longer this program."""
    bound(_MEMORY_MB, seconds)
    lock_reader(program)
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
