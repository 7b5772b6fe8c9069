"""The rows of a demo entry: the version that stands and, when it was corrected, the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.areas.journal.texts import entry_row
from app.demo.values import Addition, Correction, Entry
from app.gate.auth.actor import Actor
from app.ground.house import House
from transmissions.correction import Version, chain_expires_at, places
from transmissions.entry import Draft, is_incomplete
from transmissions.vocabulary_csv import starting_vocabulary

Row = dict[str, Any]


def versions_of(
    house: House,
    author: Actor,
    entry: Entry,
    additions: tuple[Addition, ...],
    correction: Correction | None,
) -> list[Row]:
    """One row, or two: what was said about the entry was said about its first version."""
    first = entry if correction is None else replace(entry, data=correction.before)
    versions = [_version(entry, None, entry.id, entry.occurred_at)]
    written = [_written(house, author, first, additions, entry.id, entry.received_at, None)]
    if correction is not None:
        versions.append(_version(entry, entry.id, correction.id, correction.at))
        kept = (correction.id, correction.at, correction.reason)
        written.append(_written(house, author, entry, additions, *kept))
    expires_at = chain_expires_at(
        entry.occurred_at, versions, [addition.occurred_at for addition in additions]
    )
    found = places(versions)
    return [
        row
        | _place(entry, version, correction)
        | {
            "version": found[version.id].number,
            "superseded_by": found[version.id].superseded_by,
            "expires_at": expires_at,
        }
        for row, version in zip(written, versions, strict=True)
    ]


def _version(entry: Entry, corrects: UUID | None, id: UUID, at: datetime) -> Version:
    seen = None if corrects else entry.acknowledged
    return Version(id, at, entry.cible, corrects, entry.alarm, seen)


def _place(entry: Entry, version: Version, correction: Correction | None) -> Row:
    """Where the version stands in its chain, and what was said to it."""
    is_first = version.corrects is None
    return {
        "root_id": None if is_first else entry.id,
        "corrects": version.corrects,
        "corrected_at": None if is_first or correction is None else correction.at,
        "acknowledged_by": version.acknowledged.by if version.acknowledged else None,
        "acknowledged_at": version.acknowledged.at if version.acknowledged else None,
    }


def _written(
    house: House,
    author: Actor,
    entry: Entry,
    additions: tuple[Addition, ...],
    id: UUID,
    received_at: datetime,
    reason: str | None,
) -> Row:
    draft = Draft(
        cible=entry.cible,
        vocabulary=entry.vocabulary,
        data=entry.data,
        actions=entry.actions,
        result=entry.result,
        chips=entry.chips,
        importance=entry.importance,
        to_read=entry.to_read,
    )
    row = entry_row(
        house.vault,
        author,
        draft,
        starting_vocabulary(),
        id=id,
        person_id=entry.person,
        occurred_at=entry.occurred_at,
        received_at=received_at,
        reason=reason,
    )
    return row | {"is_incomplete": is_incomplete(entry, additions)}
