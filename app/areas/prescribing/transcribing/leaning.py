"""What lines and documents owe one another: a document that lines in force name stays; one that goes questions them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.documents.commands import Told, on_checked, on_withdrawn, set_needed
from app.areas.follow_ups.commands import System
from app.areas.prescribing import questions
from app.areas.prescribing.models import PrescriptionLine, Transcription
from app.areas.prescribing.transcribing import copies
from app.areas.prescribing.written import LineWritten, on_line_written
from app.ground import clock
from app.ground.database import take_revision
from app.ground.house import House

GONE = "le document dont cette ligne est copiée a été retiré du dossier ; relire la ligne avec un original"
UNREAD = "le document dont cette ligne est copiée a été refusé à la vérification ; relire la ligne avec un original"


def lean(
    session: Session,
    establishment_id: uuid.UUID,
    document_ids: Iterable[uuid.UUID],
    *,
    now: datetime,
) -> int:
    """Tells each document whether a line in force names it; returns of how many that changed."""
    ids = set(document_ids)
    if not ids:
        return 0
    return set_needed(session, establishment_id, ids, copies.named_now(session, ids, now))


def lean_again(session: Session, establishment_id: uuid.UUID, *, now: datetime) -> int:
    """The same of every document that lines of the home ever named: lines end without anybody writing it."""
    named = session.scalars(
        select(PrescriptionLine.document_id)
        .where(
            PrescriptionLine.establishment_id == establishment_id,
            PrescriptionLine.document_id.is_not(None),
        )
        .distinct()
    )
    return lean(session, establishment_id, [one for one in named if one], now=now)


def _line_written(session: Session, _house: House, written: LineWritten) -> None:
    named = session.scalars(
        select(PrescriptionLine.document_id).where(
            PrescriptionLine.chain_id == written.chain_id,
            PrescriptionLine.document_id.is_not(None),
        )
    )
    lean(session, written.establishment_id, [one for one in named if one], now=written.at)


def _withdrawn(session: Session, house: House, told: Told) -> None:
    _gone(session, house, told, GONE)


def _checked(session: Session, house: House, told: Told) -> None:
    if told.state == "refused":
        _gone(session, house, told, UNREAD)


def _gone(session: Session, house: House, told: Told, text: str) -> None:
    """Lines go on being given as they are; whoever gives is told, and a nurse is asked to read them again."""
    now = clock.now()
    system, vault = System(told.establishment_id), house.vault
    open_one = copies.row_of(session, told.establishment_id, told.id)
    if open_one is not None:
        _close(session, house, open_one, now)
    for one in copies.lines_from(session, house, told.id):
        if one.document_id != told.id or not one.stands(now) or one.line is None:
            continue
        drug = one.line.drug.label
        about = (system, one.person_id, one.chain, "paper_gone")
        questions.ask_about(session, vault, *about, text=text, drug=drug, now=now)  # type: ignore[arg-type]
    session.execute(
        update(PrescriptionLine)
        .where(PrescriptionLine.document_id == told.id)
        .values(revision=take_revision(session, told.establishment_id))
        .execution_options(synchronize_session=False)
    )


def _close(session: Session, house: House, row: Transcription, now: datetime) -> None:
    nothing: dict[str, object] = {"fields": {}}
    row.ended_at, row.ended_as = now, "gone"
    row.sealed = house.vault.seal(row.person_id, copies.TABLE, row.id, nothing)
    session.flush()


on_line_written(_line_written)
on_withdrawn(_withdrawn)
on_checked(_checked)
