"""The bodies of the prescriptions' commands, as tablets write them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body


class ChangeSeenBody(Body):
    """The versions of a person's lines whose change the giver has read."""

    lines: Annotated[list[Id], Field(min_length=1, max_length=100)]
