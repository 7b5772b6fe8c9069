"""A document as pages, the feed and other areas see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from app.areas.documents.decoding import REASONS
from app.areas.documents.kinds import label_of

NOT_SHOWN = "Ce fichier ne peut pas être montré."


@dataclass(frozen=True, slots=True)
class PartValue:
    """A part, and how it stands; `reason` is a code."""

    id: uuid.UUID
    document_id: uuid.UUID
    no: int
    state: str
    reason: str | None
    antivirus: str

    @property
    def is_here(self) -> bool:
        return self.state != "awaited"

    @property
    def why(self) -> str | None:
        """Why it was refused, in French."""
        return REASONS.get(self.reason or "", NOT_SHOWN) if self.state == "refused" else None


@dataclass(frozen=True, slots=True)
class PageValue:
    """One image to look at; `no` counts from 1 across the document."""

    id: uuid.UUID
    part_id: uuid.UUID
    no: int


@dataclass(frozen=True, slots=True)
class PageText(PageValue):
    """The same opened: its size in pixels, and what is written on it where that was read."""

    width: int
    height: int
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValue:
    """One document with its parts and pages. `is_broken`: what is sealed in it no longer opens."""

    id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    author_id: uuid.UUID
    owner_id: uuid.UUID | None
    kind: str | None
    state: str
    source: str
    captured_at: datetime
    occurred_at: datetime
    received_at: datetime
    checked_at: datetime | None
    expires_at: datetime | None
    dated_on: date | None
    valid_until: date | None
    filed_at: datetime | None
    filed_by: uuid.UUID | None
    supersedes: uuid.UUID | None
    superseded_by: uuid.UUID | None
    wound_id: uuid.UUID | None
    hidden_from: tuple[str, ...]
    withdrawn_at: datetime | None
    withdrawn_by: uuid.UUID | None
    note: str | None
    title: str | None
    why_withdrawn: str | None
    is_broken: bool
    parts: tuple[PartValue, ...]
    pages: tuple[PageValue, ...]
    is_needed: bool = False

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)

    @property
    def is_filed(self) -> bool:
        return self.filed_at is not None

    @property
    def here(self) -> int:
        """How many of its parts are on the server."""
        return sum(part.is_here for part in self.parts)

    @property
    def why(self) -> str | None:
        """Why it was refused, in French, naming the part when there are several."""
        for part in self.parts:
            if part.why:
                return part.why if len(self.parts) == 1 else f"Page {part.no} : {part.why}"
        return None

    @property
    def antivirus(self) -> str:
        """The least sure of its parts: infected, not_checked or clean."""
        found = {part.antivirus for part in self.parts}
        return next((one for one in ("infected", "not_checked") if one in found), "clean")
