"""What may go into a container: the doses due in a window, slot by slot, and why some of them may not."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from sqlalchemy.orm import Session

from app.areas.prescribing.queries import DoseValue, Version, doses_of_many, versions_named
from app.areas.rounds.containers.queries import containers_of
from app.areas.rounds.containers.values import ContainerValue
from app.ground.house import House
from medication.amount_words import amount_words
from medication.containers import not_containable
from medication.scheme_words import moment_words

UNREADABLE = "Ligne illisible"


@dataclass(frozen=True, slots=True)
class Choice:
    """A dose due. `problem`: why it is not prepared in advance, or empty; `held_by`: the container it is in already."""

    dose: DoseValue
    label: str
    unit: str
    amount: str
    problem: str
    held_by: ContainerValue | None

    @property
    def is_free(self) -> bool:
        return not self.problem and self.held_by is None


@dataclass(frozen=True, slots=True)
class Slot:
    """The choices of one moment of a day."""

    on: date
    words: str
    choices: tuple[Choice, ...]


def offered(
    session: Session,
    house: House,
    person_ids: Collection[uuid.UUID],
    since: datetime,
    until: datetime,
) -> dict[uuid.UUID, list[Choice]]:
    """Whatever is due to be given to each of these persons in the window, by its hour; nobody is absent."""
    due = doses_of_many(session, person_ids, since, until)
    lines = {dose.line for doses in due.values() for dose in doses}
    versions = versions_named(session, house, lines)
    held = {
        item.dose: container
        for container in containers_of(session, house.vault, person_ids)
        for item in container.inside
    }
    return {
        person: [
            _choice(dose, versions.get(dose.line), held.get(dose.id))
            for dose in due.get(person, ())
            if dose.act == "give"
        ]
        for person in person_ids
    }


def slots(choices: Iterable[Choice]) -> list[Slot]:
    """The same, by moment."""
    found = []
    ordered = sorted(choices, key=lambda one: (one.dose.due_at, one.dose.slot, one.label))
    for (day, moment), some in groupby(ordered, key=lambda one: one.dose.slot.partition("/")[::2]):
        found.append(Slot(date.fromisoformat(day), moment_words(moment), tuple(some)))
    return found


def totals(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """How much of each drug is taken from its boxes: (drug, amount in words)."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in choices:
        counted[one.label, one.unit] += one.dose.amount or Decimal(0)  # type: ignore[assignment]
    return [(label, amount_words(Decimal(sum_), unit)) for (label, unit), sum_ in counted.items()]


def _choice(dose: DoseValue, version: Version | None, held_by: ContainerValue | None) -> Choice:
    line = version.line if version else None
    if line is None:
        return Choice(dose, UNREADABLE, "", "", "La ligne de cette prise ne s’ouvre plus.", None)
    problem = not_containable(line)
    if not problem and dose.amount is None:
        problem = "La quantité de cette prise n’est pas connue d’avance."
    words = amount_words(dose.amount, line.unit)
    return Choice(dose, line.drug.label, line.unit, words, problem, held_by)
