"""Signing what was ordered by word of mouth or in an emergency, or refusing to: each with the physician's own key.

The page asks for the key (`confirming.demand`), last in the same transaction. Signing is not controlling: whoever wrote
and signed a line does not control it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final, Literal

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import close_for
from app.areas.prescribing import chains, questions
from app.areas.prescribing.chains import Chain
from app.areas.prescribing.drafting import reason_of
from app.areas.prescribing.models import OrderSignature
from app.areas.prescribing.tasks import about_order
from app.areas.prescribing.values import Version
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id

Verdict = Literal["signed", "refused"]
REFUSED: Final = "sign_refused"


def sign(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    seen: uuid.UUID,
    now: datetime,
) -> Version:
    """Signs every version of the line that awaits it, also when the person has left; or what was refused before.

    Raises NotFound, Overtaken, Conflict (nothing to sign, or a line that does not open).
    """
    chain = _awaiting(session, house, actor, chain_id, seen, or_refused=True)
    _decide(session, house, actor, chain, "signed", None, now)
    vault = house.vault
    settled = {"now": now, "kinds": (REFUSED,)}
    questions.settle(session, vault, actor, chain_id, "signed", **settled)  # type: ignore[arg-type]
    return chain.head


def refuse_to_sign(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    reason: str,
    seen: uuid.UUID,
    now: datetime,
) -> Version:
    """Says that this is not what was ordered: a nurse is told at once and giving it is questioned; nothing stops by
    itself. Raises NotFound, Overtaken, Conflict, Invalid."""
    said = reason_of(reason)
    chain = _awaiting(session, house, actor, chain_id, seen, or_refused=False)
    _decide(session, house, actor, chain, "refused", said, now)
    head = chain.head
    assert head.line is not None
    questions.ask_about(
        session,
        house.vault,
        actor,
        head.person_id,
        chain_id,
        REFUSED,
        text=said,
        drug=head.line.drug.label,
        now=now,
    )
    return head


def _awaiting(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    seen: uuid.UUID,
    *,
    or_refused: bool,
) -> Chain:
    chain = chains.find(session, house, actor, chain_id, seen=seen, even_gone=True)
    if chain.head.line is None:
        raise Conflict(chains.UNREADABLE)
    is_refused = or_refused and any(
        one.kind == REFUSED for one in questions.asked_about(session, house.vault, chain_id)
    )
    if not chain.head.is_to_sign and not is_refused:
        raise Conflict("Il n’y a plus rien à signer sur cette ligne.", code="signed_already")
    return chain


def _decide(
    session: Session,
    house: House,
    actor: Doer,
    chain: Chain,
    verdict: Verdict,
    reason: str | None,
    now: datetime,
) -> None:
    head = chain.head
    for row in chain.rows:
        row.is_to_sign = False
    own_id = new_id()
    told = {
        "chain_id": head.chain,
        "line_id": head.id,
        "staff_id": actor.staff_id,
        "role": actor.role,
        "verdict": verdict,
        "decided_at": now,
    }
    said = {
        "prescriber": head.line.prescriber if head.line else "",
        "reason": reason,
        clear.KEY: clear.digest("order_signature", told),
    }
    session.add(
        OrderSignature(
            **told,
            id=own_id,
            person_id=head.person_id,
            establishment_id=actor.establishment_id,
            sealed=house.vault.seal(head.person_id, "order_signature", own_id, said),
        )
    )
    session.flush()
    close_for(session, house.vault, actor, about_order(head.chain), now=now, result=reason)
    verb = "prescription.signed" if verdict == "signed" else "prescription.sign_refused"
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=head.person_id,
        subject_id=head.chain,
        detail={"version": head.version},
    )
