"""A row's values as JSON and back, by the type of their column; what belongs to one installation alone stays there."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.types import JSON

from app.ground import clock
from app.ground.database import Instant

LOCAL: Final = frozenset(("establishment_id", "revision", "placed_revision"))
"""What an installation gives to its own rows: whose they are, and when tablets hear of them."""

SEALED: Final = "sealed"


class Unreadable(ValueError):
    """A value that its column cannot hold."""


def canonical(value: Any) -> bytes:
    """One text for one value: equal values have equal hashes."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def leaving(table: Table) -> list[Column[Any]]:
    """The columns of a table that leave as they are."""
    return [one for one in table.columns if one.name not in LOCAL and one.name != SEALED]


def to_plain(column: Column[Any], value: Any) -> Any:
    """A value of that column as JSON."""
    if value is None or isinstance(column.type, JSON):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, uuid.UUID | date) else value


def from_plain(column: Column[Any], value: Any) -> Any:
    """What `to_plain` was given. Raises Unreadable."""
    if value is None:
        if not column.nullable:
            raise Unreadable(column.name)
        return None
    try:
        return _read(column.type, value)
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise Unreadable(column.name) from error


def _read(kind: Any, value: Any) -> Any:
    if isinstance(kind, JSON):
        return value
    if isinstance(kind, Instant):
        read = datetime.fromisoformat(value)
        if read.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return read
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Uuid):
        return uuid.UUID(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return _simple(kind, value)


def _simple(kind: Any, value: Any) -> Any:
    wanted: type = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    if type(value) is not wanted:
        raise ValueError("another type")
    if isinstance(kind, String) and kind.length is not None and len(str(value)) > kind.length:
        raise ValueError("too long")
    return value


def moment() -> str:
    """Now, as files tell it."""
    return clock.to_text(clock.now())
