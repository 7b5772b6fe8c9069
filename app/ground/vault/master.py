"""The master key's file in the instance: made once, replaced without a moment at which no file opens the key store.

While it is replaced two files exist, `master.key` and `master.next`; whoever reads takes the one that opens.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from app.ground.vault.vault import Vault

NAME, NEXT = "master.key", "master.next"


def create(instance: Path) -> Path:
    """Makes the file, for its owner alone. Raises FileExistsError rather than replace one."""
    path = instance / NAME
    _write(path, os.urandom(32), os.O_EXCL)
    return path


def kept(instance: Path) -> list[bytes]:
    """The master keys on disk now: one, or two while it is being replaced."""
    found = (_read(instance / name) for name in (NAME, NEXT))
    return [key for key in found if key is not None]


def replace(instance: Path, vault: Vault) -> int:
    """Wraps every establishment's key by a new master key, kept on disk first; returns how many."""
    settle(instance, vault)
    new = os.urandom(32)
    _write(instance / NEXT, new, os.O_TRUNC)
    count = vault.rotate_master(new)
    settle(instance, vault)
    return count


def settle(instance: Path, vault: Vault) -> None:
    """Ends a replacement that was interrupted: the file that opens the key store becomes the only one."""
    new = _read(instance / NEXT)
    if new is None:
        return
    if vault.opens_with(new):
        (instance / NEXT).replace(instance / NAME)
    else:
        (instance / NEXT).unlink()


def _read(path: Path) -> bytes | None:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, UnicodeDecodeError, binascii.Error, ValueError):
        return None
    return key if len(key) == 32 else None


def _write(path: Path, key: bytes, flag: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
