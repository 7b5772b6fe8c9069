"""Whose label each code is, as tablets know it: the digest of the text, never the text."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.areas.rounds.labels.models import PersonLabel
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice, parts


def labels(scope: Scope) -> Slice:
    """Of the unit's persons: the labels that hold, and those that hold no more since the tablet was told."""
    found = Slice({"label": []})
    rows = {row.id: row for row in _news(scope)} | {row.id: row for row in _of_newcomers(scope)}
    for row in rows.values():
        if row.revoked_at is None:
            person = {"person": str(row.person_id), "kind": "person"}
            found.add("label", [{"id": row.digest, **person}])
        elif scope.since is not None:
            found.removed.append(("label", row.digest))
    return found


def _news(scope: Scope) -> Iterator[PersonLabel]:
    if scope.since is None:
        return
    rows = scope.session.scalars(
        select(PersonLabel).where(
            PersonLabel.establishment_id == scope.establishment_id,
            PersonLabel.revision > scope.since,
        )
    )
    yield from (row for row in rows if row.person_id in scope.persons)


def _of_newcomers(scope: Scope) -> Iterator[PersonLabel]:
    for persons in parts(scope.entered):
        yield from scope.session.scalars(
            select(PersonLabel).where(
                PersonLabel.person_id.in_(persons), PersonLabel.revoked_at.is_(None)
            )
        )


register_feed("labels", labels)
