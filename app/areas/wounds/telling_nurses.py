"""What is to be done about a wound: looked at a first time, assessed again, looked at because of what was seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    close_for,
    open_task,
    register_kind,
)
from app.areas.wounds.keeping import Doing
from app.areas.wounds.values import WoundValue
from transmissions.follow_up_texts import WHAT_LIMIT
from transmissions.wounds import Concern

WOUND: Final = register_kind(Kind("wound", "Plaie", "bandage"))
NEXT: Final = "wounds"
"""Subject of what is due: the wound."""
SEEN: Final = "wound_acts"
"""Subject of what was told of one act."""
USUAL_DAYS: Final = 7
"""A wound is assessed once a week at least (EPUAP 2019)."""
RECENT: Final = timedelta(days=7)
"""What arrives later is history."""


def ask_first(doing: Doing, wound_id: uuid.UUID, name: str) -> None:
    """Somebody who does not assess saw a wound: a nurse looks at it."""
    what = f"Nouvelle plaie signalée, {_lower(name)} : à évaluer"
    _open(doing, Subject(NEXT, wound_id), wound_id, "first", what, due_at=doing.at)


def ask_next(doing: Doing, wound_id: uuid.UUID, act_id: uuid.UUID, name: str, days: int) -> None:
    """The next assessment, in place of the one that was due."""
    settle_next(doing, wound_id, "Évaluée.")
    due_at = doing.taken_at + timedelta(days=days)
    what = f"Évaluer : {_lower(name)}"
    _open(doing, Subject(NEXT, wound_id), act_id, "next", what, due_at=due_at)


def ask_reopened(doing: Doing, wound_id: uuid.UUID, act_id: uuid.UUID, name: str) -> None:
    """A wound that opened again is assessed the same day."""
    what = f"Plaie rouverte, {_lower(name)} : à évaluer"
    _open(doing, Subject(NEXT, wound_id), act_id, "next", what, due_at=doing.at)


def due_again(doing: Doing, wound: WoundValue, act_id: uuid.UUID) -> None:
    """After something was taken back: due when the assessments that remain say so."""
    settle_next(doing, wound.id, "Saisie annulée.")
    if wound.closed_at is not None:
        return
    last = wound.assessments[-1] if wound.assessments else None
    days = (last.said.get("next_days") or USUAL_DAYS) if last else 0
    due_at = last.taken_at + timedelta(days=days) if last else doing.at
    what = f"Évaluer : {_lower(wound.name)}"
    _open(doing, Subject(NEXT, wound.id), act_id, "again", what, due_at=due_at)


def settle_next(doing: Doing, wound_id: uuid.UUID, because: str) -> None:
    """What was due about the wound is answered."""
    close_for(
        doing.session,
        doing.vault,
        doing.actor,
        Subject(NEXT, wound_id),
        now=doing.now,
        result=because,
        occurred_at=doing.at,
    )


def tell(doing: Doing, act_id: uuid.UUID, name: str, found: Iterable[Concern]) -> None:
    """Each concern once, however often the same assessment is applied."""
    if doing.now - doing.taken_at > RECENT:
        return
    for one in found:
        what = f"{name}. {one.says}"
        _open(doing, Subject(SEEN, act_id), act_id, one.code, what, doing.at, one.is_urgent)


def take_back(doing: Doing, act_id: uuid.UUID, because: str) -> None:
    """Nobody needs to look at what is withdrawn."""
    close_for(
        doing.session,
        doing.vault,
        doing.actor,
        Subject(SEEN, act_id),
        now=doing.now,
        outcome="not_needed",
        result=because,
        occurred_at=doing.at,
    )


def _open(
    doing: Doing,
    subject: Subject,
    of: uuid.UUID,
    why: str,
    what: str,
    due_at: datetime,
    is_urgent: bool = False,
) -> None:
    asked = Asked(
        due_at=due_at,
        kind=WOUND.name,
        what=what if len(what) <= WHAT_LIMIT else f"{what[: WHAT_LIMIT - 1]}…",
        role="nurse",
        urgent=is_urgent,
        subject=subject,
    )
    open_task(
        doing.session,
        doing.vault,
        doing.actor,
        asked,
        person_id=doing.person_id,
        now=doing.now,
        occurred_at=doing.at,
        id=uuid.uuid5(of, f"wound/{why}"),
    )


def _lower(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"
