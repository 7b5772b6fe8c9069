"""A value beyond its threshold opens something for a nurse to do: taken charge of, or it escalates (T5)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    close_for,
    open_task,
    register_kind,
)
from app.areas.observations import thresholds
from app.areas.observations.rows import Measure
from app.gate.audit.record import Doer
from app.ground.vault import Vault
from transmissions.observations.thresholds import Beyond, beyond

MEASURE: Final = register_kind(Kind("measure", "Mesure à contrôler", "activity"))
AREA: Final = "observations"
RECENT: Final = timedelta(days=7)
"""An older result is history when it is written down: whoever writes it has it before their eyes."""


def found_beyond(
    session: Session,
    vault: Vault,
    actor: Doer,
    measure: Measure,
    *,
    person_id: uuid.UUID,
    taken_at: datetime,
    at: datetime,
) -> Beyond | None:
    """What a nurse must hear of this measure, or None."""
    if at - taken_at > RECENT:
        return None
    set_here = thresholds.holding(session, vault, actor.establishment_id, person_id)
    reason = measure.missing.reason if measure.missing else None
    return beyond(measure.kind, measure.values, reason, set_here)


def ask_nurse(
    session: Session,
    vault: Vault,
    actor: Doer,
    told: Beyond,
    *,
    observation_id: uuid.UUID,
    person_id: uuid.UUID,
    at: datetime,
    now: datetime,
) -> None:
    """Opens it once, however often the same measure is applied: its id follows from the measure's."""
    asked = Asked(
        due_at=at,
        kind=MEASURE.name,
        what=told.says,
        role="nurse",
        urgent=told.is_urgent,
        subject=Subject(AREA, observation_id),
    )
    open_task(
        session,
        vault,
        actor,
        asked,
        person_id=person_id,
        now=now,
        occurred_at=at,
        id=uuid.uuid5(observation_id, "threshold"),
    )


def answer_for(
    session: Session,
    vault: Vault,
    actor: Doer,
    observation_id: uuid.UUID,
    *,
    because: str,
    at: datetime,
    now: datetime,
) -> None:
    """Nobody needs to look at it any more: the measure was undone, or corrected."""
    close_for(
        session,
        vault,
        actor,
        Subject(AREA, observation_id),
        now=now,
        outcome="not_needed",
        result=because,
        occurred_at=at,
    )
