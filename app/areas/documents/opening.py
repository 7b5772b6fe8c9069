"""The pages of a document that somebody may read, opened: their size, their words, their pictures."""

from __future__ import annotations

import uuid
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.models import DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import NotOpened, opened
from app.areas.documents.values import PageText
from app.ground.errors import NotFound
from app.ground.files import BlobBroken
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken, Vault

Which = Literal["legible", "thumb"]


def pages_of(session: Session, vault: Vault, document_id: uuid.UUID) -> list[PageText]:
    """The pages of a document that the caller may read, opened; one that no longer opens has no text."""
    rows = session.execute(
        select(DocumentPage)
        .join(DocumentPart, DocumentPart.id == DocumentPage.part_id)
        .where(DocumentPage.document_id == document_id)
        .order_by(DocumentPart.no, DocumentPage.no)
    ).scalars()
    return [_page(vault, no, row) for no, row in enumerate(rows, 1)]


def open_picture(house: House, page: DocumentPage, which: Which) -> bytes:
    """A picture (WebP) of a page that the caller may read. Raises NotFound, BlobMissing, BlobBroken."""
    name = page.legible if which == "legible" else page.thumb
    try:
        content = house.vault.open(page.person_id, "document_page", page.id, page.sealed)
        return opened(house.blobs.get(name), **content[which])
    except KeyGone as error:
        raise NotFound() from error
    except (SealBroken, NotOpened) as error:
        raise BlobBroken(name) from error


def _page(vault: Vault, no: int, row: DocumentPage) -> PageText:
    try:
        content = vault.open(row.person_id, "document_page", row.id, row.sealed)
    except (KeyGone, SealBroken):
        content = {}
    width, height = content.get("width", 0), content.get("height", 0)
    return PageText(row.id, row.part_id, no, width, height, content.get("text"))
