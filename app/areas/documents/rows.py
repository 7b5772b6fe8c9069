"""A document and its parts as the rows that keep them, what people wrote and every key sealed under the person's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.areas.documents.bodies import PartBody
from app.areas.documents.kinds import KINDS
from app.areas.documents.lasting import expires_at
from app.gate.audit import clear
from app.gate.audit.record import Doer
from app.gate.auth.policy import allows
from app.ground.ids import new_id
from app.ground.vault import Vault

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Captured:
    """What is said of a document, judged already. `kind` is one of KINDS or None."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: str | None
    note: str | None
    source: str
    wound_id: uuid.UUID | None
    captured_at: datetime
    occurred_at: datetime
    received_at: datetime


def document_row(vault: Vault, actor: Doer, captured: Captured, parts: int) -> Row:
    """The columns of a document that waits for its parts; all but the revision."""
    is_filed = _is_filed(actor, captured)
    row: Row = {
        "id": captured.id,
        "establishment_id": actor.establishment_id,
        "person_id": captured.person_id,
        "author_id": actor.staff_id,
        "state": "waiting",
        "source": captured.source,
        "parts": parts,
        "captured_at": captured.captured_at,
        "occurred_at": captured.occurred_at,
        "received_at": captured.received_at,
        "completed_at": None,
        "checked_at": None,
        "expires_at": expires_at(captured.occurred_at, is_filed=is_filed),
        "wound_id": captured.wound_id,
        "kind": captured.kind,
        "filed_at": captured.occurred_at if is_filed else None,
        "filed_by": actor.staff_id if is_filed else None,
        "is_needed": False,
        **dict.fromkeys(("withdrawn_at", "withdrawn_by", "owner_id", "dated_on", "valid_until")),
        **dict.fromkeys(("supersedes", "superseded_by", "hidden_from")),
    }
    content = {"note": captured.note, "why": None, clear.KEY: clear.digest("document", row)}
    row["sealed"] = vault.seal(captured.person_id, "document", captured.id, content)
    return row


def part_rows(
    vault: Vault, actor: Doer, captured: Captured, parts: Sequence[PartBody]
) -> list[Row]:
    """The columns of its parts, which are awaited."""
    return [_part_row(vault, actor, captured, no, part) for no, part in enumerate(parts, 1)]


def _part_row(vault: Vault, actor: Doer, captured: Captured, no: int, part: PartBody) -> Row:
    row: Row = {
        "id": new_id(),
        "document_id": captured.id,
        "establishment_id": actor.establishment_id,
        "person_id": captured.person_id,
        "no": no,
        "name": part.name,
        "size": part.size,
        "state": "awaited",
        "reason": None,
        "antivirus": "not_checked",
        "tries": 0,
        "received_at": None,
        "checked_at": None,
    }
    content = part.model_dump(exclude={"name", "size"})
    content[clear.KEY] = clear.digest("document_part", row)
    row["sealed"] = vault.seal(captured.person_id, "document_part", row["id"], content)
    return row


def _is_filed(actor: Doer, captured: Captured) -> bool:
    """A kind that the screen of a wound says by itself is beyond doubt; others count from whoever may file."""
    if captured.kind is None:
        return False
    is_of_wound = captured.wound_id is not None and not KINDS[captured.kind].is_offered
    return is_of_wound or allows(actor.role, "document.file")
