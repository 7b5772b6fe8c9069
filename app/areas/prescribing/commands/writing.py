"""What every command that writes a version ends with: the alerts answered for, the row, the doses, the trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from app.areas.prescribing import overrides, questions
from app.areas.prescribing.alerts_seen import note
from app.areas.prescribing.checking import alerts_about
from app.areas.prescribing.materialising import rematerialise
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.overrides import Passed
from app.areas.prescribing.questions import SettledAs
from app.areas.prescribing.values import Overriding, Written
from app.areas.prescribing.written import LineWritten, tell_line_written
from app.gate.audit.record import Doer, record
from app.ground.house import House
from medication.alerts import Alert
from medication.prescription import Line


def judge(
    session: Session,
    house: House,
    actor: Doer,
    line: Line,
    overriding: Iterable[Overriding],
    *,
    now: datetime,
) -> tuple[tuple[Alert, ...], list[Passed]]:
    """The alerts of a line about to be written, and those gone past. Raises HardStopped, ReasonsNeeded, Invalid."""
    alerts = alerts_about(session, house, actor.establishment_id, line, "prescribing", now=now)
    held = overrides.held_for(session, line.person)
    return alerts, overrides.decide(alerts, held, overriding)


def finish(
    session: Session,
    house: House,
    actor: Doer,
    rows: Sequence[PrescriptionLine],
    line: Line,
    *,
    now: datetime,
    alerts: tuple[Alert, ...] = (),
    passed: Sequence[Passed] = (),
) -> Written:
    """Keeps the versions; the last of `rows` is the head of its chain."""
    head = rows[-1]
    session.add_all(rows)
    session.flush()
    overrides.keep(
        session,
        house.vault,
        actor,
        passed,
        person_id=head.person_id,
        line_id=head.id,
        stage="prescribing",
        now=now,
    )
    note(session, actor.establishment_id, head.person_id, alerts, "prescribing", now=now)
    if head.kind in ("changed", "stopped"):
        settled_as = cast(SettledAs, head.kind)
        questions.settle(session, house.vault, actor, head.chain_id, settled_as, now=now)
    rematerialise(session, house, actor.establishment_id, [head.person_id], now=now)
    record(
        session,
        f"prescription.{head.kind}",
        at=now,
        actor=actor,
        person_id=head.person_id,
        subject_id=head.chain_id,
        detail={"version": head.version, "alerts": len(alerts), "passed": len(passed)},
    )
    home, person, chain = head.establishment_id, head.person_id, head.chain_id
    tell_line_written(session, house, LineWritten(home, person, chain, head.kind, now))
    return Written(line, alerts)
