"""What stands of each dose in one word, for a grid of many days."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.areas.rounds.kept import Kept, settled_of
from app.ground.vault import Vault
from medication.administration import standing
from medication.month import CONFLICT, PERHAPS


def outcomes_of(
    session: Session, vault: Vault, kept: Iterable[Kept]
) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, list[Kept]]]:
    """The state of each dose that somebody recorded, for `medication.month`; and, by line, what was taken as needed."""
    by_dose: defaultdict[uuid.UUID | None, list[Kept]] = defaultdict(list)
    for one in kept:
        by_dose[one.administration.dose].append(one)
    as_needed = by_dose.pop(None, [])
    settled = settled_of(session, vault, [dose for dose in by_dose if dose is not None])
    found = {}
    for dose, facts in by_dose.items():
        said = settled.get(dose) if dose else None
        stands = standing(
            [one.administration for one in facts],
            said.keeps if said else None,
            judged=said.judged if said else None,
        )
        if dose is not None and stands.administration is not None and stands.outcome:
            doubt = PERHAPS if stands.administration.doubtful else stands.outcome
            found[dose] = CONFLICT if stands.is_conflict else doubt
    return found, _by_line(as_needed)


def _by_line(facts: Iterable[Kept]) -> dict[uuid.UUID, list[Kept]]:
    """What stands of what was taken as needed, by chain."""
    found: defaultdict[uuid.UUID, list[Kept]] = defaultdict(list)
    for one in facts:
        if one.stands:
            found[one.administration.chain].append(one)
    return dict(found)
