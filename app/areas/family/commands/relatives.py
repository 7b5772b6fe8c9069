"""Naming a relative, and whether they may enter at all."""

from __future__ import annotations

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.areas.family.commands.granting import end_all
from app.areas.family.models import Relative
from app.areas.family.queries import relative_of
from app.areas.family.rules import STATES
from app.areas.persons.queries import person_of
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id

LONGEST: Final = 80
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Who a relative is, in words. Without an e-mail they are invited by a letter."""

    given_name: str
    family_name: str
    link: str
    email: str | None = None
    note: str | None = None
    contact_id: uuid.UUID | None = None


def add_relative(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    named: Named,
    *,
    now: datetime,
    relative_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Adds a relative, who sees nothing yet. Raises Invalid, NotFound, Conflict (the person has left)."""
    kept = _checked(named)
    person = person_of(session, house, actor.establishment_id, person_id)
    if person.left_at is not None:
        raise Conflict("Cette personne est sortie : plus aucun accès ne s’ouvre.")
    id = relative_id or new_id()
    row = Relative(
        id=id,
        establishment_id=actor.establishment_id,
        person_id=person_id,
        contact_id=kept.contact_id,
        state="active",
        state_at=now,
        state_by=actor.staff_id,
        created_at=now,
        created_by=actor.staff_id,
        sealed=_seal(house, person_id, id, kept),
    )
    session.add(row)
    session.flush()
    record(session, "relative.add", at=now, actor=actor, person_id=person_id, subject_id=id)
    return id


def edit_relative(
    session: Session,
    house: House,
    actor: Doer,
    relative_id: uuid.UUID,
    named: Named,
    *,
    now: datetime,
) -> None:
    """Says anew who a relative is. Raises Invalid, NotFound, Conflict (it is the person)."""
    kept = _checked(named)
    row = find_to_change(session, Relative, actor.establishment_id, relative_id)
    if relative_of(session, house, row.id).is_self:
        raise Conflict("C’est la personne elle-même : son nom se modifie dans son dossier.")
    row.contact_id = kept.contact_id
    row.sealed = _seal(house, row.person_id, row.id, kept)
    record(
        session, "relative.edit", at=now, actor=actor, person_id=row.person_id, subject_id=row.id
    )


def set_state(
    session: Session, actor: Doer, relative_id: uuid.UUID, state: str, *, now: datetime
) -> None:
    """Lets a relative enter, excludes them or ends their access. Whoever comes back is granted everything anew.

    Raises Invalid, NotFound.
    """
    if state not in STATES:
        raise Invalid({"state": "Choisissez ce que devient cet accès."})
    row = find_to_change(session, Relative, actor.establishment_id, relative_id)
    if row.state == state:
        return
    if state != "active":
        end_all(session, actor, row.id, "excluded" if state == "excluded" else "revoked", now=now)
    row.state, row.state_at, row.state_by = state, now, actor.staff_id
    about = {"person_id": row.person_id, "subject_id": row.id, "detail": {"state": state}}
    record(session, "relative.state", at=now, actor=actor, **about)


def _checked(named: Named) -> Named:
    words = {
        name: " ".join((value or "").split())
        for name, value in asdict(named).items()
        if name != "contact_id"
    }
    problems = {
        name: f"{LONGEST} caractères au plus."
        for name in ("given_name", "family_name", "link")
        if len(words[name]) > LONGEST
    }
    if not words["family_name"]:
        problems["family_name"] = "Donnez son nom."
    if not words["given_name"]:
        problems["given_name"] = "Donnez son prénom."
    if not words["link"]:
        problems["link"] = "Dites qui c’est pour la personne : sa fille, un voisin…"
    email = words["email"]
    if email and (len(email) > 200 or not _ADDRESS.fullmatch(email)):
        problems["email"] = "Cette adresse n’est pas complète : nom@exemple.fr."
    if len(words["note"]) > 500:
        problems["note"] = "500 caractères au plus."
    if problems:
        raise Invalid(problems)
    names = (words["given_name"], words["family_name"], words["link"])
    return Named(*names, email or None, words["note"] or None, named.contact_id)


def _seal(house: House, person_id: uuid.UUID, id: uuid.UUID, named: Named) -> bytes:
    content = {name: value for name, value in asdict(named).items() if name != "contact_id"}
    return house.vault.seal(person_id, "relative", id, content)
