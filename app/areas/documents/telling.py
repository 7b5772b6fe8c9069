"""Documents as tablets read them, in the feed and when they ask."""

from __future__ import annotations

from app.areas.documents.values import DocumentValue
from app.gate.sync.scope import Row
from app.ground import clock


def tell(value: DocumentValue, marks: list[dict[str, str]] | None = None) -> Row:
    """One row, as JSON; `marks`: what the person, or who speaks for them, says beside it."""
    return {
        "id": str(value.id),
        "person": str(value.person_id),
        "kind": value.kind,
        "kind_label": value.kind_label,
        "state": value.state,
        "why": value.why,
        "parts": {"total": len(value.parts), "here": value.here},
        "pages": [str(page.id) for page in value.pages],
        "captured_at": clock.to_text(value.captured_at),
        "by": str(value.author_id),
        "source": value.source,
        "dated_on": value.dated_on.isoformat() if value.dated_on else None,
        "valid_until": value.valid_until.isoformat() if value.valid_until else None,
        "note": value.note,
        "wound": str(value.wound_id) if value.wound_id else None,
        "is_filed": value.is_filed,
        "is_replaced": value.superseded_by is not None,
        "expires_at": clock.to_text(value.expires_at) if value.expires_at else None,
        **({"marks": marks} if marks else {}),
    }
