"""What is said of a gesture becomes rows, in one transaction with what disagrees, what is asked and who is told.

Tablets come in by `handlers`, desks by `commands`; both end here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from app.areas.prescribing.queries import dose_known, version_known
from app.areas.rounds import disagreeing, hooks, standing
from app.areas.rounds.bodies import AdministerBody, AmendBody, ResolveBody, RetractBody
from app.areas.rounds.hooks import Administered, What
from app.areas.rounds.looking import Lookup
from app.areas.rounds.models import Administration, DoseResolution
from app.areas.rounds.rows import Row, administration_row, texts_of
from app.areas.rounds.saying import By, Target, amended, checked_again, said_of
from app.gate.audit import clear
from app.gate.audit.record import Doer
from app.gate.auth.actor import Actor
from app.gate.auth.policy import allows
from app.gate.sync import quarantine
from app.gate.sync.registry import Reading
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from app.ground.database import take_revision
from app.ground.house import House
from medication import discrepancies as flags
from medication.prescription import Line

PARENT_AWAITED = timedelta(days=90)
"""How long what is about a record waits for it, which another tablet may still hold."""
UNDO_ACCEPTED = timedelta(minutes=10)
"""Screens offer it for seconds; a tap that a slow tablet recorded late is still an undo. Later, it is amended."""
UNNAMED = "Une prise"
_MAY_SETTLE = "medication.resolve"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it will be written, and the line it is of."""

    row: Row
    line: Line | None
    amount: Decimal | None


def prepared(
    lookup: Lookup, actor: Doer, by: By, person_id: uuid.UUID, body: AdministerBody
) -> Prepared:
    """Checks and seals, before anything is locked. Raises Refusal."""
    said, line = said_of(lookup, by, person_id, body)
    amount = said.content.get("amount")
    row = administration_row(lookup.reading.vault, actor, said)
    return Prepared(row, line, None if amount is None else Decimal(amount))


def keep(writing: Writing, actor: Doer, one: Prepared) -> tuple[str, ...]:
    """Writes the record; returns its flags, those that only the lock could show among them."""
    row, home = one.row, writing.establishment_id
    take_revision(writing.session, home)
    more: tuple[str, ...] = ()
    dose_id = row["dose_id"]
    if dose_id is not None and _is_company(writing, dose_id):
        writing.insert(Administration, row)
        writing.settle()
        if _judge(writing, dose_id, one.line, row["received_at"]):
            more = (flags.ALREADY_RECORDED,)
            standing.flag(writing.session, row["id"], [*(row["flags"] or ()), *more])
    else:
        writing.insert(Administration, row)
    _tell(writing, actor, "recorded", row, one.line, one.amount)
    return (*(row["flags"] or ()), *more)


def amend(
    writing: Writing, house: House, actor: Actor, by: By, person_id: uuid.UUID, body: AmendBody
) -> tuple[str, ...]:
    """Writes the record anew beside the one it amends, checked as that one was. Raises Refusal, or Waits for one that
    has not come."""
    writing.settle()
    found = _found(writing, by, person_id, body.administration)
    root = found if found.root_id is None else standing.find(writing.session, found.root_id)
    mine = {found.author_id, root.author_id if root is not None else found.author_id}
    if actor.staff_id not in mine and not allows(actor.role, _MAY_SETTLE):
        raise Refusal(
            "never_allowed", "Seuls son auteur et une infirmière peuvent rectifier une prise."
        )
    target = _target(writing, found)
    said = amended(writing.vault, by, target, body)
    group = found.root_id or found.id
    held = standing.held_of(writing.session, group)
    lookup = Lookup.of(Reading(writing.session, house), writing.establishment_id)
    said = checked_again(lookup, by, said, target, found.id if held is None else held.id)
    row = administration_row(writing.vault, actor, said)
    writing.insert(Administration, row)
    writing.settle()
    standing.settle_group(writing.session, writing.establishment_id, group)
    more: tuple[str, ...] = ()
    if said.dose_id is not None:
        was_open = standing.is_open(writing.session, said.dose_id)
        if _judge(writing, said.dose_id, target.line, by.received_at) and not was_open:
            more = (flags.ALREADY_RECORDED,)
            standing.flag(writing.session, row["id"], [*said.flags, *more])
    amount = said.content.get("amount")
    _tell(writing, actor, "amended", row, target.line, None if amount is None else Decimal(amount))
    return (*said.flags, *more)


def retract(writing: Writing, actor: Doer, by: By, person_id: uuid.UUID, body: RetractBody) -> None:
    """Undoes the author's own record. Raises Refusal, or Waits for one that has not come."""
    writing.settle()
    found = _found(writing, by, person_id, body.administration)
    if found.author_id != actor.staff_id:
        raise Refusal("never_allowed", "Seul l’auteur d’une prise peut l’annuler.")
    if abs(by.at - found.occurred_at) > UNDO_ACCEPTED:
        raise Refusal("never_allowed", "Le délai d’annulation est passé : rectifiez la prise.")
    undo(writing, actor, found, at=by.at, now=by.received_at)


