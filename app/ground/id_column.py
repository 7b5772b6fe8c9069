"""The column of identifiers. Where the database keeps them as text, the same few come back by the thousand."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Uuid


@lru_cache(maxsize=16_384)
def _read(text: str | None) -> uuid.UUID | None:
    """Parsing costs more than all the rest of reading a small row, and a UUID never changes."""
    return None if text is None else uuid.UUID(text)


class Id(Uuid[uuid.UUID]):
    """A UUID, native where the database has them."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return None if super().result_processor(dialect, coltype) is None else _read
