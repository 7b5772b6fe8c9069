"""Prescribing: the first version of a line."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.medical.queries import settings_of
from app.areas.prescribing import chains
from app.areas.prescribing.commands.writing import finish, judge
from app.areas.prescribing.drafting import line_of
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import line_row
from app.areas.prescribing.values import Draft, Overriding, Written
from app.gate.audit.record import Doer
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id


def prescribe(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    draft: Draft,
    *,
    now: datetime,
    overriding: Iterable[Overriding] = (),
    id: uuid.UUID | None = None,
) -> Written:
    """Writes a new line. `id` is fixed when a form is first shown: sent twice it writes once, and the alerts that were
    shown, which name the line, are those that `overriding` answers.

    Raises NotFound, Conflict (the person has left, or `id` was written already), Invalid, HardStopped,
    ReasonsNeeded, NoReference.
    """
    chains.present(session, actor, person_id)
    chain = id or new_id()
    is_known = or_(PrescriptionLine.chain_id == chain, PrescriptionLine.id == chain)
    if session.scalar(select(PrescriptionLine.id).where(is_known).limit(1)):
        raise Conflict("Cette ligne est déjà enregistrée.", code="written_already")
    starts_at = draft.starts_at or now
    line = line_of(
        draft,
        person=person_id,
        id=chain,
        chain=chain,
        version=1,
        starts_at=starts_at,
        now=now,
        reference=current(house),
    )
    alerts, passed = judge(session, house, actor, line, overriding, now=now)
    settings = settings_of(session, actor.establishment_id)
    row = line_row(
        house.vault,
        actor,
        line,
        kind="prescribed",
        settings=settings,
        now=now,
        source=draft.source.strip(),
        is_to_sign=draft.is_to_sign,
        paper=draft.paper,
        typed_by=draft.typed_by,
    )
    return finish(session, house, actor, [row], line, now=now, alerts=alerts, passed=passed)
