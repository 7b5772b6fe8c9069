"""Transmissions as tablets read them: one row for each version, told whole.

The version that stands carries what holds for the entry: whatever was added to any version, and the acknowledgement
that carries over. An older one carries what was said to it alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.journal.chains import as_version
from app.areas.journal.models import Addition, Entry, Receipt
from app.areas.journal.texts import says_data, told
from app.areas.marks.queries import marks_about
from app.gate.sync import broken
from app.gate.sync.scope import Row, parts
from app.ground import clock
from app.ground.vault import KeyGone, Vault
from transmissions.correction import acknowledgement
from transmissions.entry import Acknowledgement

PLACE = "entry"
"""What marks call a transmission."""
_UNREADABLE = {"label": "Illisible", "data": broken.SENTENCE}
COLUMNS = (
    Entry.id,
    Entry.person_id,
    Entry.author_id,
    Entry.witness_id,
    Entry.root_id,
    Entry.corrects,
    Entry.corrected_at,
    Entry.version,
    Entry.superseded_by,
    Entry.cible,
    Entry.vocabulary,
    Entry.importance,
    Entry.is_to_read,
    Entry.is_alarm,
    Entry.is_incomplete,
    Entry.occurred_at,
    Entry.received_at,
    Entry.expires_at,
    Entry.flags,
    Entry.acknowledged_by,
    Entry.acknowledged_at,
    Entry.retracted_at,
    Entry.sealed,
)


def tell(session: Session, vault: Vault, rows: Sequence[Any]) -> Iterator[Row]:
    """The rows of `COLUMNS`, as JSON, by time. All living versions of an entry must be among them."""
    ids = [row.id for row in rows]
    marked = marks_about(session, vault, PLACE, {row.person_id for row in rows})
    additions, readers = additions_to(session, vault, ids), readers_of(session, ids)
    chains: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        chains.setdefault(row.root_id or row.id, []).append(row)
    for row in sorted(rows, key=lambda one: (one.occurred_at, one.version, one.id)):
        chain = [row] if row.superseded_by else chains[row.root_id or row.id]
        try:
            content, flags = broken.opened(
                vault, row.person_id, "entry", row.id, row.sealed, instead=_UNREADABLE
            )
        except KeyGone:
            continue
        held = _held(row, chain, additions)
        beside = {} if row.superseded_by else _marks(marked.get(row.root_id or row.id))
        yield _row(row, content, flags) | held | beside | {"read_by": readers.get(row.id, [])}


def _marks(marks: list[dict[str, str]] | None) -> Row:
    """What the person, or who speaks for them, says beside it; most rows have no such thing."""
    return {"marks": marks} if marks else {}


def _row(row: Any, content: Row, flags: tuple[str, ...]) -> Row:
    """What one version says by itself."""
    corrected_at = row.corrected_at
    return {
        "id": str(row.id),
        "person": str(row.person_id),
        "author": str(row.author_id),
        "witness": str(row.witness_id) if row.witness_id else None,
        "alone": content.get("alone"),
        "root": str(row.root_id or row.id),
        "version": row.version,
        "corrects": str(row.corrects) if row.corrects else None,
        "correction": {"reason": content.get("reason"), "at": clock.to_text(corrected_at)}
        if corrected_at
        else None,
        "superseded_by": str(row.superseded_by) if row.superseded_by else None,
        "cible": row.cible,
        "label": content["label"],
        "vocabulary": row.vocabulary,
        **told(content),
        "importance": row.importance,
        "to_read": row.is_to_read,
        "alarm": row.is_alarm,
        "occurred_at": clock.to_text(row.occurred_at),
        "received_at": clock.to_text(row.received_at),
        "flags": [*(row.flags or ()), *flags],
        "expires_at": clock.to_text(row.expires_at),
    }


def _held(row: Any, chain: Sequence[Any], additions: Mapping[uuid.UUID, list[Row]]) -> Row:
    """What was said about it, in any version of `chain`."""
    said = [addition for one in chain for addition in additions.get(one.id, [])]
    # Nearly every entry has one version, and a snapshot tells a thousand of them.
    versions = [as_version(one) for one in chain]
    seen = acknowledgement(versions) if len(versions) > 1 else versions[0].acknowledged
    return {
        "incomplete": row.is_incomplete and not any(says_data(addition) for addition in said),
        "acknowledged": _acknowledged(seen),
        "additions": sorted(said, key=lambda one: (one["occurred_at"], one["id"])),
    }


def _acknowledged(seen: Acknowledgement | None) -> Row | None:
    return {"by": str(seen.by), "at": clock.to_text(seen.at)} if seen else None


def additions_to(
    session: Session, vault: Vault, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Row]]:
    """What was added to each of these versions, in the order of the bedside."""
    found: dict[uuid.UUID, list[Row]] = {}
    for part in parts(ids):
        rows = session.execute(
            select(
                Addition.id,
                Addition.entry_id,
                Addition.person_id,
                Addition.author_id,
                Addition.occurred_at,
                Addition.sealed,
            )
            .where(Addition.entry_id.in_(part))
            .order_by(Addition.occurred_at, Addition.id)
        )
        for row in rows:
            content, _ = broken.opened(
                vault, row.person_id, "addition", row.id, row.sealed, instead=_UNREADABLE
            )
            addition = {
                "id": str(row.id),
                "author": str(row.author_id),
                "occurred_at": clock.to_text(row.occurred_at),
                **told(content),
            }
            found.setdefault(row.entry_id, []).append(addition)
    return found


def readers_of(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who has read each of these versions, first readers first."""
    found: dict[uuid.UUID, list[str]] = {}
    for part in parts(ids):
        rows = session.execute(
            select(Receipt.entry_id, Receipt.staff_id)
            .where(Receipt.entry_id.in_(part))
            .order_by(Receipt.read_at, Receipt.staff_id)
        )
        for entry_id, staff_id in rows:
            found.setdefault(entry_id, []).append(str(staff_id))
    return found
