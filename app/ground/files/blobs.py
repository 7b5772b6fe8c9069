"""The interface of a place for blobs: immutable bytes, each named by its own SHA-256 in hexadecimal."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from app.ground.errors import ChevetError

_NAME = re.compile(r"[0-9a-f]{64}")
Content = bytes | Iterable[bytes]


class BlobMissing(ChevetError):
    """No blob has that name."""

    status = 410
    code = "file_missing"

    def __init__(self, name: str) -> None:
        super().__init__(
            "Ce fichier n’est plus sur le serveur. Qui l’héberge peut le chercher dans une sauvegarde."
        )
        self.name = name


class BlobBroken(ChevetError):
    """What lies under that name is not what the name says."""

    status = 410
    code = "file_broken"

    def __init__(self, name: str) -> None:
        super().__init__(
            "Ce fichier a été abîmé sur le serveur : il n’est pas montré. "
            "Qui l’héberge peut le chercher dans une sauvegarde."
        )
        self.name = name


class NotKept(ChevetError):
    """The folder cannot be written, whatever the reason: nothing was kept, and it may be tried again."""

    status = 503
    code = "files_unavailable"

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "Le serveur ne peut pas garder de documents pour l’instant. Rien n’est perdu : ce qui n’est pas envoyé "
            "reste sur la tablette et partira plus tard. Prévenez la personne qui l’héberge."
        )


class NoRoom(NotKept):
    """The disk is full, or so nearly that the rest must be kept for the care record itself. Nothing was written."""

    status = 507
    code = "no_room"

    def __init__(self) -> None:
        super().__init__(
            "Le serveur n’a plus de place pour les documents. Rien n’est perdu : ce qui n’est pas envoyé reste "
            "sur la tablette et partira plus tard. Prévenez la personne qui l’héberge."
        )


class WrongOffset(Exception):
    """A piece does not begin where the last one ended: `offset` is where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the next piece begins at {offset}")
        self.offset = offset


class WrongContent(Exception):
    """What arrived is not what its name says; it was dropped."""


class Held(Exception):
    """Nothing may be deleted just now: a backup is being made."""


def name_of(data: bytes) -> str:
    """The name of those bytes."""
    return hashlib.sha256(data).hexdigest()


def is_name(text: str) -> bool:
    """Whether `text` can be a blob's name. Nothing else ever becomes part of a path."""
    return _NAME.fullmatch(text) is not None


class Arrival(Protocol):
    """A blob that comes in pieces from one sender. Another sender of the same name has an arrival of its own."""

    @property
    def held(self) -> int:
        """How many bytes are here."""

    def add(self, at: int, data: bytes) -> int:
        """Adds the piece that begins at `at`; returns how many bytes are here. Raises WrongOffset or NotKept."""

    def finish(self) -> None:
        """Makes it a blob, once the disk holds it. Raises WrongContent (it is dropped, and starts again), NotKept."""

    def drop(self) -> None:
        """Forgets what came; nothing happens when nothing did."""


class Blobs(Protocol):
    """Every method that takes a name raises ValueError when it is none."""

    def put(self, data: Content) -> str:
        """Keeps `data`, all at once or a chunk at a time, and returns its name once the disk holds it.

        What is put twice is there once; what was damaged is whole again. Raises NotKept.
        """

    def get(self, name: str) -> bytes:
        """The bytes of that name, verified. Raises BlobMissing or BlobBroken."""

    def exists(self, name: str) -> bool:
        """Whether a blob of that name is here; its content is not read."""

    def size(self, name: str) -> int:
        """How many bytes it has. Raises BlobMissing."""

    def names(self, start: str = "") -> Iterator[str]:
        """The names that begin with `start`, sorted."""

    def delete(self, name: str, *, idle_since: datetime | None = None) -> bool:
        """Deletes it; False when there is none, or when it was put again (or kept) after `idle_since`. Raises Held."""

    def is_idle(self, name: str, since: datetime) -> bool:
        """Whether it is here, and was neither put nor kept since."""

    def keep(self, name: str, until: datetime) -> None:
        """Until then it counts as put again. Nothing happens when there is none."""

    def staying(self) -> AbstractContextManager[None]:
        """Inside the block, nothing is deleted by anybody; blobs may be put."""

    def arrival(self, sender: uuid.UUID, name: str) -> Arrival:
        """What came of that name from that sender."""

    def forget_arrivals(self, before: datetime) -> int:
        """Drops the arrivals of which nothing came since; returns how many."""

    def standing(self) -> tuple[str, bool]:
        """Whether files can be kept here: a few words in French for whoever runs it, and whether all is well."""
