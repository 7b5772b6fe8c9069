"""A few facts about this database itself (the demo marker, the restore epoch), kept as name and
value.
"""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.ground.database import Base


class Fact(Base):
    """One fact about this database."""

    __tablename__ = "fact"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def get_fact(session: Session, name: str) -> str | None:
    """The value of a fact, or None."""
    row = session.get(Fact, name)
    return row.value if row else None


def set_fact(session: Session, name: str, value: str) -> None:
    """Sets a fact, replacing what was there."""
    session.merge(Fact(name=name, value=value))
