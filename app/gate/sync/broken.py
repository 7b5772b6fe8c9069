"""A row whose seal is broken: told as such, so that one altered row never takes a whole unit's day away.

The row stays in its place and says that it cannot be read; `chevet audit verify` names it.
"""

from __future__ import annotations

import uuid
from typing import Any

from app.ground import logs
from app.ground.vault import SealBroken, Vault

FLAG = "broken_seal"
SENTENCE = "Ce texte ne s’ouvre plus : il a été altéré dans la base. Prévenez la coordination ; le reste est intact."

_log = logs.logger("chevet.seal")


def opened(
    vault: Vault,
    owner_id: uuid.UUID,
    table: str,
    row_id: uuid.UUID,
    sealed: bytes,
    *,
    instead: dict[str, Any],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What is sealed, or `instead` with the flag that says so. Raises KeyGone."""
    try:
        return vault.open(owner_id, table, row_id, sealed), ()
    except SealBroken:
        _log.error("seal.broken", table=table, row=str(row_id))
        return instead, (FLAG,)
