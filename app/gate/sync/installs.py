"""Which numbers of a tablet never came. A store numbers its envelopes without gaps, and says the last number it gave.

A number is accounted for when its envelope was applied or quarantined, when the tablet still holds it, or when somebody
took note that it is lost. A store that is no more holds nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.gate.sync import credible
from app.gate.sync.models import Command, Install, Quarantine
from app.gate.sync.ranges import Range, count, less, tidy
from app.gate.sync.telling import Prior, Told

LARGEST_LIST = 1000
MOST_STORES = 50


@dataclass(slots=True)
class Count:
    """One store as it is counted; the members are the columns of `install`."""

    device_id: uuid.UUID
    id: uuid.UUID
    establishment_id: uuid.UUID
    first_at: datetime
    epoch: uuid.UUID | None = None
    seen_at: datetime | None = None
    last_seq: int = 0
    complete_through: int = 0
    held: list[Range] | None = None
    prior_id: uuid.UUID | None = None
    prior_unknown: bool = False
    missing: list[Range] = field(default_factory=list)
    missing_count: int = 0
    noticed_at: datetime | None = None
    acknowledged: list[Range] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_open(self) -> bool:
        """Whether somebody should be told."""
        return self.missing_count > 0 or self.prior_unknown


_COLUMNS = [getattr(Install, name) for name in Count.__dataclass_fields__]


def counts_of(
    session: Session, establishment_id: uuid.UUID, device_id: uuid.UUID, told: Told
) -> dict[uuid.UUID, Count]:
    """The stores of a device, and the one it says it had before, which may be of an earlier enrolment."""
    named = told.prior.install if isinstance(told.prior, Prior) else None
    named = None if named == told.install else named
    is_told = and_(Install.device_id == device_id, Install.id == told.install)
    rows = session.execute(
        select(*_COLUMNS)
        .where(
            Install.establishment_id == establishment_id,
            or_(Install.device_id == device_id, Install.id == named),
        )
        # What this exchange is about comes first: a tablet wiped again and again has more stores than are read.
        .order_by(or_(is_told, Install.id == named).desc(), Install.first_at.desc(), Install.id)
        .limit(MOST_STORES)
    )
    return {row.id: _count(row) for row in rows}


def _count(row: Any) -> Count:
    values = row._asdict()
    for name in ("missing", "acknowledged"):
        values[name] = tidy(values[name])
    values["held"] = None if values["held"] is None else tidy(values["held"])
    return Count(**values)


def judge(
    session: Session,
    before: dict[uuid.UUID, Count],
    told: Told,
    *,
    device_id: uuid.UUID,
    establishment_id: uuid.UUID,
    epoch: uuid.UUID,
    now: datetime,
) -> dict[uuid.UUID, Count]:
    """How the stores of the device stand after this exchange."""
    if told.install is None:
        return before
    made = Count(device_id, told.install, establishment_id, now)
    mine = replace(before.get(told.install, made))
    # A tablet that was not told this epoch yet does not know that a restore has made the server forget: it is about to
    # hand in again what it no longer counts as held.
    is_aware = mine.epoch == epoch
    mine.seen_at, mine.epoch, mine.held = now, epoch, told.held
    mine.last_seq = max(mine.last_seq, told.last_seq)
    others = [replace(one) for one in before.values() if one.id != mine.id]
    others += _prior(session, mine, others, told, now)
    if is_aware and told.held is not None:
        _find_missing(session, mine, told.held, now)
    for one in others:
        is_alive = one.seen_at is not None and one.seen_at > mine.first_at
        if one.complete_through < one.last_seq:
            _find_missing(session, one, one.held or () if is_alive else (), now)
    after = {one.id: one for one in (mine, *others)}
    return credible.within_a_day(session, before, after, device_id, now)


def _prior(
    session: Session, mine: Count, others: Sequence[Count], told: Told, now: datetime
) -> list[Count]:
    """Notes what is said of the store before; returns it when it was not known yet."""
    if told.prior == "unknown" and not _was_settled(mine):
        mine.prior_unknown, mine.noticed_at = True, mine.noticed_at or now
    if not isinstance(told.prior, Prior) or told.prior.install == mine.id:
        return []
    mine.prior_id, said = told.prior.install, told.prior
    for one in others:
        if one.id == said.install:
            one.last_seq = max(one.last_seq, credible.last_seq(session, mine, one, said.last_seq))
            return []
    made = Count(mine.device_id, said.install, mine.establishment_id, now, last_seq=said.last_seq)
    return [made]


def _was_settled(mine: Count) -> bool:
    """Whether somebody has taken note of all that was said of it: a repetition raises nothing."""
    return mine.noticed_at is not None and not mine.is_open


def _find_missing(session: Session, one: Count, held: Iterable[Range], now: datetime) -> None:
    gaps = less(_gaps(session, one), one.acknowledged)
    one.complete_through = gaps[0][0] - 1 if gaps else one.last_seq
    missing = less(gaps, held)
    if less(missing, one.missing):
        one.noticed_at = now
    one.missing, one.missing_count = missing[:LARGEST_LIST], count(missing)


def _gaps(session: Session, one: Count) -> list[Range]:
    """The ranges after `complete_through` of which no envelope ever came, up to the highest number known."""
    known = union_all(*(_numbers(model, one) for model in (Command, Quarantine))).subquery()
    before = func.lag(known.c.seq, 1, one.complete_through).over(order_by=known.c.seq)
    pairs = select(before.label("before"), known.c.seq.label("seq")).subquery()
    wanted = (
        select(pairs.c.before, pairs.c.seq)
        .where(pairs.c.seq > pairs.c.before + 1)
        .order_by(pairs.c.seq)
        .limit(LARGEST_LIST)
    )
    found = [(row.before + 1, row.seq - 1) for row in session.execute(wanted)]
    highest = session.scalar(select(func.max(known.c.seq))) or one.complete_through
    one.last_seq = max(one.last_seq, highest)
    return tidy([*found, (highest + 1, one.last_seq)])


def _numbers(model: type[Any], one: Count) -> Any:
    return select(model.seq.label("seq")).where(
        model.device_id == one.device_id,
        model.install == one.id,
        model.seq > one.complete_through,
    )
