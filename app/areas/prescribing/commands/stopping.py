"""Stopping a line for good."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import System, close_for
from app.areas.medical.queries import settings_of
from app.areas.prescribing import chains
from app.areas.prescribing.chains import Chain
from app.areas.prescribing.commands.writing import finish
from app.areas.prescribing.drafting import reason_of
from app.areas.prescribing.rows import line_row
from app.areas.prescribing.tasks import about_chain
from app.areas.prescribing.values import Version, Written
from app.gate.audit.record import Doer
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id
from medication.prescription import Line, Prescribed, Regular


def stop(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    reason: str,
    seen: uuid.UUID,
    now: datetime,
    is_to_sign: bool = False,
) -> Written:
    """Nothing is due from now on, and nothing that was planned will be; for a later day, `change` the end.

    The last version bears the same drug and no time: what givers read of the change. Nobody need control it; what was
    ordered by word of mouth and given is signed all the same.
    Raises NotFound, Overtaken, Conflict (stopped already), Invalid.
    """
    said = reason_of(reason)
    chain = chains.find(session, house, actor, chain_id, seen=seen)
    if chain.head.stopped_at is not None:
        raise Conflict("Cette ligne est déjà arrêtée.")
    line = _last(chain, now)
    settings = settings_of(session, actor.establishment_id)
    chains.cut(chain, now, settings)
    row = line_row(
        house.vault,
        actor,
        line,
        kind="stopped",
        settings=settings,
        now=now,
        source=chain.head.source,
        reason=said,
        is_to_sign=is_to_sign or chain.head.is_to_sign,
        stopped_at=now,
        paper=chain.head.paper,
    )
    chains.sign_as(row, chain.head)
    system = System(actor.establishment_id)
    subject = about_chain(chain_id)
    close_for(session, house.vault, system, subject, now=now, outcome="not_needed")
    return finish(session, house, actor, [row], line, now=now)


def _last(chain: Chain, now: datetime) -> Line:
    """What says which drug was stopped; a line that does not open any more can still be stopped."""
    head = chain.head
    readable = [one.line for one in chain.versions if one.line is not None]
    before = readable[-1] if readable else _unreadable(head)
    return replace(
        before,
        id=new_id(),
        version=chain.next_version,
        starts_at=now,
        ends_at=now,
        superseded_at=None,
        controlled_at=None,
    )


def _unreadable(head: Version) -> Line:
    nothing = Prescribed("Ligne illisible", None, (), "", "", "")
    return Line(
        id=head.id,
        chain=head.chain,
        version=head.version,
        person=head.person_id,
        drug=nothing,
        route="",
        unit="",
        scheme=Regular(()),
        starts_at=head.starts_at,
    )
