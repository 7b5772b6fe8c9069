"""Documents as they stand once the server has looked at them: rows, sealed pages and files, for tests of what is done
with them at a desk."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PIL import Image

from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import seal
from app.areas.persons import handlers
from app.gate.auth.actor import Actor
from app.ground.house import House
from tests.areas.conftest import NOW, Home

assert handlers  # queries ask where a person lives


def drawn(side: int = 40, colour: str = "white") -> bytes:
    """A small WebP."""
    made = io.BytesIO()
    Image.new("RGB", (side, side * 4 // 3), colour).save(made, "WEBP")
    return made.getvalue()


@dataclass
class Papers:
    """Makes documents in a home."""

    home: Home
    person: UUID
    side: int = 60
    """How wide its pages are, in pixels."""

    @property
    def house(self) -> House:
        return self.home.house

    def add(
        self,
        kind: str | None = None,
        *,
        texts: tuple[str, ...] = ("ORDONNANCE\nLyon, le 12 mars 2026",),
        person: UUID | None = None,
        author: UUID | None = None,
        owner: UUID | None = None,
        state: str = "checked",
        note: str | None = None,
        title: str | None = None,
        at: datetime = NOW,
        filed: bool | None = None,
        dated_on: date | None = None,
        valid_until: date | None = None,
        hidden_from: list[str] | None = None,
    ) -> UUID:
        """A document with a page a text; without pages while it waits. Filed when it has a kind."""
        id, about, author = uuid.uuid4(), person or self.person, author or self.home.leader.staff_id
        is_filed = kind is not None if filed is None else filed
        with self.house.database.write() as session:
            content = {"note": note, "title": title, "why": None}
            session.add(
                Document(
                    id=id,
                    establishment_id=self.home.id,
                    person_id=about,
                    author_id=author,
                    owner_id=owner,
                    state=state,
                    source="camera",
                    parts=1,
                    captured_at=at,
                    occurred_at=at,
                    received_at=at,
                    kind=kind,
                    filed_at=at if is_filed else None,
                    filed_by=author if is_filed else None,
                    dated_on=dated_on,
                    valid_until=valid_until,
                    hidden_from=hidden_from,
                    sealed=self.house.vault.seal(about, "document", id, content),
                )
            )
            session.flush()
            self._part(session, id, about, state, texts if state != "waiting" else ())
        return id

    def _part(self, session, document_id, person, state, texts):
        part_id, sent = uuid.uuid4(), seal(drawn())
        self.house.blobs.put(sent.data)
        content = {"key": sent.key, "iv": sent.iv, "mime": "image/webp", "plain": "0" * 64}
        session.add(
            DocumentPart(
                id=part_id,
                document_id=document_id,
                establishment_id=self.home.id,
                person_id=person,
                no=1,
                name=sent.name,
                size=len(sent.data),
                state="awaited" if state == "waiting" else state,
                reason="truncated" if state == "refused" else None,
                sealed=self.house.vault.seal(person, "document_part", part_id, content),
            )
        )
        session.flush()
        for no, text in enumerate(texts, 1):
            self._page(session, document_id, part_id, person, no, text)

    def _page(self, session, document_id, part_id, person, no, text):
        id, legible, thumb = uuid.uuid4(), seal(drawn(self.side)), seal(drawn(30))
        for one in (legible, thumb):
            self.house.blobs.put(one.data)
        content = {
            "legible": {"key": legible.key, "iv": legible.iv},
            "thumb": {"key": thumb.key, "iv": thumb.iv},
            "width": self.side,
            "height": self.side * 4 // 3,
            "text": text,
        }
        session.add(
            DocumentPage(
                id=id,
                document_id=document_id,
                part_id=part_id,
                establishment_id=self.home.id,
                person_id=person,
                no=no,
                legible=legible.name,
                thumb=thumb.name,
                sealed=self.house.vault.seal(person, "document_page", id, content),
            )
        )

    def row(self, document_id: UUID) -> Document:
        with self.house.database.read() as session:
            return session.get_one(Document, document_id)


def colleague(home: Home, role: str, *, staff: UUID | None = None) -> Actor:
    """Somebody of the whole home with that role."""
    return Actor(staff or home.leader.staff_id, home.id, role, None)
