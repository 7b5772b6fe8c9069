"""The bodies that the portal's API reads."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from app.gate.auth.bodies import Body

Token = Annotated[str, Field(min_length=1, max_length=80)]


class Begin(Body):
    """An invitation, and the code that was given with it."""

    token: Token
    code: Annotated[str, Field(max_length=20)] | None = None


class Finish(Body):
    """The same invitation, and the passkey that was made."""

    token: Token
    credential: dict[str, Any]


class Nothing(Body):
    """`{}`."""


class Enter(Body):
    """A passkey's answer."""

    assertion: dict[str, Any]
