"""An outcome between what a command says and the row that keeps it; and the row as the rule's own value."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast

from app.gate.audit import clear
from app.gate.audit.record import Doer
from app.gate.sync.verdicts import Refusal
from app.ground import clock
from app.ground.vault import Vault
from medication.administration import Administration as Fact
from medication.discrepancies import DOUBTFUL, IMPLAUSIBLE_DONE
from medication.given import Given
from medication.schedule import Act
from transmissions.validation import is_storable
from transmissions.visibility import CLOCK_TOLERANCE

Row = dict[str, Any]

OLDEST: Final = timedelta(days=31)
"""How far back a gesture may be written down: beyond, its hour is a typing error."""
SHOWN: Final = timedelta(hours=24)
REFUSED_SHOWN: Final = timedelta(days=7)
"""How long tablets hold an outcome, and a refusal, by their age alone."""
TEXT_LIMIT: Final = 1000
_LARGEST: Final = Decimal(1_000_000)
_STEP: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is recorded of a gesture, checked. `content` is what is sealed; `until`: when tablets forget the dose."""

    id: uuid.UUID
    person_id: uuid.UUID
    dose_id: uuid.UUID | None
    chain_id: uuid.UUID
    line_id: uuid.UUID
    act: str
    outcome: str
    offered: int
    at: datetime
    occurred_at: datetime
    received_at: datetime
    identified: str = "none"
    scan_how: str = "none"
    no_scan: str | None = None
    container_id: uuid.UUID | None = None
    basis: str | None = None
    amends: uuid.UUID | None = None
    root_id: uuid.UUID | None = None
    withdraws: bool = False
    doubtful: bool = False
    is_patch: bool = False
    until: datetime | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


def administration_row(vault: Vault, actor: Doer, said: Said) -> Row:
    """The columns of an administration; all but the revision."""
    names = (
        *("id", "person_id", "dose_id", "chain_id", "line_id", "act", "outcome", "offered", "at"),
        *("occurred_at", "received_at", "identified", "scan_how", "no_scan", "container_id"),
        *("basis", "amends", "root_id", "withdraws", "is_patch"),
    )
    row = {**{name: getattr(said, name) for name in names}, "author_id": actor.staff_id}
    content = {**said.content, clear.KEY: clear.digest("administration", row)}
    return {
        **row,
        "establishment_id": actor.establishment_id,
        "device_id": actor.device_id,
        "expires_at": _expires_at(said),
        "stands": not said.withdraws,
        "doubtful": said.doubtful or not DOUBTFUL.isdisjoint(said.flags),
        "retracted_at": None,
        "flags": list(said.flags) or None,
        "sealed": vault.seal(said.person_id, "administration", said.id, content),
    }


def _expires_at(said: Said) -> datetime:
    shown = REFUSED_SHOWN if said.outcome == "refused" else SHOWN
    ends = max(said.at, said.occurred_at) + shown
    return ends if said.until is None else max(ends, said.until)


def fact_of(row: Any, amount: Decimal | None = None) -> Fact:
    """The row as the rule reads it; what it needs of the amount is nothing."""
    return Fact(
        id=row.id,
        dose=row.dose_id,
        chain=row.chain_id,
        line=row.line_id,
        act=cast(Act, row.act),
        outcome=row.outcome,
        amount=amount,
        at=row.at,
        recorded_at=row.occurred_at,
        author=row.author_id,
        amends=row.amends,
        retracted=row.retracted_at is not None,
        doubtful=row.doubtful,
        withdraws=row.withdraws,
        offered=row.offered,
    )


def amount_of(written: str | None) -> Decimal | None:
    """Written plainly, whatever it was read from: no screen reads "1E+2". Raises Refusal for what is no amount."""
    if written is None:
        return None
    try:
        amount = Decimal(written)
    except InvalidOperation:
        raise Refusal("invalid", "La quantité est illisible.") from None
    if not amount.is_finite() or not 0 <= amount < _LARGEST or amount != amount.quantize(_STEP):
        raise Refusal("invalid", "La quantité n’est pas possible.")
    return amount.quantize(_STEP).normalize() + 0


def place_done(
    told: str | None, at: datetime, shift: timedelta
) -> tuple[datetime, tuple[str, ...]]:
    """When it was done: told by the tablet's clock, which `shift` puts right. What cannot be is `at`, flagged.

    Raises Refusal for what is no instant.
    """
    if told is None:
        return at, ()
    read = clock.from_text(told)
    if read is None:
        raise Refusal("invalid", "L’heure de la prise est illisible.")
    try:
        done = read + shift
    except OverflowError:  # the last hour of the year 9999, from a tablet whose clock is late
        return at, (IMPLAUSIBLE_DONE,)
    if at - OLDEST <= done <= at + CLOCK_TOLERANCE:
        return done, ()
    return at, (IMPLAUSIBLE_DONE,)


def texts_of(*texts: str | None) -> tuple[str | None, ...]:
    """The texts made clean. Raises Refusal for one that cannot be kept."""
    if any(one and (len(one) > TEXT_LIMIT or not is_storable(one)) for one in texts):
        raise Refusal("invalid", f"Un texte est illisible, ou dépasse {TEXT_LIMIT} caractères.")
    return tuple(one.strip() if one and one.strip() else None for one in texts)


def given_of(row: Any, content: Mapping[str, Any]) -> Given:
    """One taking as allowances and intervals count it, from what was sealed of it."""
    amount, milligrams = content.get("amount"), content.get("milligrams")
    return Given(
        row.id,
        row.chain_id,
        row.line_id,
        tuple(content.get("substances") or ()),
        None if amount is None else Decimal(amount),
        {key: Decimal(one) for key, one in milligrams.items()} if milligrams else None,
        row.at,
        row.outcome,
    )
