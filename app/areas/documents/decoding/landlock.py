"""Which folders a process may read from here on, where Linux has Landlock (5.13 and later). It may then not look into
the memory of its neighbours either: those who hold keys run under the same user.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_EVERYTHING = (1 << 13) - 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_NO_NEW_PRIVILEGES = 38


def may_only_read(paths: Iterable[str]) -> bool:
    """These folders and files, nothing else, and nothing written anywhere; False where this Linux has no Landlock."""
    libc = ctypes.CDLL(None, use_errno=True)
    handled = struct.pack("=Q", _EVERYTHING)
    rules = libc.syscall(_CREATE, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    try:
        for path in paths:
            with contextlib.suppress(OSError):
                _allow(libc, rules, path)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return libc.syscall(_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str) -> None:
    """Raises OSError when there is no such thing here."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        is_folder = Path(path).is_dir()
        rights = _EXECUTE | _READ_FILE | (_READ_FOLDER if is_folder else 0)
        libc.syscall(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
