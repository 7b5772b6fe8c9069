"""The one door of safety, asked about a person's lines as they are kept or as they are about to be."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.prescribing.facts import facts_of, knowledge
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.ground.house import House
from app.ground.vault import Vault
from medication.alerts import Alert, Stage
from medication.prescription import Line
from medication.safety import check


def standing_of(
    session: Session, house: House, person_id: uuid.UUID, *, now: datetime
) -> list[Version]:
    """Every version of the person's lines that holds at `now`, or will."""
    rows = session.scalars(
        select(PrescriptionLine)
        .where(
            PrescriptionLine.person_id == person_id,
            PrescriptionLine.stopped_at.is_(None),
            or_(PrescriptionLine.superseded_at.is_(None), PrescriptionLine.superseded_at > now),
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > now),
        )
        .order_by(PrescriptionLine.chain_id, PrescriptionLine.version)
    )
    return [one for one in versions_of(house.vault, rows) if one.stands(now)]


def one_a_chain(versions: Iterable[Version], now: datetime) -> list[Version]:
    """Of each chain the version in force, else the next to come."""
    found: dict[uuid.UUID, Version] = {}
    for one in versions:
        kept = found.get(one.chain)
        if kept is None or (one.starts_at <= now and one.version > kept.version):
            found[one.chain] = one
    return list(found.values())


def judged(versions: Iterable[Version]) -> list[Line]:
    """The lines that safety reads: those in force and those planned; it knows itself which of them meet."""
    return [one.line for one in versions if one.line is not None]


def alerts_about(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    written: Line,
    stage: Stage,
    *,
    now: datetime,
) -> tuple[Alert, ...]:
    """What the line as written raises, beside the person's other lines; and in the passage from the versions before it,
    what no reason goes past; for whoever controls, who signs those versions too, also what asks for a reason. Raises
    NotFound, NoReference."""
    others = judged(standing_of(session, house, written.person, now=now))
    lines = [written, *(one for one in others if one.chain != written.chain)]
    before = [one for one in others if one.chain == written.chain and one.version < written.version]
    person, chain = written.person, written.chain
    found = ask(session, house, establishment_id, person, lines, stage, now=now, about=chain)
    if not before:
        return found
    lines += before
    passing = ask(session, house, establishment_id, person, lines, stage, now=now, about=chain)
    known = {one.identity for one in found}
    asks = ("hard_stop", "interrupt") if stage == "validation" else ("hard_stop",)
    return (*(one for one in passing if one.level in asks and one.identity not in known), *found)


def ask(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    lines: Sequence[Line],
    stage: Stage,
    *,
    now: datetime,
    about: uuid.UUID | None = None,
) -> tuple[Alert, ...]:
    """What safety says of these lines; of all of them, or about one chain. Raises NotFound, NoReference."""
    facts = facts_of(session, house, establishment_id, person_id, now=now)
    known = knowledge(session, house, establishment_id)
    chains = None if about is None else frozenset({about})
    return raised(house.vault, person_id, check(lines, facts, known, stage, about=chains))


def raised(vault: Vault, person_id: uuid.UUID, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """The alerts under identities that are kept beside no drug: without the person's key, nobody who tries drugs and
    doses one by one finds which of them an alert is about."""
    return tuple(
        replace(one, identity=vault.fingerprint(person_id, one.identity)) for one in alerts
    )
