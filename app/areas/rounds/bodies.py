"""The bodies of the round's commands, as tablets write them. What each word means is the domain's to say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body

_Code = Annotated[str, Field(max_length=40)]
_Number = Annotated[str, Field(max_length=24)]
_Instant = Annotated[str, Field(max_length=60)]
_Line = Annotated[str, Field(max_length=120)]


class ScanBody(Body):
    """What was scanned, and what the tablet said of it; or why nothing was. `expiry_on` is a day: 2027-03-31."""

    how: _Code = "none"
    gtin: _Code | None = None
    batch: _Code | None = None
    expiry_on: _Code | None = None
    serial: _Code | None = None
    container: Id | None = None
    verdict: _Code | None = None
    no_scan: _Code | None = None


class PassedBody(Body):
    """Something that the author knew, and went past: an alert by its identity, an interval, an allowance."""

    kind: _Code
    identity: Annotated[str, Field(max_length=64)] | None = None
    reason: _Code | None = None
    text: str | None = None


class AgreementBody(Body):
    """A nurse agreed to it, by name and hour."""

    by: _Line
    at: _Instant


class AdministerBody(Body):
    """An outcome of a dose, or an as-needed taking (`dose` null). `line` is the version its author had before their
    eyes; `at` is told when it is not the moment of writing; `offered`: which offer it was; `already_done`: the gesture
    was done before the screen could say stop."""

    dose: Id | None = None
    chain: Id
    line: Id
    act: _Code
    outcome: _Code
    amount: _Number | None = None
    at: _Instant | None = None
    reason: str | None = None
    offered: Annotated[int, Field(ge=1, le=9)] = 1
    identified: _Code = "none"
    scan: ScanBody = ScanBody()
    went_past: Annotated[list[PassedBody], Field(max_length=32)] = []
    already_done: bool = False
    site: _Line | None = None
    glycaemia: Id | None = None
    agreement: AgreementBody | None = None
    note: str | None = None


class AmendBody(Body):
    """What was wrong in an outcome, and what is right: null says that it stays as it was."""

    administration: Id
    why: _Code
    outcome: _Code | None = None
    amount: _Number | None = None
    at: _Instant | None = None
    note: str | None = None


class RetractBody(Body):
    """An outcome is undone by its author."""

    administration: Id


class ResolveBody(Body):
    """Which of the outcomes of a dose stands, says a nurse; `seen` are those that she had before her eyes: one that was
    not among them asks again, whichever arrived first."""

    dose: Id
    keeps: Id
    seen: Annotated[list[Id], Field(min_length=1, max_length=50)]
    note: str | None = None
