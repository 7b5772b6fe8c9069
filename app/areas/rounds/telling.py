"""What was given as tablets read it: one row for each record, in the shape of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from app.areas.rounds.models import Administration
from app.areas.rounds.standing import Settled
from app.gate.sync import broken
from app.gate.sync.broken import Broken
from app.gate.sync.scope import Row, Scope
from app.ground import clock
from app.ground.vault import KeyGone

COLUMNS: Final = (
    Administration.id,
    Administration.person_id,
    Administration.author_id,
    Administration.dose_id,
    Administration.chain_id,
    Administration.line_id,
    Administration.act,
    Administration.outcome,
    Administration.offered,
    Administration.at,
    Administration.occurred_at,
    Administration.expires_at,
    Administration.amends,
    Administration.root_id,
    Administration.stands,
    Administration.withdraws,
    Administration.doubtful,
    Administration.retracted_at,
    Administration.flags,
    Administration.sealed,
)
UNREADABLE: Final[Row] = {"note": broken.SENTENCE}
"""What is in clear says enough to give no second dose; how much it was cannot be read any more."""


def tell(scope: Scope, rows: Iterable[tuple[Any, datetime | None]]) -> Iterator[Row]:
    """The rows of COLUMNS, each with when tablets forget it, by the time they were done."""
    for row, expires_at in sorted(rows, key=lambda one: (one[0].at, one[0].id)):
        try:
            content, flags = broken.opened(
                scope.vault,
                row.person_id,
                "administration",
                row.id,
                row.sealed,
                instead=UNREADABLE,
            )
        except KeyGone:
            continue
        if flags:
            scope.broken.append(Broken("administration", row.id, row.person_id, row.sealed))
        yield {**_clear(row, expires_at), **_opened(content), "flags": [*(row.flags or ()), *flags]}


def _clear(row: Any, expires_at: datetime | None) -> Row:
    return {
        "id": str(row.id),
        "person": str(row.person_id),
        "dose": str(row.dose_id) if row.dose_id else None,
        "chain": str(row.chain_id),
        "line": str(row.line_id),
        "act": row.act,
        "outcome": row.outcome,
        "at": clock.to_text(row.at),
        "recorded_at": clock.to_text(row.occurred_at),
        "by": str(row.author_id),
        "amends": str(row.amends) if row.amends else None,
        "retracted": False,
        "doubtful": row.doubtful,
        "offered": row.offered,
        "expires_at": clock.to_text(expires_at) if expires_at else None,
    }


def _opened(content: Row) -> Row:
    return {
        "amount": content.get("amount"),
        "substances": content.get("substances") or [],
        "milligrams": content.get("milligrams"),
        "site": content.get("site"),
        "reason": content.get("reason"),
        "note": content.get("why_note") or content.get("note"),
    }


def conflict_told(
    row: Any, ids: Iterable[str], settled: Settled | None, note: str | None, until: datetime | None
) -> Row:
    """A disagreement, and how it was settled where it was."""
    return {
        "id": str(row.id),
        "person": str(row.person_id),
        "dose": str(row.id),
        "administrations": sorted(ids),
        "opened_at": clock.to_text(row.opened_at),
        "resolved": settled
        and {
            "by": str(settled.by),
            "at": clock.to_text(settled.at),
            "keeps": str(settled.keeps),
            "note": note,
            "seen": sorted(map(str, settled.judged)),
        },
        "expires_at": clock.to_text(until) if until else None,
    }
