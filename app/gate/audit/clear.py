"""What a row says in clear and that never changes, once more under its seal: altered in the table alone, it is found.

The key of the sealed value is `clear`; what a row says that may change later (whether it stands, its flags) follows
from other rows, and is not among them.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Integer, String, Uuid
from sqlalchemy.types import TypeEngine

from app.ground.database import Instant

Columns = Mapping[str, TypeEngine[Any]]

KEY: Final = "clear"
TOLD: Final[Mapping[str, Columns]] = {
    "administration": {
        **dict.fromkeys(("author_id", "dose_id", "chain_id", "line_id", "amends"), Uuid()),
        **dict.fromkeys(("act", "outcome"), String()),
        **dict.fromkeys(("at", "occurred_at"), Instant()),
        "offered": Integer(),
        "withdraws": Boolean(),
    },
    "person_fact": {
        **dict.fromkeys(("chain_id", "person_id", "author_id"), Uuid()),
        **dict.fromkeys(("kind", "state"), String()),
        "version": Integer(),
        "written_at": Instant(),
    },
    "wound_act": {
        **dict.fromkeys(("wound_id", "author_id", "corrects"), Uuid()),
        **dict.fromkeys(("taken_at", "occurred_at"), Instant()),
        "kind": String(),
    },
    "document": {
        **dict.fromkeys(("author_id", "wound_id"), Uuid()),
        **dict.fromkeys(("captured_at", "occurred_at"), Instant()),
        "source": String(),
        "parts": Integer(),
    },
    "document_part": {"document_id": Uuid(), "no": Integer(), "name": String()},
    "document_page": {
        **dict.fromkeys(("document_id", "part_id"), Uuid()),
        **dict.fromkeys(("legible", "thumb"), String()),
        "no": Integer(),
    },
    "relative_grant": {
        **dict.fromkeys(("relative_id", "recorded_by"), Uuid()),
        **dict.fromkeys(("topic", "given_by"), String()),
        **dict.fromkeys(("from_at", "until_at", "recorded_at"), Instant()),
    },
    "family_message": {
        **dict.fromkeys(("relative_id", "staff_id"), Uuid()),
        "box": String(),
        "sent_at": Instant(),
    },
    "rights_mark": {
        **dict.fromkeys(("subject_id", "holder_id", "placed_by"), Uuid()),
        **dict.fromkeys(("kind", "place", "voice", "ground"), String()),
        "readers": JSON(),
        "placed_at": Instant(),
    },
    "shared_item": {
        **dict.fromkeys(("source_id", "flagged_by"), Uuid()),
        "topic": String(),
        "flagged_at": Instant(),
    },
    "order_signature": {
        **dict.fromkeys(("chain_id", "line_id", "staff_id"), Uuid()),
        **dict.fromkeys(("role", "verdict"), String()),
        "decided_at": Instant(),
    },
    "dose_resolution": {
        **dict.fromkeys(("author_id", "dose_id", "keeps"), Uuid()),
        "seen": JSON(),
        "at": Instant(),
    },
}
"""By table, the columns that are told."""


def digest(table: str, row: Mapping[str, Any]) -> str:
    """What those columns of a row say together, in 64 hexadecimal digits."""
    told = [_plain(row[name]) for name in sorted(TOLD[table])]
    return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
