"""Two outcomes of one dose: told to a nurse at once, until she settles it or what disagreed is taken back.

It follows from what was recorded and settled, whatever arrived first: done again, it changes nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    System,
    close_for,
    open_task,
    register_kind,
)
from app.areas.rounds import standing
from app.areas.rounds.standing import OfDose
from app.ground.vault import Vault
from medication.outcomes import OUTCOMES
from medication.schedule import Act

KIND: Final = register_kind(Kind("dose_conflict", "Désaccord sur une prise", "triangle-alert"))
AREA: Final = "dose_conflict"
_WHAT_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """How a dose stands, and whether it disagreed before: `was_open` when something arrived about it."""

    of_dose: OfDose
    was_open: bool
    is_open: bool


def judge(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    dose_id: uuid.UUID,
    *,
    label: str,
    now: datetime,
) -> Judged:
    """Opens or closes the disagreement about a dose, and what a nurse is asked. `label` names the drug."""
    found, before = standing.of_dose(session, dose_id), standing.open_conflict(session, dose_id)
    was_open = before is not None and before.closed_at is None
    is_open = found.stands.is_conflict
    if is_open and not was_open:
        _open(session, vault, establishment_id, found, before, label, now)
    elif was_open and not is_open:
        _close(session, vault, establishment_id, found, before, now)
    elif before is not None and before.resolution_id != _settled(found, is_open):
        standing.put_conflict(
            session, before, _row(establishment_id, before.id, found, before, now)
        )
    return Judged(found, was_open, is_open)


def _is_news(found: OfDose, before: Any | None) -> bool:
    """Whatever is recorded of a dose that disagrees, or did, is told with it; so is one that was settled before it was
    ever seen to disagree here."""
    if before is not None:
        return True
    return found.settled is not None and len(found.facts) > 1


def subject_of(dose_id: uuid.UUID) -> Subject:
    """What a nurse's task about a disagreement is about."""
    return Subject(AREA, dose_id)


def _open(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    found: OfDose,
    before: Any | None,
    label: str,
    now: datetime,
) -> None:
    first = found.rows[0]
    row = _row(establishment_id, first.dose_id, found, before, now)
    row["opened_at"] = now if before is not None else row["opened_at"]
    standing.put_conflict(session, before, row)
    asked = Asked(
        due_at=now,
        kind=KIND.name,
        what=_words(found, label),
        role="nurse",
        urgent=True,
        label=KIND.label,
        subject=subject_of(first.dose_id),
    )
    system = System(establishment_id)
    open_task(session, vault, system, asked, person_id=first.person_id, now=now)


def _close(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    found: OfDose,
    before: Any,
    now: datetime,
) -> None:
    standing.put_conflict(session, before, _row(establishment_id, before.id, found, before, now))
    is_settled = _settled(found, is_open=False) is not None
    close_for(
        session,
        vault,
        System(establishment_id),
        subject_of(before.id),
        now=now,
        outcome="done" if is_settled else "not_needed",
        result=None if is_settled else "Ce qui s’opposait a été annulé ou rectifié.",
    )


def _row(
    establishment_id: uuid.UUID, dose_id: uuid.UUID, found: OfDose, before: Any, now: datetime
) -> dict[str, Any]:
    first, is_open = found.rows[0], found.stands.is_conflict
    closed_at = before.closed_at if before is not None and before.closed_at is not None else now
    return {
        "id": dose_id,
        "establishment_id": establishment_id,
        "person_id": first.person_id,
        "chain_id": first.chain_id,
        "opened_at": now if before is None else before.opened_at,
        "closed_at": None if is_open else closed_at,
        "resolution_id": _settled(found, is_open),
    }


def _settled(found: OfDose, is_open: bool) -> uuid.UUID | None:
    """What settled it; nothing while it disagrees, or where what was kept was taken back since."""
    if is_open or found.settled is None:
        return None
    return found.settled.id


def _words(found: OfDose, label: str) -> str:
    """« DOLIPRANE 500 mg : donné et refusé pour la même prise. »"""
    outcomes = [_word(one.act, one.outcome) for one in found.facts]
    times = {words: outcomes.count(words) for words in outcomes}
    told = [words if count == 1 else f"{words} {count} fois" for words, count in times.items()]
    ends = f" : {' et '.join(told)} pour la même prise. Trancher."
    return f"{label[: _WHAT_LIMIT - len(ends)]}{ends}"


def _word(act: Act, outcome: str) -> str:
    known = OUTCOMES[act].get(outcome)
    return known.label if known else outcome
