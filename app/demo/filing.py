"""Puts in the database what the demo home's files say besides care: many rows at once, sealed and traced, judged by the
rules of the forms.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.persons import ins
from app.areas.persons.file.kinds import KINDS
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE
from app.areas.persons.file.rules import checked_fact
from app.demo.file_told import Told, number_of, told_of
from app.demo.values import Home, Person, demo_id
from app.gate.audit import clear
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.writing import Writing
from app.ground.house import House

_LONG_AGO = timedelta(days=300)
_AFTER = timedelta(hours=2)
_NIR = next(oid for oid, nature in ins.OIDS.items() if nature == "NIR")


def record_files(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """What was written of each person by the office, under the revision of the running transaction."""
    roles = ("office", "management")
    author = next(one for role in roles for one in home.staff if one.role == role)
    actor = Actor(author.id, home.id, author.role, None)
    writing = Writing(session, house.vault, home.id)
    zone = ZoneInfo(home.timezone)
    for person in home.persons:
        at = max(person.admitted_at, now - _LONG_AGO) + _AFTER
        written = _Writer(house, writing, actor, person, at)
        admitted_on, said_on = (one.astimezone(zone).date() for one in (person.admitted_at, at))
        for told in told_of(person, admitted_on, said_on):
            written.write(told, said_on)
    writing.flush()


class _Writer:
    """The file of one person, while it is written."""

    def __init__(
        self, house: House, writing: Writing, actor: Actor, person: Person, at: datetime
    ) -> None:
        self._vault, self._writing, self._actor = house.vault, writing, actor
        self._person, self._at = person, at

    def write(self, told: Told, said_on: date) -> None:
        """One fact and its trace."""
        typed = dict(told.typed)
        is_recovered = typed.pop("is_recovered", False)
        if told.kind == "power":
            typed["contact"] = str(demo_id("contact", self._person.key, typed["contact"]))
        kept = checked_fact(KINDS[told.kind], typed, said_on)
        if told.kind == "ins":
            kept |= self._attested(kept, said_on if is_recovered else None)
        self._insert(told, kept)

    def _attested(self, kept: dict[str, Any], recovered_on: date | None) -> dict[str, Any]:
        """What a control and an answer of INSi leave beside the form."""
        person = self._person
        name = person.birth_name or person.family_name
        said = (name, kept["given_names"], person.born_on, person.sex, kept["birth_place"])
        traits = ins.Traits(*said).to_json()
        answer = recovered_on and {
            "matricule": number_of(person, random.Random(f"nir:{person.key}")),
            "oid": _NIR,
            "on": recovered_on.isoformat(),
            "traits": traits,
        }
        return {"proof_traits": traits if kept["proof_kind"] else None, "recovery": answer}

    def _insert(self, told: Told, kept: dict[str, Any]) -> None:
        own_id = demo_id(told.kind, self._person.key, told.which)
        said = {
            "chain_id": own_id,
            "version": 1,
            "person_id": self._person.id,
            "kind": told.kind,
            "state": IN_FORCE,
            "author_id": self._actor.staff_id,
            "written_at": self._at,
        }
        content = {**kept, "reason": None, clear.KEY: clear.digest("person_fact", said)}
        sealed = self._vault.seal(self._person.id, "person_fact", own_id, content)
        own = {"id": own_id, "establishment_id": self._actor.establishment_id}
        self._writing.insert(PersonFact, {**own, **said, "superseded_at": None, "sealed": sealed})
        event = event_row(
            "file.noted",
            at=self._at,
            actor=self._actor,
            person_id=self._person.id,
            subject_id=own_id,
            detail={"kind": told.kind, "fields": [name for name, value in kept.items() if value]},
        )
        self._writing.insert(AuditEvent, event)
