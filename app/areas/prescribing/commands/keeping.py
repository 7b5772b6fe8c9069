"""Keeping a line as it is although it was questioned: somebody looked into it, and says why it is right."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.prescribing import chains, questions
from app.areas.prescribing.drafting import reason_of
from app.gate.audit.record import Doer
from app.ground.errors import Conflict, Refused
from app.ground.house import House


def keep(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    reason: str,
    seen: uuid.UUID,
    now: datetime,
) -> int:
    """Answers every question that is open about a line; returns how many. Nothing of the line changes.

    Raises NotFound, Overtaken, Invalid, Conflict when nothing is asked any more, and Refused for what only the
    prescriber answers: an order that a physician would not sign is kept by a physician.
    """
    said = reason_of(reason)
    chains.find(session, house, actor, chain_id, seen=seen)
    asked = questions.asked_about(session, house.vault, chain_id)
    if not asked:
        raise Conflict("Plus rien n’est en question sur cette ligne.")
    if actor.role != "physician" and any(one.kind == "sign_refused" for one in asked):
        raise Refused("Un médecin a refusé de signer cet ordre : un médecin décide de la suite.")
    return questions.settle(session, house.vault, actor, chain_id, "kept", now=now, answer=said)
