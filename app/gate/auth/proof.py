"""A proof of unlock, as a tablet makes it and as it travels: in the body of an unlock, or sealed with the outbox."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from app.gate.auth.bodies import Body
from app.gate.auth.keys import PublicJwk
from app.ground import clock


def _instant(text: str) -> str:
    if clock.from_text(text) is None:
        raise ValueError("not an instant")
    return text


Instant = Annotated[str, Field(max_length=40), AfterValidator(_instant)]


class Proof(Body):
    """As a tablet makes it. `assertion` is the passkey's answer without PRF results; the demo's door has none.

    `strong` makes it a quick one: the key was touched, its user not verified, and the strong unlock of that id stands
    for who it is.
    """

    session: uuid.UUID
    device: uuid.UUID
    staff: uuid.UUID
    jwk: PublicJwk
    nonce: Annotated[str, Field(max_length=64)] = ""
    basis: Literal["fresh", "lease", "demo"]
    at: Instant
    assertion: dict[str, Any] | None = None
    strong: uuid.UUID | None = None
