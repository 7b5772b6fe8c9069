"""Changing a line: a new version that takes over, now or from a day to come."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.follow_ups.commands import System, close_for
from app.areas.medical.queries import settings_of
from app.areas.prescribing import chains
from app.areas.prescribing.commands.writing import finish, judge
from app.areas.prescribing.drafting import line_of
from app.areas.prescribing.rows import line_row
from app.areas.prescribing.tasks import about_chain, about_order
from app.areas.prescribing.values import Draft, Overriding, Version, Written
from app.gate.audit.record import Doer
from app.gate.auth.policy import allows
from app.ground.house import House
from app.ground.ids import new_id
from medication.prescription import Pause


def change(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    draft: Draft,
    *,
    seen: uuid.UUID,
    now: datetime,
    overriding: Iterable[Overriding] = (),
    reason: str = "",
) -> Written:
    """Writes what holds from `draft.starts_at` on (now, when that is past or not given); until then nothing changes.

    Whatever was planned after that instant is replaced; a suspension that runs goes on. `reason` is shown to givers.
    Raises NotFound, Overtaken, Conflict, Invalid, HardStopped, ReasonsNeeded.
    """
    chain = chains.find(session, house, actor, chain_id, seen=seen)
    chains.unstopped(chain)
    starts_at = max(draft.starts_at or now, now)
    line = line_of(
        draft,
        person=chain.head.person_id,
        id=new_id(),
        chain=chain_id,
        version=chain.next_version,
        starts_at=starts_at,
        now=now,
        reference=current(house),
        pauses=_still(chain.versions, now),
    )
    alerts, passed = judge(session, house, actor, line, overriding, now=now)
    settings = settings_of(session, actor.establishment_id)
    chains.cut(chain, starts_at, settings)
    system, subject = System(actor.establishment_id), about_chain(chain_id)
    close_for(session, house.vault, system, subject, now=now, outcome="not_needed")
    row = line_row(
        house.vault,
        actor,
        line,
        kind="changed",
        settings=settings,
        now=now,
        source=draft.source.strip() or chain.head.source,
        reason=" ".join(reason.split())[:300],
        is_to_sign=draft.is_to_sign or _still_to_sign(actor, chain.head, draft),
        paper=draft.paper,
    )
    chains.sign_as(row, chain.head)
    if (
        not row.is_to_sign
    ):  # the ordonnance in the file, or the prescriber's own hand, stands for the signature
        close_for(session, house.vault, system, about_order(chain_id), now=now)
    return finish(session, house, actor, [row], line, now=now, alerts=alerts, passed=passed)


def _still_to_sign(actor: Doer, before: Version, draft: Draft) -> bool:
    """Whether the oral order before it goes on waiting: that somebody says it is written somewhere signs nothing. A
    page of the person's file does, and whoever signs orders, writing it themselves."""
    return before.is_to_sign and draft.paper is None and not allows(actor.role, "prescription.sign")


def _still(versions: Iterable[Version], now: datetime) -> list[Pause]:
    """The suspensions of the version in force, or of the next, that have not ended."""
    standing = [one.line for one in versions if one.line is not None and one.stands(now)]
    pauses = standing[0].pauses if standing else ()
    return [one for one in pauses if one.until_at is None or one.until_at > now]
