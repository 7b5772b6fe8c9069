"""The bodies of the measures' commands, as tablets write them. What a number may be is the domain's to say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body
from transmissions.observations import Missing

_Name = Annotated[str, Field(max_length=24)]
_Number = Annotated[str, Field(max_length=24)]


class MissingBody(Body):
    """Why there is no number, or only a part of them."""

    reason: _Name
    text: str | None = None

    def to_value(self) -> Missing:
        return Missing(self.reason, self.text)


class MeasureBody(Body):
    """A measure. `taken_at` is told when it is not the moment of writing; `typed` is what was read in another unit."""

    kind: _Name
    values: Annotated[dict[_Name, _Number], Field(max_length=8)] = {}
    contexts: Annotated[list[_Name], Field(max_length=16)] = []
    missing: MissingBody | None = None
    note: str | None = None
    taken_at: Annotated[str, Field(max_length=60)] | None = None
    source: Annotated[str, Field(max_length=120)] | None = None
    typed: Annotated[str, Field(max_length=60)] | None = None
    confirmed: bool = False

    def missing_value(self) -> Missing | None:
        return self.missing.to_value() if self.missing else None


class MeasureRetractBody(Body):
    """A measure is undone by its author."""

    observation: Id
