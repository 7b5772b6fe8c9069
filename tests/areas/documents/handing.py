"""Documents handed in by the same path as a desk's, and what a decoder might say of them."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from sqlalchemy import select

from app.areas.documents import checking
from app.areas.documents.bodies import PartBody
from app.areas.documents.commands import capture
from app.areas.documents.decoding import Asked, Decoded, Refused, Sheet
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import opened, seal
from tests.areas.conftest import NOW, Home

PAPER = b"bytes of an ordonnance, in clear " * 30


def photo(colour: str = "white", size: tuple[int, int] = (300, 420)) -> bytes:
    """A small JPEG."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG")
    return made.getvalue()


@dataclass
class Desk:
    """Somebody who hands in files about a person of the home."""

    home: Home
    person: uuid.UUID
    bodies: list[PartBody] = field(default_factory=list)

    def part(self, data: bytes, **told: Any) -> PartBody:
        """The file, sealed and put, as a command would name it."""
        sealed = seal(data)
        self.home.house.blobs.put(sealed.data)
        values = {
            "name": sealed.name,
            "size": len(sealed.data),
            "key": sealed.key,
            "iv": sealed.iv,
            "plain": hashlib.sha256(data).hexdigest(),
            "mime": "image/jpeg",
        }
        return PartBody(**{**values, **told})

    def hand_in(self, *parts: PartBody | bytes, person: uuid.UUID | None = None) -> uuid.UUID:
        """A document that is whole; its id."""
        self.bodies = [one if isinstance(one, PartBody) else self.part(one) for one in parts]
        with self.home.house.database.write() as session:
            who = (self.home.leader, person or self.person)
            return capture(session, self.home.house, *who, self.bodies, now=NOW)

    def check(self) -> int:
        return checking.check_due(self.home.house, now=lambda: NOW)

    def document(self, id: uuid.UUID) -> Document:
        with self.home.house.database.read() as session:
            return session.get_one(Document, id)

    def parts(self, id: uuid.UUID) -> Sequence[DocumentPart]:
        with self.home.house.database.read() as session:
            query = select(DocumentPart).where(DocumentPart.document_id == id)
            return session.scalars(query.order_by(DocumentPart.no)).all()

    def pages(self, id: uuid.UUID) -> Sequence[DocumentPage]:
        with self.home.house.database.read() as session:
            query = select(DocumentPage).where(DocumentPage.document_id == id)
            query = query.join(DocumentPart, DocumentPart.id == DocumentPage.part_id)
            return session.scalars(query.order_by(DocumentPart.no, DocumentPage.no)).all()

    def contents(self, id: uuid.UUID) -> list[dict[str, Any]]:
        """What the rows of its pages seal."""
        vault = self.home.house.vault
        return [
            vault.open(page.person_id, "document_page", page.id, page.sealed)
            for page in self.pages(id)
        ]

    def pictures(self, id: uuid.UUID) -> list[tuple[bytes, bytes]]:
        """The legible picture and the thumb of each page, in clear."""
        house, found = self.home.house, []
        for page, content in zip(self.pages(id), self.contents(id), strict=True):
            names = {"legible": page.legible, "thumb": page.thumb}
            made = [opened(house.blobs.get(names[one]), **content[one]) for one in names]
            found.append((made[0], made[1]))
        return found


def sheet(text: str | None = "ORDONNANCE") -> Sheet:
    return Sheet(b"RIFF legible " + PAPER, b"RIFF thumb", 1414, 2000, text)


def saying(*answers: Decoded | Refused | Exception) -> Callable[[bytes, Asked], Any]:
    """A decoder that gives these answers in turn, the last one for ever."""
    left = list(answers)

    def decode(_data: bytes, _asked: Asked) -> Decoded | Refused:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return decode


ONE_PAGE = Decoded("jpeg", (sheet(),))
