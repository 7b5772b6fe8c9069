"""The manifest of one part of a backup: what the file beside it must be, row for row and byte for byte."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.ground.backup.errors import RestoreRefused
from app.ground.backup.file_lists import Files

NAME = "manifest.json"
FORMAT = 2
_READABLE = (1, 2)
"""The first format knew no files."""

Part = Literal["data", "keys"]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """`through`: whatever was received at or before it is inside. `rows` counts each table, `migration` is the shape of
    the tables, `homes` are the establishments, and `seal_number` the last seal of the trail (0: none, or no data).
    `files` is what it says of them (None: keys, or a backup of before there were files).
    """

    id: str
    part: Part
    engine: str
    version: str
    migration: str | None
    through: datetime
    finished_at: datetime
    file: str
    size: int
    sha256: str
    rows: dict[str, int]
    homes: list[str]
    seal_number: int
    files: Files | None = None

    def write(self, folder: Path) -> None:
        """Writes it beside its file, for its owner alone, and waits for the disk."""
        told = {"format": FORMAT, **dataclasses.asdict(self)}
        told |= {
            "through": self.through.isoformat(),
            "finished_at": self.finished_at.isoformat(),
        }
        handle = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(told, file, indent=1, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises RestoreRefused when it is none that this version can read."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if told.pop("format") not in _READABLE:
            raise RestoreRefused(
                f"{folder} : cette sauvegarde vient d’une version plus récente de Chevet."
            )
        for name in ("through", "finished_at"):
            told[name] = datetime.fromisoformat(told[name])
        files = told.pop("files", None)
        made = Manifest(**told, files=None if files is None else Files(**files))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RestoreRefused(f"{folder} ne contient pas de sauvegarde lisible.") from error
    if not _is_sound(made):
        raise RestoreRefused(f"{folder} ne contient pas de sauvegarde lisible.")
    return made


def _is_sound(made: Manifest) -> bool:
    """Whether what was read is what this writes: nothing of it is trusted further than that."""
    texts = (made.id, made.engine, made.version, made.file, made.sha256)
    numbers = (made.size, made.seal_number)
    times = (made.through, made.finished_at)
    try:
        return (
            all(isinstance(one, str) for one in texts)
            and all(type(one) is int for one in numbers)
            and all(one.tzinfo is not None for one in times)
            and made.through <= made.finished_at
            and all(uuid.UUID(one) for one in made.homes)
            and Path(made.file).name == made.file
            and (made.files is None or made.files.is_sound())
        )
    except (ValueError, TypeError, AttributeError):
        return False


def check(folder: Path, manifest: Manifest) -> Path:
    """The file, if it is to the byte what the manifest says. Raises RestoreRefused."""
    path = folder / manifest.file
    if not path.is_file() or path.stat().st_size != manifest.size:
        raise RestoreRefused(f"{path} : le fichier manque, ou il est incomplet.")
    if sha256_of(path) != manifest.sha256:
        raise RestoreRefused(f"{path} : le fichier a été abîmé ou modifié depuis la sauvegarde.")
    return path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
