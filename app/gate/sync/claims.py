"""What a signed command says of itself: who, where, when, and a body that its type explains."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.gate.sync.envelope import Header, as_id, strict_json
from app.gate.sync.verdicts import Refusal
from app.ground import clock
from transmissions.validation import is_storable
from transmissions.visibility import CLOCK_ADRIFT, IMPLAUSIBLE_TIME, Placed, place_in_time

_LARGEST_NUMBER = 2**53 - 1
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])").search
_DATE = re.compile(r"[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d").match


def _canonical(value: object) -> object:
    return as_id(value) or "not an identifier"


def _listed(value: object) -> list[Any]:
    """What is no list confirms nothing; it is judged as one confirmation that cannot be read."""
    return value if isinstance(value, list) else [value]


Id = Annotated[uuid.UUID, BeforeValidator(_canonical)]


class Clock(BaseModel):
    """How wrong the tablet's clock was last found: server time minus its own, in milliseconds."""

    offset_ms: int | None = None
    measured_at: str | None = None


class Claims(BaseModel):
    """The payload of a command. Members this version does not know are passed over, not lost: the
    signed text is kept whole."""

    model_config = ConfigDict(strict=True, extra="ignore")

    v: Literal[1]
    id: Id
    type: Annotated[str, Field(min_length=1, max_length=40)]
    at: Annotated[str, Field(max_length=60)]
    clock: Clock = Clock()
    establishment: Id
    device: Id
    author: Id
    session: Id
    install: Id
    seq: Annotated[int, Field(ge=0, le=_LARGEST_NUMBER)]
    person: Id | None = None
    body: dict[str, Any]
    confirmations: Annotated[list[Any], BeforeValidator(_listed)] = []


def read_claims(payload: bytes, header: Header) -> Claims:
    """The claims, which say what the header says. Raises Refusal."""
    try:
        told = strict_json(payload)
        claims = Claims.model_validate(told)
    except ValidationError as error:
        if _SUSPECT(payload) and not _is_storable(told):
            raise Refusal("unstorable_text") from error
        raise Refusal("invalid") from error
    except ValueError as error:
        raise Refusal("invalid") from error
    inside = (claims.id, claims.establishment, claims.device, claims.install, claims.session)
    outside = (header.id, header.establishment, header.device, header.install, header.session)
    if inside != outside or claims.seq != header.seq:
        raise Refusal("header_mismatch")
    if _SUSPECT(payload) and not _is_storable(told):
        raise Refusal("unstorable_text")
    return claims


def placed(claims: Claims, received_at: datetime, sent_offset_ms: int | None = None) -> Placed:
    """When it happened at the bedside, as well as can be told. Nothing is refused for its clock, nor for one that was
    set before the delivery, whose own offset is `sent_offset_ms`.

    A time that cannot be true (1970, 2100) gives way to the time of arrival, and is flagged both as
    implausible and as the sign of a clock adrift. Raises Refusal for what is no date at all.
    """
    told = clock.from_text(claims.at)
    if told is None:
        if not _DATE(claims.at):
            raise Refusal("invalid", "L’heure de la saisie est illisible.")
        told = received_at - timedelta(days=36_500)  # a date beyond the calendar: surely absurd
    where = place_in_time(
        told,
        offset_ms=claims.clock.offset_ms,
        measured_at=clock.from_text(claims.clock.measured_at),
        sent_offset_ms=sent_offset_ms,
        received_at=received_at,
    )
    if IMPLAUSIBLE_TIME in where.flags and CLOCK_ADRIFT not in where.flags:
        return Placed(where.at, where.basis, (CLOCK_ADRIFT, *where.flags))
    return where


def shift_to(where: Placed, claims: Claims) -> timedelta:
    """How far the tablet's clock was put right: other times that it told are put right as far."""
    told = clock.from_text(claims.at)
    return where.at - told if told is not None else timedelta(0)


def _is_storable(value: Any) -> bool:
    """Whether every text inside can be kept. Without recursion: nesting is the sender's choice."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and not is_storable(one):
            return False
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return True
