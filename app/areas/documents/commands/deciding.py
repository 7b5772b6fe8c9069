"""What the check of a part found becomes part of the record: all of it, or the reason why nothing does."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents import hooks
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import SealedBytes
from app.gate.audit import clear
from app.gate.audit.record import record
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.ids import new_id


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page to keep: both pictures are with the blobs already."""

    legible: SealedBytes
    thumb: SealedBytes
    width: int
    height: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The part is sound: these are its pages, in order."""

    pages: Sequence[PageDraft]
    antivirus: str = "not_checked"


@dataclass(frozen=True, slots=True)
class Rejected:
    """The part cannot be shown; `reason` is a code of `decoding.REASONS`."""

    reason: str
    antivirus: str = "not_checked"


def decide_part(
    session: Session,
    house: House,
    part_id: uuid.UUID,
    verdict: Checked | Rejected,
    *,
    now: datetime,
) -> bool:
    """Keeps the verdict, once; False when the part is gone, decided already, or of a document that is not whole.

    With the last part the document is decided too: refused when any of its parts is, checked otherwise.
    """
    found = session.get(DocumentPart, part_id)
    if found is None:
        return False
    take_revision(session, found.establishment_id)
    part = session.get(DocumentPart, part_id, populate_existing=True)
    if part is None or part.state != "received":
        return False
    document = session.get_one(Document, part.document_id, populate_existing=True)
    if document.state != "received":
        return False
    part.antivirus, part.checked_at = verdict.antivirus, now
    if isinstance(verdict, Rejected):
        part.state, part.reason = "refused", verdict.reason
    else:
        part.state = "checked"
        for no, page in enumerate(verdict.pages, 1):
            session.add(DocumentPage(**_page_row(house, part, no, page)))
    session.flush()
    _settle(session, house, document, now)
    return True


def _page_row(house: House, part: DocumentPart, no: int, page: PageDraft) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": new_id(),
        "document_id": part.document_id,
        "part_id": part.id,
        "establishment_id": part.establishment_id,
        "person_id": part.person_id,
        "no": no,
        "legible": page.legible.name,
        "thumb": page.thumb.name,
    }
    content = {
        "legible": {"key": page.legible.key, "iv": page.legible.iv},
        "thumb": {"key": page.thumb.key, "iv": page.thumb.iv},
        "width": page.width,
        "height": page.height,
        "text": page.text,
        clear.KEY: clear.digest("document_page", row),
    }
    row["sealed"] = house.vault.seal(part.person_id, "document_page", row["id"], content)
    return row


def _settle(session: Session, house: House, document: Document, now: datetime) -> None:
    """The document as its parts are: told to tablets, and once all are decided to the trail and to listeners."""
    document.revision = take_revision(session, document.establishment_id)
    parts = session.execute(
        select(DocumentPart.state, DocumentPart.reason)
        .where(DocumentPart.document_id == document.id)
        .order_by(DocumentPart.no)
    ).all()
    if any(state == "received" for state, _ in parts):
        return
    refused = [reason for state, reason in parts if state == "refused"]
    document.state, document.checked_at = "refused" if refused else "checked", now
    record(
        session,
        f"document.{document.state}",
        at=now,
        establishment_id=document.establishment_id,
        person_id=document.person_id,
        subject_id=document.id,
        detail={"parts": len(parts), "reasons": sorted({one for one in refused if one})},
    )
    session.flush()
    if document.withdrawn_at is None:
        hooks.tell_checked(session, house, document)
