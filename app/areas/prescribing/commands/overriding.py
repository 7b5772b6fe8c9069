"""Going past alerts of a treatment that is written already: those that the night found, or a control showed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import System, close_for
from app.areas.prescribing import chains, overrides
from app.areas.prescribing.alerts_seen import found_at_night
from app.areas.prescribing.checking import ask, judged, standing_of
from app.areas.prescribing.tasks import about_alert
from app.areas.prescribing.values import Overriding
from app.gate.audit.record import Doer
from app.ground.errors import Conflict
from app.ground.house import House
from medication.alerts import Alert, Stage


def override(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    overriding: Iterable[Overriding],
    *,
    now: datetime,
    stage: Stage = "validation",
) -> tuple[Alert, ...]:
    """Says why alerts that stand are gone past; what the night asked about them is answered. Returns them.

    Raises NotFound, Invalid, and Conflict for an alert that does not stand any more, or that nothing goes past.
    """
    given = list(overriding)
    chains.present(session, actor, person_id)
    home = actor.establishment_id
    lines = judged(standing_of(session, house, person_id, now=now))
    raised = ask(session, house, home, person_id, lines, stage, now=now)
    passed = overrides.decide(_named(raised, given), set(), given)
    overrides.keep(
        session,
        house.vault,
        actor,
        passed,
        person_id=person_id,
        line_id=None,
        stage=stage,
        now=now,
    )
    for row in found_at_night(session, person_id, [one.identity for one, _ in passed]):
        close_for(
            session,
            house.vault,
            System(home),
            about_alert(row.id),
            now=now,
            outcome="not_needed",
        )
    return tuple(one for one, _ in passed)


def _named(raised: Sequence[Alert], given: Sequence[Overriding]) -> list[Alert]:
    by_identity = {one.identity: one for one in raised if one.level == "interrupt"}
    found = [by_identity.get(one.identity) for one in given]
    if None in found:
        raise Conflict("Cette alerte ne tient plus, ou ne se passe pas outre : relisez la page.")
    return [one for one in found if one is not None]
