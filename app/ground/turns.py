"""Turns at writing: SQLite takes one writer at a time, and waits for it by sleeping longer and longer.

Under load that sleep is most of the time spent. Here writers stand in line instead, threads behind a lock and
processes behind a file lock, which the kernel hands on at once and frees when a process dies.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import TimeoutError

_PATIENCE_SECONDS = 30.0


class Turns:
    """The line in front of one database file. SQLite's own lock still decides; this one only orders."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-turns")
        self._lock = threading.Lock()
        self._writer: int | None = None
        self._file: tuple[int, int] | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Inside the block it is the caller's turn to write.

        Raises TimeoutError after half a minute, RuntimeError when this thread is writing already.
        """
        if self._writer == threading.get_ident():
            raise RuntimeError("this thread is writing to that database already")
        if not self._lock.acquire(timeout=_PATIENCE_SECONDS):
            raise TimeoutError("another writer has kept its turn for too long")
        self._writer = threading.get_ident()
        try:
            descriptor = self._descriptor()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)
        finally:
            self._writer = None
            self._lock.release()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file[1])
            self._file = None

    def _descriptor(self) -> int:
        """One per process: a lock held through a descriptor that a fork shares keeps nobody out."""
        if self._file is None or self._file[0] != os.getpid():
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._file = (os.getpid(), os.open(self._path, flags, 0o600))
        return self._file[1]
