"""The second reading of what was copied: each line piece by piece beside the picture; one wrong holds no other back."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, open_task
from app.areas.prescribing import chains, questions
from app.areas.prescribing.commands import control
from app.areas.prescribing.drafting import reason_of
from app.areas.prescribing.tasks import QUESTION, about_paper, short
from app.areas.prescribing.values import PIECES
from app.gate.audit.record import Doer
from app.ground.errors import Conflict, Invalid
from app.ground.house import House

Found = Literal["controlled", "differs", "left"]
MISSING_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody read of one line, as it was on their screen (`seen`): the pieces that are the same on paper, or the
    one that is not, with what is written there."""

    chain: uuid.UUID
    seen: uuid.UUID
    same: frozenset[str] = frozenset()
    differs: str = ""
    note: str = ""


def read_back(
    session: Session, house: House, actor: Doer, reading: Reading, *, now: datetime
) -> Found:
    """Controls a line that was read whole, questions one that differs, leaves one that was read in part.

    Raises what `control` raises, and Invalid (`note`) for a difference that is not said.
    """
    if reading.differs:
        differ(session, house, actor, reading, now=now)
        return "differs"
    if not set(PIECES) <= reading.same:
        return "left"
    more = {"seen": reading.seen, "now": now, "read": reading.same}
    control(session, house, actor, reading.chain, **more)  # type: ignore[arg-type]
    return "controlled"


def differ(session: Session, house: House, actor: Doer, reading: Reading, *, now: datetime) -> None:
    """The line is not what the paper says: it is questioned, and a nurse told at once. It stays as it is until then."""
    if reading.differs not in PIECES:
        raise Invalid({"differs": "Dites ce qui diffère."})
    chain = chains.find(session, house, actor, reading.chain, seen=reading.seen)
    chains.unstopped(chain)
    line = chain.head.line
    if line is None or not chain.standing(now):
        raise Conflict("Cette ligne est terminée.")
    try:
        said = reason_of(reading.note)
    except Invalid as refusal:
        words = "Écrivez ce qui est sur l’ordonnance."
        raise Invalid({"note": words}) from refusal
    questions.ask_about(
        session,
        house.vault,
        actor,
        chain.head.person_id,
        reading.chain,
        "differs",
        text=f"{PIECES[reading.differs].lower()}. Sur l’ordonnance : {said}",
        drug=line.drug.label,
        now=now,
    )


def miss(
    session: Session,
    house: House,
    actor: Doer,
    document_id: uuid.UUID,
    person_id: uuid.UUID,
    text: str,
    *,
    now: datetime,
) -> None:
    """Something on the paper was copied into no line: a nurse is asked for it at once. Raises Invalid (`missing`)."""
    said = reason_of(text)
    asked = Asked(
        due_at=now + MISSING_WITHIN,
        kind=QUESTION.name,
        what=short(f"Ligne oubliée à la transcription : {said}"),
        role="nurse",
        urgent=True,
        subject=about_paper(document_id),
    )
    open_task(session, house.vault, actor, asked, person_id=person_id, now=now)


def is_whole(same: Collection[str]) -> bool:
    """Whether every piece was read."""
    return set(PIECES) <= set(same)
