"""The bodies of the follow-ups' commands, as tablets write them. What a text may hold is the domain's to say."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body
from app.gate.sync.verdicts import Refusal
from app.ground import clock

_Time = Annotated[str, Field(max_length=60)]
_Role = Annotated[str, Field(max_length=40)]


class FollowUpBody(Body):
    """What is due after a transmission, written in the same gesture: the member `follow_up` of its body."""

    id: Id
    due_at: _Time
    what: str | None = None
    role: _Role | None = None


class OpenBody(Body):
    """A follow-up of its own; `entry` names the transmission it comes from, whether or not it is here yet."""

    entry: Id | None = None
    kind: Annotated[str, Field(max_length=20)]
    what: str | None = None
    due_at: _Time
    role: _Role | None = None
    urgent: bool = False


class AcknowledgeBody(Body):
    """Somebody takes charge of it."""

    follow_up: Id


class CloseBody(Body):
    """It is done, or not needed any more; what came of it may be said."""

    follow_up: Id
    outcome: Annotated[str, Field(max_length=12)]
    result: str | None = None
    chips: Annotated[list[str], Field(max_length=100)] = []


class PostponeBody(Body):
    """It is put off to another time."""

    follow_up: Id
    due_at: _Time
    reason: str | None = None


class ReopenBody(Body):
    """A close is taken back by who made it; `close` is the id of that command."""

    follow_up: Id
    close: Id


def instant(told: str) -> datetime:
    """The instant a tablet wrote. Raises Refusal for what is none."""
    at = clock.from_text(told)
    if at is None:
        raise Refusal("invalid", "L’heure demandée est illisible.")
    return at
