"""What was decided for a time and is to be seen again: protocols from the day they name, the conduct in an emergency
after twelve months. Asked once of a nurse, for each such day; changed or withdrawn, it closes what it had asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, Kind, Subject, System, close_for, open_task
from app.areas.follow_ups.commands import register_kind as register
from app.areas.follow_ups.queries import known_ones
from app.areas.medical.facts import IN_FORCE
from app.areas.medical.models import MedicalFact
from app.areas.persons.queries import ids_of
from app.gate.audit.record import Doer
from app.gate.directory.structure import zone_of
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken, Vault
from transmissions.emergency.rubrics import RUBRICS
from transmissions.emergency.sheet import turns_old_on

REVIEW: Final = register(Kind("medical_review", "À revoir", "file-text"))
_KINDS: Final = ("protocol", "conduct")
_MONTHS: Final = next(one.months for one in RUBRICS if one.code == "conduct")
_MORNING: Final = time(9)
_LONGEST: Final = 120


def remind_reviews(session: Session, house: House, *, now: datetime) -> int:
    """Asks for what is to be seen again by today and nobody was asked for; returns how many."""
    homes = session.scalars(_in_force().with_only_columns(MedicalFact.establishment_id).distinct())
    return sum(_of_home(session, house, home, now) for home in sorted(homes))


def settle_review(
    session: Session, vault: Vault, actor: Doer, chain_id: uuid.UUID, *, now: datetime
) -> None:
    """It was said otherwise, or holds no more."""
    close_for(session, vault, actor, _about(chain_id), now=now, outcome="done", result="Revu")


def _of_home(session: Session, house: House, home: uuid.UUID, now: datetime) -> int:
    take_revision(session, home)
    zone = zone_of(session, home)
    today, there = now.astimezone(zone).date(), ids_of(session, home)
    rows = session.scalars(_in_force().where(MedicalFact.establishment_id == home)).all()
    house.vault.warm({row.person_id for row in rows})
    due = list(_due(house.vault, [row for row in rows if row.person_id in there], today))
    told = known_ones(session, [_id(row, on) for row, on, _ in due])
    fresh = [one for one in due if _id(*one[:2]) not in told]
    for row, on, words in fresh:
        asked = Asked(
            due_at=max(datetime.combine(on, _MORNING, zone), now + timedelta(hours=1)),
            kind=REVIEW.name,
            what=words,
            role="nurse",
            subject=_about(row.chain_id),
        )
        about: dict[str, Any] = {"person_id": row.person_id, "now": now, "id": _id(row, on)}
        open_task(session, house.vault, System(home), asked, **about)
    return len(fresh)


def _due(
    vault: Vault, rows: list[MedicalFact], today: date
) -> Iterator[tuple[MedicalFact, date, str]]:
    """Those to be seen again, since when, in the words of the task."""
    for row in rows:
        try:
            said = vault.open(row.person_id, "medical_fact", row.id, row.sealed)
        except (KeyGone, SealBroken):
            continue  # the sheet says that it cannot be read
        on = _review_on(row.kind, said)
        if on is not None and on <= today:
            yield row, on, _words(row.kind, said)


def _review_on(kind: str, said: dict[str, Any]) -> date | None:
    if kind == "protocol":
        return date.fromisoformat(said["review_on"]) if said.get("review_on") else None
    assert _MONTHS is not None
    return turns_old_on(date.fromisoformat(said["on"]), _MONTHS)


def _words(kind: str, said: dict[str, Any]) -> str:
    if kind == "conduct":
        return "Revoir la conduite à tenir en urgence avec le médecin"
    what = f"Revoir avec le médecin le protocole : {said['what']}"
    return what if len(what) <= _LONGEST else f"{what[: _LONGEST - 1]}…"


def _in_force() -> Any:
    return select(MedicalFact).where(
        MedicalFact.kind.in_(_KINDS),
        MedicalFact.superseded_at.is_(None),
        MedicalFact.state == IN_FORCE,
    )


def _id(row: MedicalFact, on: date) -> uuid.UUID:
    return uuid.uuid5(row.chain_id, f"review {on}")


def _about(chain_id: uuid.UUID) -> Subject:
    return Subject("medical_fact", chain_id)
