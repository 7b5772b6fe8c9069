"""How often something may be asked, per device, person or address: two windows of time, weighed.

Counters live in the database, so that every process sees the same ones. A request over its limit writes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.gate.auth.models import RateWindow
from app.ground.database import Database
from app.ground.errors import TooMuch


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` in any `seconds`."""

    scope: str
    limit: int
    seconds: int = 60


NONCES = Rate("unlock.nonce", 30)
UNLOCKS = Rate("unlock", 30)
UNLOCKS_OF_ONE = Rate("unlock.staff", 10)
SIGN_INS = Rate("signin", 60)
ENROLMENTS = Rate("enrol", 20)
INVITATIONS = Rate("invitation", 30)
OWN_KEYS = Rate("own_key", 30)
CONFIRMATIONS = Rate("confirmation", 30)
EMERGENCIES = Rate("emergency", 20)


_TOO_MUCH = "Trop de demandes en peu de temps : patientez une minute, puis recommencez."


def has_room(session: Session, rate: Rate, subject: str, amount: int, *, now: datetime) -> bool:
    """Whether `amount` more of `subject` stays within the limit."""
    window = int(now.timestamp()) // rate.seconds
    return _used(session, rate, _key(subject), window, now) + amount <= rate.limit


def add(session: Session, rate: Rate, subject: str, amount: int, *, now: datetime) -> None:
    """Counts `amount` of `subject`, in the running transaction."""
    _count(session, rate, _key(subject), int(now.timestamp()) // rate.seconds, amount)


def spend_within(session: Session, rate: Rate, subject: str, *, now: datetime) -> None:
    """As `spend`, in the running writing transaction, which is one less to wait for. Raises TooMuch.

    For what answers its refusals instead of raising them: what rolls back is not counted.
    """
    if not has_room(session, rate, subject, 1, now=now):
        raise TooMuch(_TOO_MUCH)
    add(session, rate, subject, 1, now=now)


def _key(subject: str) -> bytes:
    return hashlib.sha256(subject.encode()).digest()


def spend(database: Database, rate: Rate, subject: str, *, now: datetime) -> None:
    """Counts one request of `subject`, in its own transaction. Raises TooMuch when it is one too many."""
    key = _key(subject)
    window = int(now.timestamp()) // rate.seconds
    with database.read() as session:
        used = _used(session, rate, key, window, now)
    if used >= rate.limit:
        raise TooMuch(_TOO_MUCH)
    with database.write() as session:
        _count(session, rate, key, window)


def _used(session: Session, rate: Rate, key: bytes, window: int, now: datetime) -> float:
    """This window's count, and the share of the last one's that still weighs."""
    rows = session.execute(
        select(RateWindow.window, RateWindow.count.label("used")).where(
            RateWindow.scope == rate.scope,
            RateWindow.subject == key,
            RateWindow.window.in_((window, window - 1)),
        )
    )
    counts = {row.window: row.used for row in rows}
    passed = now.timestamp() / rate.seconds - window
    return float(counts.get(window, 0) + counts.get(window - 1, 0) * (1 - passed))


def _count(session: Session, rate: Rate, key: bytes, window: int, amount: int = 1) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    ends_at = datetime.fromtimestamp((window + 1) * rate.seconds, UTC)
    statement = dialect.insert(RateWindow).values(
        scope=rate.scope, subject=key, window=window, count=amount, ends_at=ends_at
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["scope", "subject", "window"],
            set_={"count": RateWindow.count + amount},
        )
    )


def forget_old(session: Session, *, before: datetime) -> int:
    """Deletes the windows that ended before `before`; returns how many."""
    done = session.execute(delete(RateWindow).where(RateWindow.ends_at < before))
    return int(done.rowcount)  # type: ignore[attr-defined]
