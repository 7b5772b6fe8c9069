"""Who copies a document: one professional at a time, whose half-typed line is kept, and whom another may follow."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from app.areas.documents.queries import document_of
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import Transcription
from app.areas.prescribing.transcribing import copies
from app.areas.prescribing.transcribing.leaning import lean
from app.areas.prescribing.values import Draft, Overriding, Paper, Written
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id

NOT_SHOWN: Final = (
    "Ce document ne peut pas être transcrit maintenant : "
    "il attend ses pages, sa vérification, ou il a été refusé."
)
_MOST = 400
"""More fields, or longer ones, are no form of ours."""
_LONGEST = 2000
Ended = Literal["done", "nothing", "gone"]


def begin(
    session: Session, house: House, actor: Actor, document_id: uuid.UUID, *, now: datetime
) -> uuid.UUID:
    """Opens a transcription by the actor, or follows whoever held the one that is open; its id.

    Raises NotFound, Conflict for a document that has no page to read.
    """
    home = actor.establishment_id
    take_revision(session, home)
    document = document_of(session, house.vault, actor, document_id)
    if not document.pages or document.state != "checked":
        raise Conflict(NOT_SHOWN)
    row = copies.row_of(session, home, document_id)
    if row is not None and row.author_id == actor.staff_id:
        return _id(row)
    verb = "transcription.begun"
    if row is not None:
        row.author_id, row.touched_at, verb = actor.staff_id, now, "transcription.taken_over"
    else:
        own_id, person = new_id(), document.person_id
        nothing = house.vault.seal(person, copies.TABLE, own_id, {"fields": {}})
        row = Transcription(
            id=own_id,
            document_id=document_id,
            person_id=person,
            establishment_id=home,
            author_id=actor.staff_id,
            begun_at=now,
            touched_at=now,
            sealed=nothing,
        )
        session.add(row)
    session.flush()
    _trace(session, verb, actor, row, now)
    return _id(row)


def hold(
    session: Session,
    house: House,
    actor: Actor,
    document_id: uuid.UUID,
    fields: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Keeps what is typed of a line that is not saved. Raises Conflict when somebody else goes on with it."""
    row = _held(session, actor, document_id)
    typed_by = {*_typists(house, row), actor.staff_id} if fields else set()
    row.touched_at, row.sealed = now, _sealed(house, row, fields, typed_by)
    session.flush()


def transcribe(
    session: Session,
    house: House,
    actor: Actor,
    draft: Draft,
    paper: Paper,
    *,
    now: datetime,
    overriding: Iterable[Overriding] = (),
    id: uuid.UUID,
) -> Written:
    """Writes a line that bears the page it was copied from; what was typed of it is kept no more.

    Raises what `prescribe` raises; Conflict too when the document was withdrawn meanwhile, or another copies it.
    """
    row = _held(session, actor, paper.document)
    document = document_of(session, house.vault, actor, paper.document)
    if document.person_id != row.person_id or paper.page not in {one.id for one in document.pages}:
        raise Conflict(NOT_SHOWN)
    # Whoever began the line that a colleague saves has typed some of it: none of them reads it back.
    typed_by = frozenset(_typists(house, row) - {actor.staff_id})
    copied = replace(draft, paper=paper, typed_by=typed_by)
    written = prescribe(
        session, house, actor, row.person_id, copied, now=now, overriding=overriding, id=id
    )
    row.touched_at, row.sealed = now, _sealed(house, row, {})
    lean(session, actor.establishment_id, [paper.document], now=now)
    return written


def finish(
    session: Session, house: House, actor: Actor, document_id: uuid.UUID, *, now: datetime
) -> int:
    """Says that everything of the document was copied, or that there is nothing to; returns how many lines it has.

    Raises Conflict when somebody else goes on with it.
    """
    row = _held(session, actor, document_id)
    count = len(copies.lines_from(session, house, document_id))
    end(session, house, row, "done" if count else "nothing", now=now)
    _trace(session, "transcription.ended", actor, row, now, lines=count)
    return count


def end(session: Session, house: House, row: Transcription, how: Ended, *, now: datetime) -> None:
    """Closes it; nothing that was typed and not saved stays."""
    row.ended_at, row.ended_as, row.sealed = now, how, _sealed(house, row, {})
    session.flush()


def _held(session: Session, actor: Actor, document_id: uuid.UUID) -> Transcription:
    take_revision(session, actor.establishment_id)
    row = copies.row_of(session, actor.establishment_id, document_id)
    if row is None or row.author_id != actor.staff_id:
        raise Conflict(
            "Cette transcription n’est plus la vôtre : elle a été reprise ou terminée. "
            "Les lignes enregistrées restent ; rechargez la page pour voir où elle en est.",
            code="not_held",
        )
    found: Transcription = row
    return found


def _typists(house: House, row: Transcription) -> set[uuid.UUID]:
    return {uuid.UUID(one) for one in copies.opened(house.vault, row).get("typed_by", ())}


def _sealed(
    house: House,
    row: Transcription,
    fields: Mapping[str, Any],
    typed_by: Iterable[uuid.UUID] = (),
) -> bytes:
    kept = {
        name[:80]: value if isinstance(value, bool) else str(value)[:_LONGEST]
        for name, value in list(fields.items())[:_MOST]
        if value not in (None, "", False)
    }
    content = {"fields": kept, "typed_by": sorted(str(one) for one in typed_by)}
    return house.vault.seal(row.person_id, copies.TABLE, row.id, content)


def _id(row: Transcription) -> uuid.UUID:
    found: uuid.UUID = row.id
    return found


def _trace(
    session: Session, verb: str, actor: Actor, row: Transcription, now: datetime, **detail: Any
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.document_id,
        detail=detail or None,
    )