def undo(writing: Writing, actor: Doer, found: Any, *, at: datetime, now: datetime) -> None:
    """The record counts for nothing from here on, and whoever was told of it is told so."""
    standing.retract(writing.session, found, at)
    standing.settle_group(writing.session, found.establishment_id, found.root_id or found.id)
    target = _target(writing, found)
    if found.dose_id is not None:
        _judge(writing, found.dose_id, target.line, now)
    _tell_undone(writing, actor, found, target.line, now)


def resolve(
    writing: Writing, actor: Doer, by: By, person_id: uuid.UUID, body: ResolveBody
) -> tuple[str, ...]:
    """Keeps which outcome stands. It holds for outcomes that are still on their way, too. Raises Refusal."""
    writing.settle()
    known = standing.of_dose(writing.session, body.dose)
    if known.rows and known.rows[0].person_id != person_id:
        raise Refusal("unknown_administration")
    was_settled = known.settled is not None and not known.stands.is_conflict
    row = {
        "id": by.id,
        "establishment_id": writing.establishment_id,
        "person_id": person_id,
        "dose_id": body.dose,
        "keeps": body.keeps,
        "seen": [str(one) for one in body.seen],
        "author_id": actor.staff_id,
        "at": by.at,
        "received_at": by.received_at,
    }
    said = {"note": texts_of(body.note)[0], clear.KEY: clear.digest("dose_resolution", row)}
    sealed = writing.vault.seal(person_id, "dose_resolution", by.id, said)
    writing.insert(DoseResolution, {**row, "sealed": sealed})
    writing.settle()
    if known.rows:
        line = _target(writing, known.rows[0]).line
        _judge(writing, body.dose, line, by.received_at)
    return (flags.ALREADY_RESOLVED,) if was_settled else ()


def _is_company(writing: Writing, dose_id: uuid.UUID) -> bool:
    """Whether something else is known of the dose: in the database, or in this very transaction, unwritten yet."""
    pending: set[uuid.UUID] = writing.session.info.setdefault("administered", set())
    if dose_id in pending or standing.has_others(writing.session, dose_id):
        return True
    pending.add(dose_id)
    return False


def _judge(writing: Writing, dose_id: uuid.UUID, line: Line | None, now: datetime) -> bool:
    """Whether the dose disagrees now; a nurse is asked, or needs not be any more."""
    label = line.drug.label if line is not None else UNNAMED
    home = writing.establishment_id
    judged = disagreeing.judge(writing.session, writing.vault, home, dose_id, label=label, now=now)
    return judged.is_open


def _found(writing: Writing, by: By, person_id: uuid.UUID, id: uuid.UUID) -> Any:
    """The record, of that person and home."""
    found = standing.find(writing.session, id)
    if found is None:
        raise _absent(writing, by, id)
    if (found.establishment_id, found.person_id) != (writing.establishment_id, person_id):
        raise Refusal("unknown_administration")
    return found


def _absent(writing: Writing, by: By, id: uuid.UUID) -> Refusal | Waits:
    """What is about a record waits with it, wherever that is held up, and not for ever."""
    if by.received_at - by.at > PARENT_AWAITED:
        return Refusal("unknown_administration")
    about = (writing.session, writing.establishment_id, id)
    if quarantine.put_aside(*about):
        return Refusal("parent_settled")
    if quarantine.holds(*about):
        return Waits("parent_quarantined", "La prise visée est en quarantaine.")
    return Waits("parent_missing", "La prise visée n’est pas encore arrivée.")


def _target(writing: Writing, found: Any) -> Target:
    """The record with its dose and its line, opened."""
    session = writing.session
    version = version_known(session, writing.vault, found.line_id)
    mine = version is not None and version.person_id == found.person_id
    dose = None if found.dose_id is None else dose_known(session, found.dose_id)
    return Target(found, dose, version.line if version is not None and mine else None)


def _tell_undone(
    writing: Writing, actor: Doer, found: Any, line: Line | None, received_at: datetime
) -> None:
    """Undone, an amendment gives way to what it amended: that is said anew, and asks again for what it asked."""
    held = standing.held_of(writing.session, found.root_id or found.id)
    said, what = (found, "retracted") if held is None else (held, "amended")
    row = {**said._mapping, "stands": held is not None, "received_at": received_at}
    _tell(writing, actor, cast(What, what), row, line, None)


def _tell(
    writing: Writing,
    actor: Doer,
    what: What,
    row: Row,
    line: Line | None,
    amount: Decimal | None,
) -> None:
    names = ("id", "person_id", "dose_id", "chain_id", "line_id", "act", "outcome", "at")
    told = Administered(
        **{name: row[name] for name in names},
        what=what,
        root=row["root_id"] or row["id"],
        establishment_id=writing.establishment_id,
        line=line,
        amount=amount,
        recorded_at=row["occurred_at"],
        received_at=row["received_at"],
        author=actor,
        container_id=row["container_id"],
        stands=row["stands"],
        is_doubtful=row["doubtful"],
    )
    hooks.tell(writing.session, writing.vault, told)
