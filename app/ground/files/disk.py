"""Blobs in a folder, for its owner alone: `ab/cd/abcd…`, whole under their names or not at all.

A blob is written beside, synced, then renamed. Deleting and putting stand in each other's way through a file lock, so
that what is put again is never deleted for having been old. Links are never followed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.ground.files.arriving import INCOMING, DiskArrival
from app.ground.files.blobs import BlobBroken, BlobMissing, Content, Held, is_name, name_of
from app.ground.files.room import check_room, make_folder, refusing_when_unable, sync
from app.ground.files.standing import standing

LOCK = ".lock"
_PATIENCE_SECONDS = 1.0


class DiskBlobs:
    """The blobs in `root`, which is made when the first one comes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, data: Content) -> str:
        chunks = [data] if isinstance(data, bytes) else data
        with refusing_when_unable():
            half = self.incoming() / f"put-{uuid.uuid4().hex}"
            try:
                name = self._written(half, chunks)
                self.place(half, name)
            finally:
                half.unlink(missing_ok=True)
        return name

    def get(self, name: str) -> bytes:
        path = self.path_of(name)
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise BlobMissing(name) from error
        except OSError as error:
            raise BlobBroken(name) from error
        try:
            with os.fdopen(handle, "rb") as file:
                data = file.read()
        except OSError as error:  # a folder where a file should be, a sector that cannot be read
            raise BlobBroken(name) from error
        if name_of(data) != name:
            raise BlobBroken(name)
        return data

    def exists(self, name: str) -> bool:
        path = self.path_of(name)
        return path.is_file() and not path.is_symlink()

    def size(self, name: str) -> int:
        if not self.exists(name):
            raise BlobMissing(name)
        return self.path_of(name).stat().st_size

    def names(self, start: str = "") -> Iterator[str]:
        for folder in _sorted(self.root, start[:2]):
            if len(folder.name) == 2:
                for inner in _sorted(folder, start[2:4]):
                    yield from self._named_in(inner, start)

    def delete(self, name: str, *, idle_since: datetime | None = None) -> bool:
        path = self.path_of(name)
        if not self.root.is_dir():
            return False
        with self._alone():
            if not os.path.lexists(path):
                return False
            if idle_since is not None and not self.is_idle(name, idle_since):
                return False
            path.unlink()
        return True

    def is_idle(self, name: str, since: datetime) -> bool:
        try:
            return self.path_of(name).lstat().st_mtime < since.timestamp()
        except FileNotFoundError:
            return False

    def keep(self, name: str, until: datetime) -> None:
        path = self.path_of(name)
        with self.staying(), suppress(FileNotFoundError):
            later = max(until.timestamp(), path.lstat().st_mtime)
            os.utime(path, (later, later), follow_symlinks=False)

    @contextmanager
    def staying(self) -> Iterator[None]:
        with self._lock() as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield

    def arrival(self, sender: uuid.UUID, name: str) -> DiskArrival:
        self.path_of(name)
        return DiskArrival(self, sender, name)

    def forget_arrivals(self, before: datetime) -> int:
        count = 0
        for path in _sorted(self.root / INCOMING):
            with suppress(FileNotFoundError):
                if path.lstat().st_mtime < before.timestamp():
                    path.unlink()
                    count += 1
        return count

    def standing(self) -> tuple[str, bool]:
        return standing(self.root)

    # -- what arrivals share --------------------------------------------------

    def path_of(self, name: str) -> Path:
        """Where a blob of that name lies. Raises ValueError when it is no name."""
        if not is_name(name):
            raise ValueError("not a blob's name")
        return self.root / name[:2] / name[2:4] / name

    def incoming(self) -> Path:
        """The folder of what has no name yet, on the same disk. Raises NoRoom when too little is left."""
        folder = self.root / INCOMING
        make_folder(folder)
        check_room(folder)
        return folder

    def place(self, half: Path, name: str) -> None:
        """Gives a written file its name, once the disk holds it; what was there under it is replaced."""
        path = self.path_of(name)
        with self.staying():
            made = make_folder(path.parent)
            sync(half)
            os.utime(half)
            half.replace(path)
            for folder in (path.parent, *made):
                sync(folder)

    def _written(self, half: Path, chunks: Iterable[bytes]) -> str:
        digest = hashlib.sha256()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(half, flags, 0o600), "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        return digest.hexdigest()

    def _named_in(self, folder: Path, start: str) -> Iterator[str]:
        for path in _sorted(folder, start):
            if is_name(path.name) and path == self.path_of(path.name) and not path.is_symlink():
                yield path.name

    @contextmanager
    def _lock(self) -> Iterator[int]:
        make_folder(self.root)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(self.root / LOCK, flags, 0o600)
        try:
            _belongs_with(handle, self.root)
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody puts or copies meanwhile; a moment is waited for it. Raises Held."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        with self._lock() as handle:
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() > deadline:
                        raise Held from error
                    time.sleep(0.01)
            yield


def _belongs_with(handle: int, folder: Path) -> None:
    """Made by the superuser, as a backup may be, the lock is still for whoever owns the folder."""
    owner = folder.stat()
    if os.geteuid() == 0 and os.fstat(handle).st_uid != owner.st_uid:
        os.fchown(handle, owner.st_uid, owner.st_gid)


def _sorted(folder: Path, start: str = "") -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(start))
    except (FileNotFoundError, NotADirectoryError):
        return []
