"""Puts in the database what is known of the demo home's persons: measures, allergies in codes, swallowing, the rest of
the medical file.

Many rows at once, sealed and traced, through what the areas themselves write rows with.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.medical import facts as medical
from app.areas.medical.models import MedicalFact
from app.areas.medical.records.checking import checked
from app.areas.medical.records.kinds import KINDS
from app.areas.observations.loading import load_observations
from app.areas.observations.rows import Measure, Row, observation_row
from app.demo.medical_file import told_of
from app.demo.treatments.reading import UNITS, read_unit
from app.demo.treatments.told import AllergyTold, Measured, PersonTold
from app.demo.values import Home, Person, demo_id
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.writing import Writing
from app.ground.house import House
from medication.families import families
from transmissions.observations import BY_NAME, judge

_LONG_AGO = timedelta(days=60)
"""When allergies and swallowing were asked about, unless the person came later. Whoever was there by then and has no
trouble told was found to swallow without risk."""
_BLOOD = frozenset({"creatinine", "potassium", "inr"})
_LABORATORY = "Laboratoire de Val-de-Brenne"
_NOT_ABOUT_DRUGS = frozenset({"Latex", "Arachide", "Pansements adhésifs"})


def record_knowledge(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """What is known of each person whose treatment is told, under the revision of the running transaction."""
    persons = {person.key: person for person in home.persons if person.unit in UNITS}
    if not persons:
        return
    nurses = [one for one in home.staff if one.role == "nurse" and set(UNITS) <= set(one.units)]
    writing = Writing(session, house.vault, home.id)
    measures: list[Row] = []
    for unit in UNITS:
        for told in read_unit(unit):
            person, rng = persons[told.key], random.Random(f"known:{told.key}")
            who = Actor(rng.choice(nurses).id, home.id, "nurse", None)
            known = _Known(house, home, writing, who, person, now)
            known.write(told)
            known.write_file(random.Random(f"file:{told.key}"))
            measures += [known.measure(one, told.key) for one in told.measures]
    writing.flush()
    load_observations(session, measures)


class _Known:
    """One person, while what is known of them is written."""

    def __init__(
        self, house: House, home: Home, writing: Writing, who: Actor, person: Person, now: datetime
    ) -> None:
        self._vault, self._writing, self._who = house.vault, writing, who
        self._person, self._now = person, now
        self._at = max(person.admitted_at, now - _LONG_AGO)
        self._today = now.astimezone(ZoneInfo(home.timezone)).date()

    def write(self, told: PersonTold) -> None:
        """Allergies, what became of the mark in words, swallowing."""
        for one in told.allergies:
            if one.kind:
                self._fact(medical.ALLERGY, _allergy(one), "allergy.added")
            else:
                self._fact(medical.NO_ALLERGY, {"said_by": one.said}, "allergy.none_known")
        for mark in self._person.marks:
            if mark.kind == "allergy" and (how := _answer(told, mark.text)):
                kept = {"text": mark.text, "how": how}
                self._fact(medical.ALLERGY_WORDS, kept, "allergy.words_answered")
        if told.swallowing is not None:
            self._swallowing(told.swallowing.level, told.swallowing.text)
        elif self._now - self._person.admitted_at > _LONG_AGO:
            self._swallowing("none", "")

    def write_file(self, rng: random.Random) -> None:
        """Antecedents, what to do in an emergency, directives, vaccinations, appointments."""
        for number, (kind, typed) in enumerate(
            told_of(self._person, self._at.date(), self._today, rng)
        ):
            kept = checked(KINDS[kind], typed, today=self._today)
            self._fact(kind, kept, "medical.noted", str(number))

    def measure(self, one: Measured, key: str) -> Row:
        """The row of a measure, judged as any other is."""
        kind, taken_at = BY_NAME[one.kind], self._now - one.ago
        judged = judge(kind, {"value": one.value})
        measure = Measure(
            kind=kind,
            values=judged.values,
            source=_LABORATORY if one.kind in _BLOOD else None,
            is_confirmed=bool(judged.questions),
        )
        observation_id = demo_id("observation", key, one.kind)
        self._trace("observation.record", observation_id, taken_at)
        return observation_row(
            self._vault,
            self._who,
            measure,
            id=observation_id,
            person_id=self._person.id,
            taken_at=taken_at,
            occurred_at=taken_at,
            received_at=taken_at,
        )

    def _swallowing(self, level: str, text: str) -> None:
        words = next((mark.text for mark in self._person.marks if mark.kind == "swallowing"), None)
        draft = medical.SwallowingDraft(level, text, self._at.date(), answers=words)
        kept = medical.checked_swallowing(draft, today=self._today)
        self._fact(medical.SWALLOWING, kept, "swallowing.set")

    def _fact(self, kind: str, kept: dict[str, Any], verb: str, which: str = "") -> None:
        own_id = demo_id("fact", self._person.key, kind, kept.get("code", which))
        sealed = self._vault.seal(self._person.id, "medical_fact", own_id, {**kept, "reason": None})
        self._writing.insert(
            MedicalFact,
            {
                "id": own_id,
                "chain_id": own_id,
                "version": 1,
                "establishment_id": self._who.establishment_id,
                "person_id": self._person.id,
                "kind": kind,
                "state": medical.IN_FORCE,
                "author_id": self._who.staff_id,
                "written_at": self._at,
                "superseded_at": None,
                "sealed": sealed,
            },
        )
        self._trace(verb, own_id, self._at)

    def _trace(self, verb: str, subject: UUID, at: datetime) -> None:
        event = event_row(
            verb, at=at, actor=self._who, person_id=self._person.id, subject_id=subject
        )
        self._writing.insert(AuditEvent, event)


def _allergy(one: AllergyTold) -> dict[str, Any]:
    known = families().get(one.code) if one.kind == "class" else None
    draft = medical.AllergyDraft(
        kind=one.kind,
        code=one.code,
        label=known.label if known else one.code,
        severity=one.severity,
        reaction=one.said,
        said_by="dossier médical",
    )
    return medical.checked_allergy(draft)


def _answer(told: PersonTold, text: str) -> str | None:
    """What became of an allergy that was written as a mark; None while nobody has said."""
    if any(one.kind for one in told.allergies):
        return "coded"
    return "not_a_drug" if text in _NOT_ABOUT_DRUGS else None
