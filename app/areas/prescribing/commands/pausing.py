"""Suspending a line until a time, or until further notice; taking it up again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.medical.queries import settings_of
from app.areas.prescribing import chains
from app.areas.prescribing.chains import Chain
from app.areas.prescribing.commands.writing import finish, judge
from app.areas.prescribing.drafting import reason_of
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import line_row
from app.areas.prescribing.values import Kind, Overriding, Version, Written
from app.gate.audit.record import Doer
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id
from medication.prescription import Line, Pause

Pauses = tuple[Pause, ...]


def suspend(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    reason: str,
    seen: uuid.UUID,
    now: datetime,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> Written:
    """Nothing is due from `from_at` (now) until `until_at`, or until somebody resumes it.

    Raises NotFound, Overtaken, Conflict (stopped, ended, suspended already), Invalid.
    """
    said = reason_of(reason)
    begins = max(from_at or now, now)
    if until_at is not None and until_at <= begins:
        raise Invalid({"until_at": "La reprise est avant la suspension."})
    chain = _standing(session, house, actor, chain_id, seen, now)
    if any(one.until_at is None or one.until_at > begins for one in _pauses(chain, now)):
        raise Conflict("Cette ligne est déjà suspendue : reprenez-la d’abord.")
    pause = Pause(begins, until_at, said)
    rows, lines = _again(
        session, house, actor, chain, "suspended", lambda p: (*p, pause), now, said
    )
    return finish(session, house, actor, rows, lines[0], now=now)


def resume(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    seen: uuid.UUID,
    now: datetime,
    overriding: Iterable[Overriding] = (),
    reason: str = "",
) -> Written:
    """What is due is due again from now on. Raises NotFound, Overtaken, Conflict (not suspended), HardStopped,
    ReasonsNeeded, Invalid."""
    chain = _standing(session, house, actor, chain_id, seen, now)
    if not any(one.until_at is None or one.until_at > now for one in _pauses(chain, now)):
        raise Conflict("Cette ligne n’est pas suspendue.")
    rows, lines = _again(
        session, house, actor, chain, "resumed", lambda p: _ended(p, now), now, reason.strip()[:300]
    )
    alerts, passed = judge(session, house, actor, lines[0], overriding, now=now)
    return finish(session, house, actor, rows, lines[0], now=now, alerts=alerts, passed=passed)


def _standing(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    seen: uuid.UUID,
    now: datetime,
) -> Chain:
    chain = chains.find(session, house, actor, chain_id, seen=seen)
    chains.unstopped(chain)
    if not chain.standing(now):
        raise Conflict("Cette ligne est terminée.")
    return chain


def _pauses(chain: Chain, now: datetime) -> Pauses:
    first = chain.standing(now)[0].line
    return first.pauses if first else ()


def _again(
    session: Session,
    house: House,
    actor: Doer,
    chain: Chain,
    kind: Kind,
    pauses: Callable[[Pauses], Pauses],
    now: datetime,
    reason: str,
) -> tuple[list[PrescriptionLine], list[Line]]:
    """Each version that holds or will is written again with these pauses: what is planned stays planned.

    What was controlled stays controlled, and what waits for a control goes on waiting: nothing else is new in it.
    """
    settings = settings_of(session, actor.establishment_id)
    standing = chain.standing(now)
    chains.cut(chain, now, settings)
    rows: list[PrescriptionLine] = []
    lines: list[Line] = []
    for number, one in enumerate(standing, chain.next_version):
        line = _rewritten(one, number, pauses, now)
        row = line_row(
            house.vault,
            actor,
            line,
            kind=kind,
            settings=settings,
            now=now,
            source=one.source,
            reason=reason,
            is_to_sign=one.is_to_sign,
            paper=one.paper,
        )
        chains.control_as(row, one)
        chains.sign_as(row, one)
        if rows:
            chains.followed(rows[-1], line.starts_at, settings)
        rows.append(row)
        lines.append(line)
    return rows, lines


def _rewritten(
    one: Version, number: int, pauses: Callable[[Pauses], Pauses], now: datetime
) -> Line:
    if one.line is None:
        raise Conflict(chains.UNREADABLE)
    return replace(
        one.line,
        id=new_id(),
        version=number,
        starts_at=max(one.starts_at, now),
        superseded_at=None,
        pauses=pauses(one.line.pauses),
    )


def _ended(pauses: Pauses, now: datetime) -> Pauses:
    """Those that run end now; those to come never begin."""
    begun = (one for one in pauses if one.from_at < now)
    return tuple(
        replace(one, until_at=now) if one.until_at is None or one.until_at > now else one
        for one in begun
    )
