"""Putting files back: every copy verified before anything is touched, and there before the data that name them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.ground import clock
from app.ground.backup import file_lists
from app.ground.backup.errors import RestoreRefused
from app.ground.backup.files import place_in
from app.ground.backup.manifest import Manifest
from app.ground.backup.progress import Step, Tell, silent
from app.ground.files import BlobBroken, BlobMissing, Blobs, NoRoom, NotKept

STRAYS_KEPT = timedelta(days=30)
"""What came after the backup is named by nobody until tablets offer again the commands that name it."""

_TELL_EVERY = 100


@dataclass(frozen=True, slots=True)
class ChosenFiles:
    """What a backup lists: `wanted` must be brought from `copies`, `lost` is whole nowhere."""

    copies: Blobs
    listed: frozenset[str]
    wanted: tuple[str, ...]
    lost: tuple[str, ...]
    size: int


def choose(folder: Path, told: Manifest, live: Blobs, *, tell: Tell = silent) -> ChosenFiles:
    """What the backup in `folder` lists, each file read: where it lives, else its copy. Raises RestoreRefused."""
    sizes = file_lists.read(folder, told.files)
    copies = place_in(folder.parent)
    wanted: list[str] = []
    lost: list[str] = []
    for done, name in enumerate(sizes, 1):
        if not _is_whole(live, name):
            (wanted if _is_whole(copies, name) else lost).append(name)
        if done % _TELL_EVERY == 0 or done == len(sizes):
            tell(Step("files", "verify", done, len(sizes), "files"))
    size = sum(sizes[name] for name in wanted)
    return ChosenFiles(copies, frozenset(sizes), tuple(wanted), tuple(lost), size)


def check_room(chosen: ChosenFiles, instance: Path) -> None:
    """Raises RestoreRefused when what has to come does not fit, before anything comes."""
    near = next(place for place in (instance, *instance.parents) if place.exists())
    free = shutil.disk_usage(near).free
    if free < chosen.size:
        raise RestoreRefused(
            f"Pas assez de place dans {near} pour les fichiers : il faut {chosen.size >> 20} Mio, "
            f"il en reste {free >> 20}."
        )


def put_back(chosen: ChosenFiles, live: Blobs, *, tell: Tell = silent) -> None:
    """Brings what is wanted. Cut, it goes on where it stopped when it is done again. Raises RestoreRefused."""
    for done, name in enumerate(chosen.wanted, 1):
        try:
            live.put(chosen.copies.get(name))
        except NoRoom as error:
            raise RestoreRefused("Pas assez de place pour remettre les fichiers.") from error
        except NotKept as error:
            raise RestoreRefused("Impossible d’écrire les fichiers dans l’instance.") from error
        except (BlobBroken, BlobMissing) as error:
            raise RestoreRefused("Un fichier de la sauvegarde ne se lit plus.") from error
        if done % _TELL_EVERY == 0 or done == len(chosen.wanted):
            tell(Step("files", "restore", done, len(chosen.wanted), "files"))


def keep_strays(chosen: ChosenFiles, live: Blobs, *, now: datetime | None = None) -> int:
    """What lives here and is not in the backup stays for a month, for who may still name it; returns how many."""
    until = (now or clock.now()) + STRAYS_KEPT
    strays = [name for name in live.names() if name not in chosen.listed]
    for name in strays:
        live.keep(name, until)
    return len(strays)


def _is_whole(blobs: Blobs, name: str) -> bool:
    try:
        blobs.get(name)
    except (BlobBroken, BlobMissing):
        return False
    return True
