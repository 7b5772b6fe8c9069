"""Tables of containers. What its label says is sealed; what is in it is told by identities alone, never by a drug."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Container(Revisioned, Base):
    """One pillbox or sachet of a person, known by the digest of its label. Sealed (table `container`): text (of the
    label, for reprints), name (what people call it).

    `state` is `empty`, `prepared` or `non_conform`; `preparation_id` changes each time its content is made or cleared,
    so that whoever decides about it decides about what they saw. `lost_at`: its label opens nothing any more.
    """

    __tablename__ = "container"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    preparation_id: Mapped[uuid.UUID | None]
    prepared_at: Mapped[datetime | None]
    prepared_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    lost_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ContainerItem(Base):
    """One dose in a preparation: of which version of its line, how much, for when. Those of earlier preparations stay:
    they say what was in it, by whom and until when.

    `why` it is not conform (`stopped`, `suspended`, `changed`), null while it is; `left_at`: given, or taken out.
    """

    __tablename__ = "container_item"
    __table_args__ = (
        Index("ix_container_item_container_id_preparation_id", "container_id", "preparation_id"),
        Index("ix_container_item_establishment_id_due_at", "establishment_id", "due_at"),
        Index("ix_container_item_person_id_left_at", "person_id", "left_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    container_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("container.id"))
    preparation_id: Mapped[uuid.UUID]
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    dose_id: Mapped[uuid.UUID] = mapped_column(index=True)
    chain_id: Mapped[uuid.UUID]
    line_id: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(Integer)
    slot: Mapped[str] = mapped_column(String(24))
    due_at: Mapped[datetime]
    amount: Mapped[str] = mapped_column(String(20))
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[str | None] = mapped_column(String(12))
    left_at: Mapped[datetime | None]
