"""Where backups lie: a folder each, named by its time, that appears whole under its name or not at all.

Data and keys lie in different folders, which may be on different machines. Half-made ones start with a dot.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from datetime import datetime
from pathlib import Path

from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.manifest import NAME, Part, read

_NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{8}")
_HALF = ".partial-"
_ABANDONED_SECONDS = 24 * 3600


def name_of(at: datetime, id: str) -> str:
    """The name of a backup begun then: names sort by time."""
    return f"{at:%Y-%m-%dT%H-%M-%SZ}-{id[-8:]}"


def begin(place: Path, name: str) -> Path:
    """An empty folder to make a backup in, for its owner alone. Raises BackupFailed."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _drop_abandoned(place)
        half = place / (_HALF + name)
        half.mkdir(mode=0o700)
    except OSError as error:
        raise BackupFailed(f"Impossible d’écrire dans {place} : {error.strerror}.") from error
    return half


def publish(half: Path) -> Path:
    """Gives a finished backup its name, once the disk holds it."""
    sync(half)
    final = half.with_name(half.name.removeprefix(_HALF))
    half.rename(final)
    sync(half.parent)
    return final


def sync(folder: Path) -> None:
    """Waits until the disk holds what the folder lists."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Waits until the disk holds a file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def drop(half: Path) -> None:
    """Removes a half-made backup; nothing happens once it has its name."""
    shutil.rmtree(half, ignore_errors=True)


def all_in(place: Path, part: Part) -> list[Path]:
    """The backups of one part that lie there, oldest first."""
    if not place.is_dir():
        return []
    found = [path for path in place.iterdir() if _NAMED.fullmatch(path.name) and path.is_dir()]
    return sorted(path for path in found if (path / NAME).is_file() and _is(path, part))


def chosen(source: Path, part: Part) -> Path:
    """The backup that `source` names: itself, or the newest that lies in it. Raises RestoreRefused."""
    if (source / NAME).is_file():
        if read(source).part != part:
            other = "des clés" if part == "data" else "des données"
            raise RestoreRefused(f"{source} est une sauvegarde {other}.")
        return source
    found = all_in(source, part) or all_in(source / part, part)
    if not found:
        wanted = "de données" if part == "data" else "de clés"
        raise RestoreRefused(f"{source} ne contient pas de sauvegarde {wanted}.")
    return found[-1]


def drop_old(place: Path, part: Part, *, keep: int | None, before: datetime | None = None) -> int:
    """Deletes all but the `keep` newest, and those begun `before`; the newest always stays. Returns how many went."""
    older = all_in(place, part)[:-1]
    gone = older[: max(0, len(older) + 1 - keep)] if keep is not None else []
    if before is not None:
        gone += [path for path in older if path not in gone and path.name < name_of(before, "")]
    for path in gone:
        # Renamed first: a deletion that is cut leaves no half backup under a name.
        half = path.with_name(_HALF + path.name)
        path.rename(half)
        shutil.rmtree(half)
    return len(gone)


def _is(path: Path, part: Part) -> bool:
    try:
        return read(path).part == part
    except RestoreRefused:
        return False


def _drop_abandoned(place: Path) -> None:
    """What a crash left half-made a day ago is in nobody's way, but holds data."""
    for path in place.glob(_HALF + "*"):
        if path.stat().st_mtime < time.time() - _ABANDONED_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
