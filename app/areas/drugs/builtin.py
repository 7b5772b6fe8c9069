"""The built-in reference, made once for an installation: its thesaurus takes seconds to read.

What was made is kept in the instance folder under a name that tells from which rules and data; it
holds published facts only, and is made anew when it is not there, or not readable.
"""

from __future__ import annotations

import hashlib
import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from app.ground import logs
from medication.builtin.reference import builtin_reference
from medication.reference import Reference
from medication.reference_bytes import ReferenceUnreadable, from_bytes, to_bytes

_log = logs.logger("chevet.drugs")


def builtin_in(instance: Path) -> Reference:
    """The built-in reference, from the instance folder or made now. Raises NotInstalled."""
    kept = instance / f"drugs-builtin-{_fingerprint()}.bin"
    try:
        return from_bytes(kept.read_bytes())
    except (OSError, ReferenceUnreadable):
        made = builtin_reference()
    _keep(made, kept)
    return made


def _keep(made: Reference, kept: Path) -> None:
    """A folder that cannot be written costs time, never an answer."""
    try:
        for older in kept.parent.glob("drugs-builtin-*.bin"):
            older.unlink(missing_ok=True)
        written = kept.with_suffix(f".{os.getpid()}.tmp")
        written.write_bytes(to_bytes(made))
        written.replace(kept)
    except OSError as error:
        _log.warning("builtin_not_kept", reason=type(error).__name__)


def _fingerprint() -> str:
    """What the built-in reference is made of: every rule and table of `medication/`."""
    digest = hashlib.sha256()
    for each in _walk(files("medication")):
        digest.update(each.name.encode())
        digest.update(each.read_bytes())
    return digest.hexdigest()[:16]


def _walk(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir() and each.name != "__pycache__":
            found += _walk(each)
        elif each.name.endswith((".py", ".csv", ".json")):
            found.append(each)
    return found
