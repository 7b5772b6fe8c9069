"""A taking that the server could not verify: its slot is "peut-être donné, vérifier" until somebody settled the entry.

An entry in quarantine says nothing for sure, but a second tablet must not give because of that: what it told is kept as
a doubtful record, which counts for intervals and allowances as the cautious reading wants, and goes away once the entry
is taken (by the record itself), written anew, or dismissed.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from app.areas.persons.queries import unit_of
from app.areas.prescribing.queries import dose_known, version_known
from app.areas.rounds import keeping, standing
from app.areas.rounds.bodies import AdministerBody
from app.areas.rounds.rows import Said, administration_row, amount_of, place_done
from app.areas.rounds.saying import held_in, taken_of
from app.gate.auth.actor import Actor
from app.gate.directory.models import Staff
from app.gate.sync.held_back import HeldBack, listen
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing
from app.ground.vault import KeyGone
from medication import discrepancies as flags
from medication.given import TAKEN
from medication.schemes import Patch

TYPE = "dose.administer"


def doubt_of(command_id: uuid.UUID, device_id: uuid.UUID) -> uuid.UUID:
    """Under which id the doubt is kept: the record itself may come under the command's own."""
    return uuid.uuid5(command_id, f"held back {device_id}")


class _Doubting:
    def held(self, writing: Writing, told: HeldBack) -> None:
        row, line, amount = _row(writing, told) or (None, None, None)
        if row is not None and standing.find(writing.session, row["id"]) is None:
            author = Actor(told.author_id, writing.establishment_id, "", None, told.device_id)
            keeping.keep(writing, author, keeping.Prepared(row, line, amount))

    def settled(
        self, writing: Writing, command_id: uuid.UUID, device_id: uuid.UUID, now: datetime
    ) -> None:
        found = standing.find(writing.session, doubt_of(command_id, device_id))
        if found is not None and found.retracted_at is None:
            author = Actor(found.author_id, writing.establishment_id, "", None, device_id)
            keeping.undo(writing, author, found, at=now, now=now)


def _row(writing: Writing, told: HeldBack) -> tuple[Any, Any, Any] | None:
    """The doubtful record; None where it names no dose of that person, nobody of the home, or nothing was taken."""
    try:
        body = AdministerBody.model_validate(dict(told.body))
        at, _ = place_done(body.at or told.at, told.received_at, timedelta(0))
        amount = amount_of(body.amount)
    except (ValidationError, Refusal):
        return None
    session, home = writing.session, writing.establishment_id
    author = session.get(Staff, told.author_id)
    if body.act != "give" or body.outcome not in TAKEN:
        return None
    if (
        author is None
        or author.establishment_id != home
        or not unit_of(session, home, told.person_id)
    ):
        return None
    version = version_known(session, writing.vault, body.line)
    dose = dose_known(session, body.dose) if body.dose else None
    named = (told.person_id, body.chain)
    if version is None or (version.person_id, version.chain) != named:
        return None
    if body.dose and (dose is None or (dose.person_id, dose.chain_id) != named):
        return None
    line = version.line
    amount = taken_of(body.outcome, amount, dose, line)
    said = Said(
        id=doubt_of(told.command_id, told.device_id),
        person_id=told.person_id,
        dose_id=body.dose,
        chain_id=body.chain,
        line_id=body.line,
        act=body.act,
        outcome=body.outcome,
        offered=body.offered,
        at=at,
        occurred_at=at,
        received_at=told.received_at,
        doubtful=True,
        is_patch=line is not None and isinstance(line.scheme, Patch),
        until=dose.expires_at if dose is not None else None,
        content={"amount": None if amount is None else str(amount), **held_in(line, amount)},
        flags=(flags.HELD_BACK,),
    )
    author_of = Actor(told.author_id, home, "", None, told.device_id)
    try:
        return administration_row(writing.vault, author_of, said), line, amount
    except KeyGone:
        return None


listen(TYPE, _Doubting())
