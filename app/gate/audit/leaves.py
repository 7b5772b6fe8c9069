"""From events to the root of their tree: canonical text, leaf hashes, Merkle root (as RFC 6962 builds it).

Leaves and nodes are hashed with different first bytes, so that neither can pass for the other.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.gate.audit.models import AuditEvent

COLUMNS = tuple(column for column in AuditEvent.__table__.columns if column.name != "seal_number")


def leaf(event: Mapping[Any, Any]) -> bytes:
    """The leaf hash of an event, given as its columns by name: all of them but `seal_number`."""
    told = {column.name: _plain(event[column.name]) for column in COLUMNS}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle root of at least one leaf."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    pair = root(leaves[:split]) + root(leaves[split:])
    return hashlib.sha256(b"\x01" + pair).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
