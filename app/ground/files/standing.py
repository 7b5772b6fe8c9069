"""Whether files can be kept: the folder is there or can be made, is its owner's alone, and has room."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.ground.files import room


def standing(folder: Path) -> tuple[str, bool]:
    """In French, for whoever runs it; and whether all is well."""
    try:
        return _standing(folder)
    except OSError:  # a folder above it that we may not even look into
        return f"{folder} ne peut pas être lu", False


def _standing(folder: Path) -> tuple[str, bool]:
    near = next(place for place in (folder, *folder.parents) if place.exists())
    if not near.is_dir() or not os.access(near, os.R_OK | os.W_OK | os.X_OK):
        return f"{folder} ne peut pas être écrit", False
    if folder.exists() and folder.stat().st_mode & 0o077:
        return f"{folder} peut être ouvert par d’autres : chmod 700", False
    free = shutil.disk_usage(near).free
    if free < room.RESERVE:
        return f"plus de place pour les documents ({free >> 20} Mio libres)", False
    return f"{free >> 30} Gio libres", True
