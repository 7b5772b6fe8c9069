"""What is remembered of restores: when, from what, and what the data lost by it.

It is kept in the key store, sealed under the installation's key, and not in the database that was restored: whoever can
only write that database cannot pass a cut for a restore.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.ground.vault import KeyGone, Vault

# What belongs to the whole installation, not to one home, lives in the vault under this id.
INSTALLATION = uuid.UUID(int=0)
_KIND = "restore"
_LIST = "list"


@dataclass(frozen=True, slots=True)
class Restoration:
    """One restore: what was received after `as_of` and before `at` was lost, unless tablets offered it again.

    `seal_number` is the last seal of the data that were put back (0 when there was none); `is_whole` says whether the
    seals lost with it are all known.
    """

    at: datetime
    as_of: datetime
    backup: str
    seal_number: int
    is_whole: bool


def restorations(vault: Vault) -> list[Restoration]:
    """Every restore of this installation, oldest first."""
    return [
        Restoration(
            at=datetime.fromisoformat(one["at"]),
            as_of=datetime.fromisoformat(one["as_of"]),
            backup=one["backup"],
            seal_number=one["seal_number"],
            is_whole=one["is_whole"],
        )
        for one in _kept(vault)
    ]


def note(vault: Vault, made: Restoration, lost_heads: Iterable[str]) -> None:
    """Remembers a restore, and the seal heads that existed before it and are not in the chain any more."""
    kept = _kept(vault)
    number, heads = str(len(kept) + 1), " ".join(sorted(lost_heads)).encode()
    try:
        vault.put_secret(INSTALLATION, _KIND, number, heads)
    except KeyGone:
        vault.create_establishment(INSTALLATION)
        vault.put_secret(INSTALLATION, _KIND, number, heads)
    told = {
        "at": made.at.isoformat(),
        "as_of": made.as_of.isoformat(),
        "backup": made.backup,
        "seal_number": made.seal_number,
        "is_whole": made.is_whole,
    }
    vault.put_secret(INSTALLATION, _KIND, _LIST, json.dumps([*kept, told]).encode())


def lost_heads(vault: Vault) -> set[str]:
    """The seal heads that restores took out of the chain."""
    found: set[str] = set()
    for number in range(1, len(_kept(vault)) + 1):
        found.update(vault.get_secret(INSTALLATION, _KIND, str(number)).decode().split())
    return found


def was_lost(vault: Vault, at: datetime, *, slack: timedelta = timedelta(0)) -> bool:
    """Whether a restore lost what was done at that instant, or up to `slack` after it."""
    return any(one.as_of - slack <= at <= one.at for one in restorations(vault))


def _kept(vault: Vault) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(vault.get_secret(INSTALLATION, _KIND, _LIST))
    except KeyGone:
        return []
    return found
