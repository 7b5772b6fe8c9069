"""An ordonnance in the file of a person of Les Tilleuls, whole and checked, as a decoder of these tests saw it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.areas.documents.commands import (
    Checked,
    Given,
    PageDraft,
    capture,
    decide_part,
    sealed_files,
)
from app.areas.documents.models import DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import seal
from app.gate.auth.actor import Actor
from app.ground.house import House
from tests.areas.conftest import NOW

WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
"""One pixel."""


def handed_in(
    house: House,
    actor: Actor,
    person: uuid.UUID,
    *,
    kind: str | None = "ordonnance",
    is_checked: bool = True,
) -> uuid.UUID:
    """The id of a document of one page."""
    parts = sealed_files(house, [Given(b"ordonnance", "image/jpeg")])
    with house.database.write() as session:
        document = capture(session, house, actor, person, parts, kind=kind, now=NOW)
    if is_checked:
        check(house, document)
    return document


def check(house: House, document: uuid.UUID) -> None:
    """Its part is found good."""
    with house.database.write() as session:
        (part,) = session.scalars(
            select(DocumentPart.id).where(DocumentPart.document_id == document)
        ).all()
        pictures = [seal(WEBP), seal(WEBP + b"\x00")]
        for one in pictures:
            house.blobs.put(one.data)
        page = PageDraft(pictures[0], pictures[1], 1414, 2000, "ORDONNANCE")
        decide_part(session, house, part, Checked([page], "clean"), now=NOW)


def pages(house: House, document: uuid.UUID) -> Sequence[uuid.UUID]:
    with house.database.read() as session:
        return session.scalars(
            select(DocumentPage.id).where(DocumentPage.document_id == document)
        ).all()
