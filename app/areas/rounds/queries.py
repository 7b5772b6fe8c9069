"""What was given, read by other areas: rows in, values out. Nothing here needs a line: what each taking held was sealed
with it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.areas.rounds.conflicts import count_open
from app.areas.rounds.kept import Kept, kept_of
from app.areas.rounds.models import Administration
from app.areas.rounds.outcomes import outcomes_of
from app.areas.rounds.rows import given_of
from app.areas.rounds.standing import COLUMNS
from app.gate.sync.scope import parts
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.facts import PatchInPlace, Refusal
from medication.given import TAKEN, Given
from medication.worn import Handled, worn

__all__ = [
    "Happened",
    "Kept",
    "administered_since",
    "count_open",
    "happened_to",
    "kept_of",
    "outcomes_of",
    "patches_in_place_of",
]

LATELY: Final = timedelta(hours=26)
"""What every interval and every maximum of a day reads."""
REACH: Final = timedelta(days=8)
_RARE: Final = 3
"""A line given at most so often in REACH may have a rhythm of days: all of it is read."""
_WORN: Final = timedelta(days=100)


class Happened(NamedTuple):
    """Of one person: what counts for intervals and maxima, and what was refused."""

    given: tuple[Given, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def happened_to(
    session: Session, vault: Vault, person_ids: Collection[uuid.UUID], *, now: datetime
) -> dict[uuid.UUID, Happened]:
    """What was given to each of these persons, and refused, in the last days; whoever has nothing is absent.

    Every taking counts that was not undone or amended away, also one that a nurse set aside: it may be in the body.
    """
    given: dict[uuid.UUID, list[Given]] = {}
    refusals: dict[uuid.UUID, list[Refusal]] = {}
    for row in _lately(session, person_ids, now):
        content = _opened(vault, row)
        if row.outcome == "refused":
            substances = tuple(content.get("substances") or ())
            refusals.setdefault(row.person_id, []).append(Refusal(row.chain_id, substances, row.at))
        else:
            given.setdefault(row.person_id, []).append(given_of(row, content))
    return {
        one: Happened(tuple(given.get(one, ())), tuple(refusals.get(one, ())))
        for one in given.keys() | refusals.keys()
    }


def _lately(session: Session, person_ids: Collection[uuid.UUID], now: datetime) -> Iterator[Any]:
    often = func.count().over(partition_by=(Administration.chain_id, Administration.outcome))
    for some in parts(person_ids):
        near = (
            select(*COLUMNS, often.label("often"))
            .where(
                Administration.person_id.in_(some),
                Administration.at > now - REACH,
                Administration.stands,
                Administration.act == "give",
                Administration.outcome.in_([*sorted(TAKEN), "refused"]),
            )
            .subquery()
        )
        asked = or_(near.c.at > now - LATELY, near.c.often <= _RARE, near.c.outcome == "refused")
        yield from session.execute(select(near).where(asked).order_by(near.c.at))


def patches_in_place_of(
    session: Session, vault: Vault, person_ids: Collection[uuid.UUID], *, now: datetime
) -> dict[uuid.UUID, tuple[PatchInPlace, ...]]:
    """What each of these persons wears, or wore when somebody last looked; whoever wears nothing is absent."""
    handled: dict[uuid.UUID, list[Handled]] = {}
    for some in parts(person_ids):
        rows = session.execute(
            select(*COLUMNS).where(
                Administration.person_id.in_(some),
                Administration.is_patch,
                Administration.stands,
                Administration.at > now - _WORN,
            )
        )
        for row in rows:
            content = _opened(vault, row)
            substances = tuple(content.get("substances") or ())
            site = content.get("site") or ""
            handled.setdefault(row.person_id, []).append(
                Handled(row.chain_id, substances, row.act, row.outcome, site, row.at)
            )
    found = {person: tuple(worn(some)) for person, some in handled.items()}
    return {person: some for person, some in found.items() if some}


def administered_since(
    session: Session, establishment_id: uuid.UUID, revision: int, *, asking: bool = False
) -> set[uuid.UUID]:
    """Of whom something was recorded, amended or undone after that revision; with `asking`, only what rules ask
    something about: refusals, and patches."""
    query = select(Administration.person_id).where(
        Administration.establishment_id == establishment_id, Administration.revision > revision
    )
    if asking:
        query = query.where(or_(Administration.outcome == "refused", Administration.is_patch))
    return set(session.scalars(query))


def _opened(vault: Vault, row: Any) -> Mapping[str, Any]:
    """What was sealed; what no longer opens still happened, unmeasured."""
    try:
        return vault.open(row.person_id, "administration", row.id, row.sealed)
    except (KeyGone, SealBroken):
        return {}
