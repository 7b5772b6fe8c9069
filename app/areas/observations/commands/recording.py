"""Writing a measure down, and another version of one, at a desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.observations import standing
from app.areas.observations.loading import load_observations
from app.areas.observations.queries import latest
from app.areas.observations.rows import (
    IMPLAUSIBLE_TAKEN,
    Measure,
    Version,
    observation_row,
    place_taken,
)
from app.areas.observations.telling_nurses import answer_for, ask_nurse, found_beyond
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.observations import Kind, Missing, Question, judge
from transmissions.observations.missing import text_problem


@dataclass(frozen=True, slots=True)
class Typed:
    """A measure as it was typed at a desk. `answered` says that the questions about it were answered."""

    kind: Kind
    values: Mapping[str, str]
    contexts: tuple[str, ...] = ()
    missing: Missing | None = None
    note: str | None = None
    source: str | None = None
    as_read: str | None = None
    is_answered: bool = False
    taken_at: datetime | None = None


class Asked(Exception):
    """Nothing was kept: these questions come first."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(questions[0].says)
        self.questions = questions


def record_observation(
    session: Session,
    vault: Vault,
    actor: Doer,
    typed: Typed,
    *,
    person_id: uuid.UUID,
    now: datetime,
    id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Keeps a measure and returns its id; opens what a nurse must look at. Raises Invalid, Asked."""
    measure = _judged(session, vault, typed, person_id, is_correction=False)
    observation_id = id or new_id()
    row = _row(vault, actor, measure, observation_id, person_id, now)
    load_observations(session, [row])
    _told(session, vault, actor, measure, row, now)
    _trace(session, "observation.record", actor, row, now)
    return observation_id


def correct_observation(
    session: Session,
    vault: Vault,
    actor: Doer,
    observation_id: uuid.UUID,
    typed: Typed,
    reason: str,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps another version of a measure, and returns its id; the one before stays readable.

    Raises NotFound, Invalid, Asked, and Conflict when another version was written meanwhile.
    """
    take_revision(session, actor.establishment_id)
    found = standing.find(session, observation_id)
    if found is None or found.establishment_id != actor.establishment_id or found.retracted_at:
        raise NotFound()
    if found.superseded_by is not None:
        raise Conflict(
            "Cette mesure a été corrigée entre-temps : la page montre sa nouvelle version."
        )
    if not reason.strip():
        raise Invalid({"reason": "Dites pourquoi la mesure est corrigée."})
    if problem := text_problem(reason):
        raise Invalid({"reason": problem[1]})
    person_id = found.person_id
    measure = _judged(session, vault, typed, person_id, is_correction=True)
    root = found.root_id or found.id
    version = Version(root, found.version + 1, reason)
    row = _row(vault, actor, measure, new_id(), person_id, now, version)
    standing.supersede(session, found, row)
    because = "Mesure corrigée."
    answer_for(session, vault, actor, found.id, because=because, at=now, now=now)
    _told(session, vault, actor, measure, row, now)
    _trace(session, "observation.correct", actor, row, now)
    version_id: uuid.UUID = row["id"]
    return version_id


def _judged(
    session: Session, vault: Vault, typed: Typed, person_id: uuid.UUID, *, is_correction: bool
) -> Measure:
    """The measure, when nothing is wrong or odd about it. Raises Invalid, Asked."""
    kind = typed.kind
    before = latest(session, vault, [person_id], [kind.name]) if kind.jump else {}
    last = before.get(person_id, {}).get(kind.name)
    judged = judge(
        kind,
        typed.values,
        contexts=typed.contexts,
        missing=typed.missing,
        previous=last.value if last and not is_correction else None,
        is_confirmed=typed.is_answered,
        is_correction=is_correction,
    )
    problems = {one.field: one.says for one in reversed(judged.problems)}
    texts = (("note", typed.note), ("source", typed.source))
    problems |= {name: found[1] for name, text in texts if (found := text_problem(text or ""))}
    if problems:
        raise Invalid(problems)
    if judged.questions:
        raise Asked(judged.questions)
    return Measure(
        kind=kind,
        values=judged.values,
        contexts=typed.contexts,
        missing=typed.missing,
        note=typed.note,
        source=typed.source,
        typed=typed.as_read,
        is_confirmed=typed.is_answered,
        taken_at=typed.taken_at,
    )


def _row(
    vault: Vault,
    actor: Doer,
    measure: Measure,
    id: uuid.UUID,
    person_id: uuid.UUID,
    now: datetime,
    version: Version | None = None,
) -> dict[str, Any]:
    taken_at, odd = place_taken(measure.taken_at, now)
    if IMPLAUSIBLE_TAKEN in odd:
        raise Invalid({"taken_on": "Cette date ne peut pas être celle de la mesure."})
    return observation_row(
        vault,
        actor,
        measure,
        id=id,
        person_id=person_id,
        taken_at=taken_at,
        occurred_at=now,
        received_at=now,
        version=version,
    )


def _told(
    session: Session,
    vault: Vault,
    actor: Doer,
    measure: Measure,
    row: dict[str, Any],
    now: datetime,
) -> None:
    """Opens what a nurse must look at."""
    about = {"person_id": row["person_id"], "at": now}
    found = found_beyond(session, vault, actor, measure, taken_at=row["taken_at"], **about)
    if found is not None:
        ask_nurse(session, vault, actor, found, observation_id=row["id"], now=now, **about)


def _trace(session: Session, verb: str, actor: Doer, row: dict[str, Any], now: datetime) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row["person_id"],
        subject_id=row["id"],
        occurred_at=row["occurred_at"],
    )
