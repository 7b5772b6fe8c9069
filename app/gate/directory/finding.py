"""Finding a row of one's own establishment: any other answers as if it did not exist."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.ground.database import Base
from app.ground.errors import NotFound

Row = TypeVar("Row", bound=Base)


def find(
    session: Session, kind: type[Row], establishment_id: uuid.UUID, row_id: uuid.UUID | None
) -> Row:
    """That row of `kind`. Raises NotFound when there is none, or when another establishment's."""
    return _one(session, _query(kind, establishment_id, row_id))


def find_to_change(
    session: Session, kind: type[Row], establishment_id: uuid.UUID, row_id: uuid.UUID | None
) -> Row:
    """That row, held until the end of the transaction: two who change it wait for each other."""
    return _one(session, _query(kind, establishment_id, row_id).with_for_update())


def _query(kind: Any, establishment_id: uuid.UUID, row_id: uuid.UUID | None) -> Select[Any]:
    return select(kind).where(kind.id == row_id, kind.establishment_id == establishment_id)


def _one(session: Session, query: Select[Any]) -> Any:
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound()
    return row
