"""The disk: what is left free on it, and waiting for it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.ground.files.blobs import NoRoom, NotKept
from app.ground.logs import logger

RESERVE = 256 << 20
"""Bytes of the disk that documents leave free: a record that can be written is worth more than one more picture."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_log = logger(__name__)


def check_room(folder: Path) -> None:
    """Raises NoRoom when too little is left on the disk of `folder`."""
    if shutil.disk_usage(folder).free < RESERVE:
        raise NoRoom


@contextmanager
def refusing_when_unable() -> Iterator[None]:
    """A disk that is full, or a quota that is used up, raises NoRoom; one that cannot be written NotKept."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom from error
        _log.warning("files_not_kept", reason=errno.errorcode.get(error.errno or 0, "unknown"))
        raise NotKept from error


def sync(path: Path) -> None:
    """Waits until the disk holds a file, or what a folder lists."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> list[Path]:
    """Makes a folder for its owner alone, with those above it; returns the folders that list what was made."""
    made: list[Path] = []
    for one in (*reversed(folder.parents), folder):
        if not one.is_dir():
            with suppress(FileExistsError):
                one.mkdir(mode=0o700)
            made.append(one.parent)
    return made
