"""Who signed a transmission beside its author, and what follows when nobody did where two should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.areas.follow_ups import commands as follow_ups
from app.areas.journal.texts import Row
from app.gate.sync.registry import Received
from app.gate.sync.writing import Writing
from app.ground.vault import Vault
from transmissions.vocabulary import Cible
from transmissions.witness import (
    CONTROL,
    CONTROLLED_BY,
    CONTROLLED_WITHIN,
    WITHOUT_WITNESS,
    lacks_witness,
)


@dataclass(frozen=True, slots=True)
class Signed:
    """The columns and flags of an entry that say who signed it, and the control to ask for (None: none)."""

    columns: dict[str, Any]
    flags: tuple[str, ...] = ()
    control: Row | None = None

    def keep(self, writing: Writing, command: Received) -> tuple[str, ...]:
        """Asks for the control, in the entry's own transaction; returns the flags that the command does not bear."""
        if self.control is None:
            return ()
        more = follow_ups.insert_with_entry(writing, command, self.control)
        return (*self.flags, *more)


def of(vault: Vault, command: Received, cible: Cible) -> Signed:
    """As the confirmations of the command say. A reason for being alone is kept only where nobody stood by."""
    witness = command.witness_id
    alone = command.body.alone if witness is None else None
    columns = {"witness_id": witness, "alone": alone}
    if not lacks_witness(cible, is_witnessed=witness is not None):
        return Signed(columns)
    control = follow_ups.row_of_control(
        vault,
        command,
        what=CONTROL,
        within=CONTROLLED_WITHIN,
        role=CONTROLLED_BY,
        label=cible.label,
    )
    return Signed(columns, (WITHOUT_WITNESS,), control)
