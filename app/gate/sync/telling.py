"""What a tablet tells of itself with each exchange: how it is, what it still holds, what it numbered before.

None of it decides about an envelope. A member that makes no sense counts as absent: a tablet whose count is broken must
still be able to hand in what it holds.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WrapValidator
from pydantic_core.core_schema import ValidatorFunctionWrapHandler

from app.gate.sync.claims import Id
from app.gate.sync.ranges import Range, count, tidy
from app.gate.sync.verdicts import Verdict
from app.ground import clock
from app.ground.ids import parse_id

LARGEST = 2**53 - 1
_Whole = Annotated[int, Field(ge=0, le=LARGEST)]


def _or_absent(value: object, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


class Tablet(BaseModel):
    """How the tablet is: what waits in it, and what its browser grants it."""

    model_config = ConfigDict(strict=True, extra="ignore")

    app_version: Annotated[
        Annotated[str, Field(pattern=r"^[\w.+-]{1,40}$")] | None,
        BeforeValidator(lambda one: one or None),
    ] = None
    waiting: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    oldest_at: Annotated[str, Field(max_length=40)] | None = None
    persisted: bool | None = None
    usage: _Whole | None = None
    quota: _Whole | None = None


class Prior(BaseModel):
    """The store that this tablet numbered in before this one."""

    model_config = ConfigDict(strict=True, extra="ignore")

    install: Id
    last_seq: _Whole


OfTablet = Annotated[Tablet | None, WrapValidator(_or_absent)]
Held = Annotated[
    Annotated[list[tuple[_Whole, _Whole]], Field(max_length=500)] | None,
    WrapValidator(_or_absent),
]
OfPrior = Annotated[Prior | Literal["unknown"] | None, WrapValidator(_or_absent)]


@dataclass(frozen=True, slots=True)
class Told:
    """One exchange as the count of numbers sees it. `left` is how many still wait on the tablet after it."""

    install: uuid.UUID | None
    last_seq: int
    held: list[Range] | None
    prior: Prior | Literal["unknown"] | None
    left: int
    tablet: Tablet
    clock_offset_ms: int | None

    @property
    def is_counted(self) -> bool:
        """Whether the tablet said how many wait."""
        return self.held is not None or self.tablet.waiting is not None

    @property
    def oldest_at(self) -> datetime | None:
        """Since when the oldest of what still waits does."""
        return clock.from_text(self.tablet.oldest_at) if self.left else None


def told(delivery: Any, verdicts: Sequence[Verdict], now: datetime) -> Told:
    """What this delivery said, and what its answers change about it."""
    settled = sum(1 for one in verdicts if one.outcome != "later")
    held = tidy(delivery.held) if delivery.held is not None else None
    tablet = delivery.tablet or Tablet()
    waiting = tablet.waiting if held is None else count(held)
    sent_at = clock.from_text(delivery.sent_at)
    return Told(
        install=parse_id(delivery.install),
        last_seq=delivery.last_seq or 0,
        held=held,
        prior=delivery.prior,
        left=max(0, (waiting or 0) - settled),
        tablet=tablet,
        clock_offset_ms=(now - sent_at) // timedelta(milliseconds=1) if sent_at else None,
    )
