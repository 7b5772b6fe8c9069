"""The list of the files that a backup holds: their names, which are their hashes, and their sizes, one a line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.ground.backup.errors import RestoreRefused
from app.ground.files import is_name

NAME = "files.list"


@dataclass(frozen=True, slots=True)
class Files:
    """What a manifest says of them: how many, their bytes, the hash of the list, and how many were damaged already."""

    count: int
    size: int
    sha256: str
    damaged: int

    def is_sound(self) -> bool:
        """Whether these are values of their kinds."""
        numbers = (self.count, self.size, self.damaged)
        return all(type(one) is int and one >= 0 for one in numbers) and isinstance(
            self.sha256, str
        )


def write(folder: Path, sizes: Mapping[str, int], damaged: int) -> Files:
    """Writes the list beside the data, for its owner alone, and waits for the disk."""
    text = "".join(f"{name} {size}\n" for name, size in sorted(sizes.items())).encode()
    handle = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Files(len(sizes), sum(sizes.values()), hashlib.sha256(text).hexdigest(), damaged)


def read(folder: Path, told: Files | None) -> dict[str, int]:
    """The names and sizes, if the list is to the byte what the manifest says. Raises RestoreRefused.

    A backup of before there were files has none.
    """
    if told is None:
        return {}
    try:
        text = (folder / NAME).read_bytes()
    except OSError as error:
        raise RestoreRefused(f"{folder} : la liste des fichiers manque.") from error
    if hashlib.sha256(text).hexdigest() != told.sha256:
        raise RestoreRefused(f"{folder} : la liste des fichiers a été abîmée ou modifiée.")
    try:
        return dict(_line(line) for line in text.decode("ascii").splitlines())
    except ValueError as error:
        raise RestoreRefused(f"{folder} : la liste des fichiers est illisible.") from error


def _line(line: str) -> tuple[str, int]:
    name, size = line.split(" ")
    if not is_name(name):
        raise ValueError("not a blob's name")
    return name, int(size)
