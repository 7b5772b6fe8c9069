"""Which establishment the running code acts for, so that PostgreSQL can refuse the rows of any other.

On PostgreSQL every transaction tells it to the database (`SET LOCAL`), whose row-level policies compare; told nothing,
they show nothing. SQLite has no such thing: there the queries alone keep homes apart.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("chevet_establishment", default="")
EVERY = "*"


def set_establishment(establishment_id: uuid.UUID | None) -> None:
    """From here on, in this request or task, the code acts for this establishment (None: for none)."""
    _current.set(str(establishment_id) if establishment_id else "")


def setting() -> str:
    """What the database is told: an establishment's id, `*` for maintenance over all, or nothing."""
    return _current.get()


@contextmanager
def acting_for(establishment_id: uuid.UUID) -> Iterator[None]:
    """Inside the block the code acts for one establishment."""
    token = _current.set(str(establishment_id))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def acting_for_every() -> Iterator[None]:
    """Inside the block the code acts for all establishments: the command line's maintenance, nothing else."""
    token = _current.set(EVERY)
    try:
        yield
    finally:
        _current.reset(token)
