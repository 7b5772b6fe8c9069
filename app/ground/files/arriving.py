"""A blob on its way, piece by piece: one file a sender and name, which becomes the blob when its hash is right."""

from __future__ import annotations

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.ground.files.blobs import WrongContent, WrongOffset
from app.ground.files.room import refusing_when_unable

if TYPE_CHECKING:
    from app.ground.files.disk import DiskBlobs

INCOMING = "incoming"
_CHUNK = 1 << 20


class DiskArrival:
    """What came of `name` from `sender`. Two requests at once for the same one stand in line."""

    def __init__(self, blobs: DiskBlobs, sender: uuid.UUID, name: str) -> None:
        self._blobs = blobs
        self._name = name
        self._path = blobs.root / INCOMING / f"{sender.hex}-{name}"

    @property
    def held(self) -> int:
        try:
            return self._path.lstat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def add(self, at: int, data: bytes) -> int:
        with refusing_when_unable():
            self._blobs.incoming()
            return self._added(at, data)

    def _added(self, at: int, data: bytes) -> int:
        with self._held_open(os.O_CREAT) as handle:
            before = os.fstat(handle).st_size
            if at != before:
                raise WrongOffset(before)
            try:
                _write_all(handle, data, before)
            except OSError:
                os.ftruncate(handle, before)
                raise
            return before + len(data)

    def finish(self) -> None:
        with refusing_when_unable():
            self._finish()

    def _finish(self) -> None:
        try:
            with self._held_open() as handle:
                if _hash_of(handle) != self._name:
                    self.drop()
                    raise WrongContent
                self._blobs.place(self._path, self._name)
        except FileNotFoundError as error:
            if not self._blobs.exists(self._name):
                raise WrongContent from error

    def drop(self) -> None:
        self._path.unlink(missing_ok=True)

    @contextmanager
    def _held_open(self, flag: int = 0) -> Iterator[int]:
        """The file, ours alone; once the turn has come it may have left meanwhile, and is opened again."""
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | flag
        while True:
            handle = os.open(self._path, flags, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if _is_at(handle, self._path):
                    yield handle
                    return
            finally:
                os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _write_all(handle: int, data: bytes, at: int) -> None:
    left = memoryview(data)
    while left:
        done = os.pwrite(handle, left, at)
        left, at = left[done:], at + done


def _hash_of(handle: int) -> str:
    digest = hashlib.sha256()
    os.lseek(handle, 0, os.SEEK_SET)
    while chunk := os.read(handle, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
