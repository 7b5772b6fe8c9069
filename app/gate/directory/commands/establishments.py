"""Making and setting an establishment."""

from __future__ import annotations

import uuid
import zoneinfo
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.gate.directory import finess as finess_numbers
from app.gate.directory.models import Establishment
from app.gate.directory.trace import Doer, tell
from app.ground.checks import Checks
from app.ground.database import RevisionCounter
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged

KINDS = {
    "nursing_home": "EHPAD ou résidence",
    "home_care": "Service à domicile",
    "disability": "Établissement pour personnes handicapées",
}
IDLE_SECONDS = (30, 900)
MOST_QUICK_HOURS = 12
"""A strong unlock is asked once a shift at least."""

Seed = Callable[[Session, Establishment], None]


def create_establishment(
    session: Session,
    house: House,
    actor: Doer | None = None,
    *,
    name: str,
    kind: str,
    timezone: str = "Europe/Paris",
    finess: str | None = None,
    idle_seconds: int = 120,
    quick_hours: int = 8,
    establishment_id: uuid.UUID | None = None,
    seed: Seed | None = None,
    now: datetime,
) -> Establishment:
    """An establishment with its wrapping key and revision counter; `seed` adds what a new home starts with.

    The key is made first, in the key store: a key without an establishment opens nothing, the contrary would be lost
    rows. Raises Invalid.
    """
    values = _checked(name, kind, timezone, finess, idle_seconds, quick_hours)
    row = Establishment(
        id=establishment_id or new_id(), epoch=uuid.uuid4(), created_at=now, **values
    )
    house.vault.create_establishment(row.id)
    session.add_all([row, RevisionCounter(establishment_id=row.id, value=0)])
    session.flush()
    if seed is not None:
        seed(session, row)
    tell(session, "establishment.created", at=now, actor=actor, establishment_id=row.id)
    return row


def edit_establishment(
    session: Session,
    actor: Doer,
    *,
    name: str,
    kind: str,
    timezone: str,
    finess: str | None,
    idle_seconds: int,
    quick_hours: int,
    seen: str | None = None,
    now: datetime,
) -> Establishment:
    """Sets the actor's establishment. Raises Invalid, or Conflict when it is no longer as `seen`."""
    values = _checked(name, kind, timezone, finess, idle_seconds, quick_hours)
    row = find_establishment(session, actor.establishment_id)
    check_unchanged(settings_of(row), seen)
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        tell(session, "establishment.edited", at=now, actor=actor, detail={"fields": changed})
    return row


def find_establishment(session: Session, establishment_id: uuid.UUID) -> Establishment:
    """The establishment, held until the end of the transaction."""
    return session.get_one(Establishment, establishment_id, with_for_update=True)


def settings_of(row: Establishment) -> dict[str, object]:
    """What a home may set about itself."""
    return {
        "name": row.name,
        "kind": row.kind,
        "timezone": row.timezone,
        "finess": row.finess,
        "idle_seconds": row.idle_seconds,
        "quick_hours": row.quick_hours,
    }


def _checked(
    name: str,
    kind: str,
    timezone: str,
    finess: str | None,
    idle_seconds: int,
    quick_hours: int,
) -> dict[str, object]:
    checks = Checks()
    low, high = IDLE_SECONDS
    number = finess_numbers.normalize(finess or "") or None
    values: dict[str, object] = {
        "name": checks.line("name", name, missing="Donnez un nom à l’établissement.", limit=120),
        "kind": checks.choice("kind", kind, KINDS, message="Choisissez un type."),
        "timezone": checks.choice(
            "timezone",
            timezone,
            zoneinfo.available_timezones(),
            message="Ce fuseau horaire n’existe pas.",
        ),
        "finess": number,
        "idle_seconds": idle_seconds,
        "quick_hours": quick_hours,
    }
    if number and (problem := finess_numbers.problem(number)):
        checks.refuse("finess", problem)
    if not low <= idle_seconds <= high:
        checks.refuse("idle_seconds", f"Entre {low} secondes et {high // 60} minutes.")
    if not 0 <= quick_hours <= MOST_QUICK_HOURS:
        checks.refuse("quick_hours", f"Entre 0 (jamais) et {MOST_QUICK_HOURS} heures.")
    checks.end()
    return values
