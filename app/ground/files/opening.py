"""Which implementation FILES_URL names. There is one: a folder on this machine's disk."""

from __future__ import annotations

from pathlib import Path

from app.ground.errors import ConfigError
from app.ground.files.blobs import Blobs
from app.ground.files.disk import DiskBlobs

SCHEME = "file://"


def open_blobs(url: str) -> Blobs:
    """The place for blobs that `url` names. Raises ConfigError, in French."""
    return DiskBlobs(folder_of(url))


def folder_of(url: str) -> Path:
    """The folder that a `file:///…` address names. Raises ConfigError."""
    path = Path(url.removeprefix(SCHEME))
    if not url.startswith(SCHEME) or not path.is_absolute():
        raise ConfigError("FILES_URL doit commencer par file:/// et nommer un dossier.")
    return path
