"""What is left of an as-needed line rests on: the person's other lines, and what was given lately of all of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta

from app.areas.prescribing.checking import judged, one_a_chain
from app.areas.prescribing.queries import versions_since
from app.areas.prescribing.values import Version
from app.areas.rounds.queries import happened_to
from app.gate.sync.scope import Scope
from medication.given import Given
from medication.prescription import AsNeeded, Line


def as_needed(told: Iterable[Version]) -> set[uuid.UUID]:
    """Who has a line as needed among those told."""
    lines = (one.line for one in told if one.line is not None)
    return {one.person for one in lines if isinstance(one.scheme, AsNeeded)}


def beside(scope: Scope, persons: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Line]]:
    """Their lines, one a chain, those that are over since yesterday too."""
    since = scope.now - timedelta(days=1)
    found: dict[uuid.UUID, list[Version]] = {}
    for one in versions_since(scope.session, scope.vault, persons, since):
        found.setdefault(one.person_id, []).append(one)
    return {person: judged(one_a_chain(some, scope.now)) for person, some in found.items()}


def taken(scope: Scope, persons: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[Given, ...]]:
    """What they took lately; whoever took nothing is absent."""
    found = happened_to(scope.session, scope.vault, persons, now=scope.now)
    return {person: one.given for person, one in found.items()}
