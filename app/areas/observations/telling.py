"""Measures as tablets read them: one row each, and the last value of each kind that medication asks about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from app.areas.observations.models import Observation
from app.gate.sync import broken
from app.gate.sync.scope import Row
from app.ground import clock
from app.ground.vault import KeyGone, Vault

COLUMNS: Final = (
    Observation.id,
    Observation.person_id,
    Observation.author_id,
    Observation.kind,
    Observation.counts,
    Observation.root_id,
    Observation.version,
    Observation.superseded_by,
    Observation.taken_at,
    Observation.occurred_at,
    Observation.received_at,
    Observation.expires_at,
    Observation.retracted_at,
    Observation.flags,
    Observation.sealed,
)
UNREADABLE: Final[Row] = {"values": {}, "contexts": [], "missing": None, "note": broken.SENTENCE}


def tell(
    vault: Vault, rows: Iterable[Any], marked: Mapping[uuid.UUID, list[dict[str, str]]]
) -> Iterator[Row]:
    """The rows of `COLUMNS`, as JSON, by the time they were written. `marked`: what is said beside some of them."""
    for row in sorted(rows, key=lambda one: (one.occurred_at, one.id)):
        told = _opened(vault, row)
        if told is None:
            continue
        content, flags = told
        yield {
            **_measured(row, content),
            "id": str(row.id),
            "root": str(row.root_id or row.id),
            "version": row.version,
            "correction": content.get("reason"),
            "contexts": content["contexts"],
            "missing": content["missing"],
            "note": content.get("note"),
            "source": content.get("source"),
            "typed": content.get("typed"),
            "confirmed": bool(content.get("confirmed")),
            "occurred_at": clock.to_text(row.occurred_at),
            "received_at": clock.to_text(row.received_at),
            "flags": [*(row.flags or ()), *flags],
            "expires_at": clock.to_text(row.expires_at),
            **({"marks": marks} if (marks := marked.get(row.root_id or row.id)) else {}),
        }


def tell_last(vault: Vault, rows: Iterable[Any]) -> Iterator[Row]:
    """The last value of a person's kind, under an id that is the same whichever measure it comes from."""
    for row in rows:
        told = _opened(vault, row)
        if told is not None and told[0]["values"]:
            last = {"id": str(last_id(row.person_id, row.kind)), "measure": str(row.id)}
            yield {**_measured(row, told[0]), **last}


def last_id(person_id: uuid.UUID, kind: str) -> uuid.UUID:
    """Under which tablets keep the last value of that kind."""
    return uuid.uuid5(person_id, f"last/{kind}")


def _opened(vault: Vault, row: Any) -> tuple[Row, tuple[str, ...]] | None:
    """What is sealed; None when the person was erased."""
    try:
        return broken.opened(
            vault, row.person_id, "observation", row.id, row.sealed, instead=UNREADABLE
        )
    except KeyGone:
        return None


def _measured(row: Any, content: Row) -> Row:
    return {
        "person": str(row.person_id),
        "author": str(row.author_id),
        "kind": row.kind,
        "values": content["values"],
        "taken_at": clock.to_text(row.taken_at),
    }
