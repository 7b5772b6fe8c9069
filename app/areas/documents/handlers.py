"""The synced command types of documents: what tablets captured, and what is withdrawn."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.areas.documents import arriving, erasing, hooks, withdrawing
from app.areas.documents.bodies import CaptureBody, WithdrawBody
from app.areas.documents.kinds import KINDS
from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.put_aside import without_keys
from app.areas.documents.rows import Captured, Row, document_row, part_rows
from app.areas.documents.taken import place_taken
from app.gate.sync import quarantine
from app.gate.sync.registry import CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from app.ground import clock
from app.ground.house import House

assert erasing  # whoever erases a person erases the documents

UNKNOWN_KIND = "unknown_document_kind"
FOREIGN_WOUND = "foreign_wound"
PARENT_AWAITED = timedelta(days=90)
"""How long a withdrawal waits for its document, which another tablet may still hold."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A capture ready to be written, and the house where its parts lie."""

    house: House
    document: Row
    parts: list[Row]
    flags: tuple[str, ...]


def _prepare(reading: Reading, command: Received) -> Prepared:
    """The document and its parts as rows, sealed. Refuses only what says nothing."""
    assert command.person_id is not None
    body: CaptureBody = command.body
    if len({part.name for part in body.parts}) < len(body.parts):
        raise Refusal("invalid", "La même page est nommée deux fois dans la prise de vue.")
    told = clock.from_text(body.taken_at) if body.taken_at else None
    if body.taken_at and told is None:
        raise Refusal("invalid", "La date de la prise de vue est illisible.")
    captured_at, odd = place_taken(told, command.at, command.shift)
    # A kind of a later version, or a wound of somebody else, is no reason to lose a document: it is to be filed.
    is_known = body.kind is None or body.kind in KINDS
    is_foreign = hooks.is_of_another(reading.session, body.wound, command.person_id)
    captured = Captured(
        id=command.id,
        person_id=command.person_id,
        kind=body.kind if is_known and not is_foreign else None,
        note=(body.note or "").strip() or None,
        source=body.source,
        wound_id=None if is_foreign else body.wound,
        captured_at=captured_at,
        occurred_at=command.at,
        received_at=command.received_at,
    )
    return Prepared(
        reading.house,
        document_row(reading.vault, command.actor, captured, len(body.parts)),
        part_rows(reading.vault, command.actor, captured, body.parts),
        (
            *(() if is_known else (UNKNOWN_KIND,)),
            *((FOREIGN_WOUND,) if is_foreign else ()),
            *odd,
        ),
    )


def _capture(writing: Writing, command: Received) -> tuple[str, ...]:
    """Keeps the document; parts that came before their command are counted at once."""
    prepared: Prepared = command.prepared
    writing.settle()
    session, home = writing.session, writing.establishment_id
    names = [part["name"] for part in prepared.parts]
    here = arriving.sizes_of_whole(session, prepared.house, home, names)
    for part in prepared.parts:
        if part["name"] in here:
            part.update(state="received", size=here[part["name"]], received_at=command.received_at)
    writing.insert(Document, prepared.document)
    for part in prepared.parts:
        writing.insert(DocumentPart, part)
    writing.flush()
    if len(here) == len(names):
        arriving.settle(session, prepared.house, command.id, now=command.received_at)
    return prepared.flags


def _house(reading: Reading, _command: Received) -> House:
    return reading.house


def _withdraw(writing: Writing, command: Received) -> None:
    """Undoes the author's own capture, or withdraws what whoever files says is not to be there."""
    writing.settle()
    body: WithdrawBody = command.body
    found = _find(writing.session, body.document)
    if found is None:
        raise _absent(writing, command)
    mine = (command.actor.establishment_id, command.person_id)
    if (found.establishment_id, found.person_id) != mine:
        raise Refusal("unknown_document")
    if not withdrawing.may_know(found, command.actor, at=command.at):
        raise Refusal("unknown_document")
    why_not = withdrawing.refusal(found, command.actor, body.why, at=command.at)
    if why_not is not None:
        raise Refusal("never_allowed", why_not)
    withdrawing.withdraw(
        writing.session, command.prepared, command.actor, found, body.why, at=command.at
    )


def _find(session: Session, id: uuid.UUID) -> Document | None:
    return session.get(Document, id)


def _absent(writing: Writing, command: Received) -> Refusal | Waits:
    """A withdrawal waits with its document, wherever that is held up, and not for ever."""
    if command.received_at - command.at > PARENT_AWAITED:
        return Refusal("unknown_document")
    about = (writing.session, writing.establishment_id, command.body.document)
    if quarantine.put_aside(*about):
        return Refusal("parent_settled")
    if quarantine.holds(*about):
        return Waits("parent_quarantined", "Le document visé est en quarantaine.")
    return Waits("parent_missing", "Le document visé n’est pas encore arrivé.")


for kind in (
    CommandType(
        "document.capture",
        CaptureBody,
        "document.capture",
        True,
        _capture,
        _prepare,
        shown=without_keys,
    ),
    CommandType("document.withdraw", WithdrawBody, "document.capture", True, _withdraw, _house),
):
    register_command(kind)
