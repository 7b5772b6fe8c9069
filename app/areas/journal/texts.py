"""Texts of entries and additions, between the domain's values, what is sealed, and what tablets read."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from app.gate.audit.record import Doer
from app.ground.vault import Vault
from transmissions.entry import Addition, Chips, Draft, Entry, is_incomplete
from transmissions.visibility import expires_at
from transmissions.vocabulary import Vocabulary

Row = dict[str, Any]


def entry_row(
    vault: Vault,
    actor: Doer,
    draft: Draft,
    vocabulary: Vocabulary,
    *,
    id: uuid.UUID,
    person_id: uuid.UUID,
    occurred_at: datetime,
    received_at: datetime,
    flags: tuple[str, ...] = (),
    reason: str | None = None,
    witness_id: uuid.UUID | None = None,
    alone: str | None = None,
) -> Row:
    """The columns of a new entry, its texts sealed; all but the revision. The draft is valid already.

    A correction has a reason; `standing.correct` gives it its place among the versions.
    """
    cible = vocabulary.by_id[draft.cible]
    entry = Entry(
        id=id,
        person=person_id,
        author=actor.staff_id,
        cible=draft.cible,
        label=cible.label,
        vocabulary=vocabulary.version,
        occurred_at=occurred_at,
        received_at=received_at,
        data=draft.data,
        chips=draft.chips,
        alarm=cible.alarm,
    )
    content = {"label": cible.label, **_said(draft)}
    if reason is not None:
        content["reason"] = reason.strip()
    if _text(alone) is not None:
        content["alone"] = alone
    return {
        "id": id,
        "establishment_id": actor.establishment_id,
        "person_id": person_id,
        "author_id": actor.staff_id,
        "witness_id": witness_id,
        "cible": draft.cible,
        "vocabulary": vocabulary.version,
        "importance": draft.importance,
        "is_to_read": draft.to_read,
        "is_alarm": cible.alarm,
        "is_incomplete": is_incomplete(entry),
        "occurred_at": occurred_at,
        "received_at": received_at,
        "expires_at": expires_at(occurred_at, pinned=cible.alarm),
        "flags": list(flags) or None,
        "acknowledged_by": None,
        "acknowledged_at": None,
        "retracted_at": None,
        "sealed": vault.seal(person_id, "entry", id, content),
    }


def addition_row(
    vault: Vault,
    actor: Doer,
    addition: Addition,
    *,
    entry_id: uuid.UUID,
    person_id: uuid.UUID,
    received_at: datetime,
) -> Row:
    """The columns of an addition, its texts sealed."""
    return {
        "id": addition.id,
        "establishment_id": actor.establishment_id,
        "entry_id": entry_id,
        "person_id": person_id,
        "author_id": actor.staff_id,
        "occurred_at": addition.occurred_at,
        "received_at": received_at,
        "sealed": vault.seal(person_id, "addition", addition.id, _said(addition)),
    }


def has_data(addition: Addition) -> bool:
    """Whether an addition says what was seen: it ends « à compléter »."""
    return bool(addition.chips.data) or bool(addition.data and addition.data.strip())


def says_data(row: Row) -> bool:
    """The same, of texts as tablets read them."""
    return bool(row["chips"]["data"] or row["data"])


def told(content: Row) -> Row:
    """The texts of sealed content, as tablets read them."""
    chips = content.get("chips") or {}
    return {
        "data": content.get("data"),
        "actions": content.get("actions"),
        "result": content.get("result"),
        "chips": {part: chips.get(part, []) for part in ("data", "actions", "result")},
    }


def _said(part: Draft | Addition) -> Row:
    """Blank texts say nothing, and are kept as nothing."""
    chips: Chips = part.chips
    return {
        "data": _text(part.data),
        "actions": _text(part.actions),
        "result": _text(part.result),
        "chips": {
            "data": list(chips.data),
            "actions": list(chips.actions),
            "result": list(chips.result),
        },
    }


def _text(text: str | None) -> str | None:
    return text if text and text.strip() else None
