"""Who takes care of a person: the home's own team, reckoned from assignments, and professionals from elsewhere."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.persons.file.reading import Fact, facts_of
from app.areas.persons.sharing_rules import Verdict, may_share
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.policy import ROLES, may
from app.gate.directory import queries as directory
from app.ground.house import House
from app.ground.vault import Vault

CAREGIVER = "caregiver"


@dataclass(frozen=True, slots=True)
class Around:
    """A professional from elsewhere, and what may be shared with them on a day."""

    fact: Fact
    verdict: Verdict

    @property
    def name(self) -> str:
        return self.fact.get("name") or "Illisible"


def around(session: Session, vault: Vault, person_id: uuid.UUID, on: date) -> list[Around]:
    """The professionals from elsewhere that the file names, in the order in which they were noted."""
    found = facts_of(session, vault, [person_id], [CAREGIVER]).get(person_id, [])
    return [Around(fact, verdict_of(fact.said or {}, on)) for fact in found]


def verdict_of(said: Mapping[str, Any], on: date) -> Verdict:
    """What may be shared that day with the professional of whom the file says that."""
    return may_share(
        said.get("belongs"),
        said.get("answer"),
        since=_day(said.get("since")),
        until=_day(said.get("until")),
        on=on,
    )


def team_of(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    now: datetime,
) -> list[tuple[str, list[str]]]:
    """Names by role of those whose assignments let them read the care of somebody of that unit now; none without."""
    if unit_id is None:
        return []
    members = [
        one
        for one in directory.members_at(session, establishment_id, now)
        if _reads(Actor(one.id, establishment_id, one.role, one.unit_ids), unit_id)
    ]
    names = directory.staff_names(house, {one.id: one.sealed for one in members})
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in members:
        found[one.role].append(names[one.id].full)
    return [(label, sorted(found[role])) for role, label in ROLES.items() if role in found]


def _reads(actor: Actor, unit_id: uuid.UUID | None) -> bool:
    return may(actor, "journal.read", Subject(actor.establishment_id, unit_id))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
