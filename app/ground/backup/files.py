"""Copies of the files, beside the backups of the data that name them: each is copied once, and serves all of them.

A file never changes and is named by its hash, so what is there already need not come again. Every copy is read again
when it is made, and then once a month. A copy goes when no backup of the data lists it any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.ground import clock
from app.ground.backup import file_lists, folders, manifest
from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.file_lists import Files
from app.ground.backup.progress import Step, Tell
from app.ground.files import BlobBroken, BlobMissing, Blobs, Held, NoRoom, NotKept
from app.ground.files.disk import DiskBlobs

FOLDER = "files"
READ_AGAIN_DAYS = 30
"""Within so many days of daily backups, every copy has been read again."""

_TELL_EVERY = 100


@dataclass(frozen=True, slots=True)
class Copied:
    """What was done: all that the backup holds, and how many of them are new."""

    files: Files
    new: int


def place_in(data_in: Path) -> DiskBlobs:
    """The copies that all backups of that place share."""
    return DiskBlobs(data_in / FOLDER)


@contextmanager
def nothing_goes(live: Blobs, copies: Blobs) -> Iterator[None]:
    """From before the data are copied until the backup has its name, neither side loses a file. Raises BackupFailed."""
    try:
        with live.staying(), copies.staying():
            yield
    except NoRoom as error:
        raise BackupFailed("Pas assez de place pour les fichiers de la sauvegarde.") from error
    except NotKept as error:
        raise BackupFailed("Impossible d’écrire les fichiers de la sauvegarde.") from error


def copy(live: Blobs, copies: Blobs, into: Path, tell: Tell) -> Copied:
    """Copies what is not there yet, and writes into the backup's folder the list of all. Raises NotKept or OSError.

    A file that is damaged where it lives is left out, unless an earlier backup has it whole.
    """
    names = list(live.names())
    sizes: dict[str, int] = {}
    new = 0
    for done, name in enumerate(names, 1):
        try:
            new += _bring(live, copies, name)
        except (BlobBroken, BlobMissing):
            continue
        finally:
            if done % _TELL_EVERY == 0 or done == len(names):
                tell(Step("files", "copy", done, len(names), "files"))
        sizes[name] = copies.size(name)
    return Copied(file_lists.write(into, sizes, len(names) - len(sizes)), new)


def drop_unlisted(data_in: Path, *, before: datetime) -> int:
    """Deletes the copies that no backup lists and none took up since `before`; returns how many went."""
    copies = place_in(data_in)
    try:
        listed = {name for folder in folders.all_in(data_in, "data") for name in _listed(folder)}
    except RestoreRefused:
        return 0  # one that cannot be read may still be mended: nothing is taken from under it
    gone = 0
    try:
        for name in list(copies.names()):
            if name not in listed:
                gone += copies.delete(name, idle_since=before)
    except Held:
        pass  # another backup is being made: the next one tidies
    return gone


def _bring(live: Blobs, copies: Blobs, name: str) -> bool:
    """Makes sure of one copy; whether it had to be made. Raises BlobBroken or BlobMissing: neither side is whole."""
    if copies.exists(name) and _is_whole(live, copies, name):
        copies.keep(name, clock.now())
        return False
    copies.put(live.get(name))
    if not _reads(copies, name):
        raise BackupFailed("La copie d’un fichier ne se relit pas : vérifiez ce disque.")
    return True


def _is_whole(live: Blobs, copies: Blobs, name: str) -> bool:
    """Its size always, its content on its day."""
    is_alike = copies.size(name) == live.size(name)
    return (is_alike and not _is_its_day(name)) or _reads(copies, name)


def _reads(copies: Blobs, name: str) -> bool:
    try:
        copies.get(name)
    except (BlobBroken, BlobMissing):
        return False
    return True


def _is_its_day(name: str) -> bool:
    return int(name[:4], 16) % READ_AGAIN_DAYS == clock.now().toordinal() % READ_AGAIN_DAYS


def _listed(folder: Path) -> dict[str, int]:
    return file_lists.read(folder, manifest.read(folder).files)
