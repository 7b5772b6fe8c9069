"""The key store: wrapped keys only, in a database apart from the data that they open."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Integer, LargeBinary, MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.ground.database import _NAMES, Instant


class KeyBase(DeclarativeBase):
    """Every table of the key store."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {uuid.UUID: Uuid(), datetime: Instant()}


class WrappingKey(KeyBase):
    """An establishment's wrapping key, wrapped by the master key (AES key wrap, RFC 3394)."""

    __tablename__ = "wrapping_key"
    establishment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class OwnerKey(KeyBase):
    """The data key of a person, a staff member or a case, wrapped by its establishment's wrapping
    key.

    `wrapped` is null once destroyed: the row stays to say that, and when.
    """

    __tablename__ = "owner_key"
    owner_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(16))
    wrapping_version: Mapped[int] = mapped_column(Integer)
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]


class Secret(KeyBase):
    """Another secret of an establishment (intake private key, store key, seal signing key),
    sealed under its wrapping key.
    """

    __tablename__ = "secret"
    establishment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    wrapping_version: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
