"""Recalls as tablets know them: those that hold. They are about boxes, so every unit of the home has them all."""

from __future__ import annotations

from sqlalchemy import select

from app.areas.drugs.recalls.models import BatchRecall
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Row, Scope, Slice


def recalls(scope: Scope) -> Slice:
    """The recalls that are news; one that ended leaves."""
    query = select(BatchRecall).where(BatchRecall.establishment_id == scope.establishment_id)
    if scope.since is None:
        query = query.where(BatchRecall.ended_on.is_(None))
    else:
        query = query.where(BatchRecall.revision > scope.since)
    found = Slice({"recall": []})
    for row in scope.session.scalars(query.order_by(BatchRecall.id)):
        if row.ended_on is None:
            found.add("recall", [_told(row)])
        else:
            found.removed.append(("recall", row.id))
    return found


def _told(row: BatchRecall) -> Row:
    return {
        "id": str(row.id),
        "label": row.label,
        "cip13": row.cip13,
        "gtin": row.gtin,
        "batch": row.batch,
        "reason": row.reason,
        "since": row.since.isoformat(),
        "ended": None,
    }


register_feed("recalls", recalls)
