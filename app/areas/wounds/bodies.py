"""The bodies of the wounds' commands, as tablets write them. What is possible is the domain's to say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body
from transmissions.wounds import Assessment, Consent, Described
from transmissions.wounds.naming import UNKNOWN

_Name = Annotated[str, Field(max_length=24)]
_Names = Annotated[list[_Name], Field(max_length=16)]
_Moment = Annotated[str, Field(max_length=60)]
_Number = Annotated[int, Field(ge=-100_000, le=100_000)]
_Days = Annotated[int, Field(ge=1, le=60)]


class AnswerBody(Body):
    """Yes or no to pictures, and whose."""

    given: bool
    by: _Name
    note: str | None = None

    def to_value(self) -> Consent:
        return Consent(self.given, self.by, self.note)


class OpenBody(Body):
    """A wound that somebody saw. Whoever is no nurse may leave its kind open."""

    site: _Name
    side: _Name | None = None
    kind: _Name | None = None
    origin_on: _Name | None = None
    note: str | None = None
    consent: AnswerBody | None = None

    def to_value(self) -> Described:
        return Described(self.site, self.side, self.kind or UNKNOWN, self.origin_on, self.note)


class DescribeBody(OpenBody):
    """Where and what it is, said anew; `why` says what was wrong."""

    wound: Id
    why: str | None = None


class ConsentBody(AnswerBody):
    """Another answer about pictures of a wound: given at last, or taken back."""

    wound: Id


class AssessBody(Body):
    """An assessment; its picture is a document of its own. `next_days`: when the next one is due."""

    wound: Id
    length_mm: _Number | None = None
    width_mm: _Number | None = None
    depth_mm: _Number | None = None
    missing: _Name | None = None
    tissue: Annotated[dict[_Name, _Number], Field(max_length=8)] = {}
    exudate: _Name | None = None
    edges: _Names = []
    pain: _Number | None = None
    infection: _Names = []
    stage: _Name | None = None
    photo: Id | None = None
    care: str | None = None
    taken_at: _Moment | None = None
    next_days: _Days | None = None
    confirmed: bool = False

    def to_value(self) -> Assessment:
        return Assessment(
            length_mm=self.length_mm,
            width_mm=self.width_mm,
            depth_mm=self.depth_mm,
            missing=self.missing,
            tissue=dict(self.tissue),
            exudate=self.exudate,
            edges=tuple(self.edges),
            pain=self.pain,
            infection=tuple(self.infection),
            stage=self.stage,
            care=(self.care or "").strip() or None,
        )


class NoteBody(Body):
    """What somebody saw between two assessments, in words, with a picture or without."""

    wound: Id
    text: str
    photo: Id | None = None
    taken_at: _Moment | None = None


class CloseBody(Body):
    """A wound that is followed no more."""

    wound: Id
    ending: _Name
    note: str | None = None


class ReopenBody(Body):
    """It opened again, or was closed by mistake."""

    wound: Id
    note: str | None = None


class RetractBody(Body):
    """What its author undoes."""

    act: Id
