"""The vault: makes, keeps, rotates and destroys keys, and seals rows with them."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from app.ground import clock
from app.ground.database import Database
from app.ground.vault.keystore import OwnerKey, Secret, WrappingKey
from app.ground.vault.sealing import (
    KeyGone,
    SealBroken,
    VaultError,
    from_json,
    open_bytes,
    place,
    seal_bytes,
    to_json,
)

__all__ = ["KeyGone", "SealBroken", "Vault", "VaultError"]

_KEPT_SECONDS = (
    60.0  # an unwrapped key is forgotten by every process at most this long after its destruction
)


class Vault:
    """Opens and seals for one process. `master_key` is 32 bytes; the key store is another
    database. `masters` tells the master keys on disk, asked when the present one opens nothing
    any more: another process has replaced it.
    """

    def __init__(
        self,
        keystore: Database,
        master_key: bytes,
        masters: Callable[[], Iterable[bytes]] = tuple,
    ) -> None:
        if len(master_key) != 32:
            raise VaultError("the master key is 32 bytes")
        self.keystore = keystore
        self._master = master_key
        self._masters = masters
        self._kept: dict[object, tuple[float, bytes]] = {}
        self._lock = threading.Lock()

    # -- keys -----------------------------------------------------------------

    def create_establishment(self, establishment_id: uuid.UUID) -> None:
        """Makes the first wrapping key of an establishment."""
        with self.keystore.write() as session:
            self._add_wrapping_key(session, establishment_id, 1)

    def create_owner(self, owner_id: uuid.UUID, establishment_id: uuid.UUID, kind: str) -> None:
        """Makes the data key of one owner (`person`, `staff` or `case`)."""
        self.create_owners([owner_id], establishment_id, kind)

    def create_owners(
        self, owner_ids: Iterable[uuid.UUID], establishment_id: uuid.UUID, kind: str
    ) -> None:
        """Makes a data key for each owner, in one transaction."""
        with self.keystore.write() as session:
            self._hold(session, establishment_id)
            version, wrapping = self._wrapping(session, establishment_id)
            for owner_id in owner_ids:
                session.add(
                    OwnerKey(
                        owner_id=owner_id,
                        establishment_id=establishment_id,
                        kind=kind,
                        wrapping_version=version,
                        wrapped=aes_key_wrap(wrapping, os.urandom(32)),
                        created_at=clock.now(),
                    )
                )

    def destroy_owner(self, owner_id: uuid.UUID) -> None:
        """Destroys an owner's key: what was sealed for that owner cannot be read any more."""
        with self.keystore.write() as session:
            session.execute(
                update(OwnerKey)
                .where(OwnerKey.owner_id == owner_id, OwnerKey.destroyed_at.is_(None))
                .values(wrapped=None, destroyed_at=clock.now())
            )
        with self._lock:
            self._kept.pop(owner_id, None)

    def has_key(self, owner_id: uuid.UUID) -> bool:
        """Whether this owner's key still exists."""
        with self.keystore.read() as session:
            return (
                session.scalar(
                    select(OwnerKey.owner_id).where(
                        OwnerKey.owner_id == owner_id, OwnerKey.wrapped.is_not(None)
                    )
                )
                is not None
            )

    def check(self) -> int:
        """Opens every wrapping key; returns how many establishments have one. Raises SealBroken."""
        with self.keystore.read() as session:
            rows = session.scalars(select(WrappingKey)).all()
        for row in rows:
            self._unwrap_by_master(row.wrapped)
        return len({row.establishment_id for row in rows})

    def was_destroyed(self, owner_id: uuid.UUID) -> bool:
        """Whether this owner had a key, and it was destroyed."""
        with self.keystore.read() as session:
            row = session.get(OwnerKey, owner_id)
            return row is not None and row.destroyed_at is not None

    # -- rows -----------------------------------------------------------------

    def seal(
        self, owner_id: uuid.UUID, table: str, row_id: uuid.UUID, value: dict[str, Any]
    ) -> bytes:
        """`value` (JSON) sealed for one row of one owner. Raises KeyGone."""
        return seal_bytes(self._data_key(owner_id), to_json(value), place(table, row_id, owner_id))

    def open(
        self, owner_id: uuid.UUID, table: str, row_id: uuid.UUID, sealed: bytes
    ) -> dict[str, Any]:
        """What `seal` was given for that very row. Raises KeyGone, or SealBroken when it was
        altered or moved.
        """
        return from_json(
            open_bytes(self._data_key(owner_id), sealed, place(table, row_id, owner_id))
        )

    def warm(self, owner_ids: Iterable[uuid.UUID]) -> None:
        """Brings many owners' keys into memory with one query, before opening many rows."""
        limit = time.monotonic() - _KEPT_SECONDS
        wanted = [o for o in owner_ids if (kept := self._kept.get(o)) is None or kept[0] < limit]
        for start in range(0, len(wanted), 500):
            with self.keystore.read() as session:
                rows = session.scalars(
                    select(OwnerKey).where(OwnerKey.owner_id.in_(wanted[start : start + 500]))
                )
                for row in rows:
                    if row.wrapped is not None:
                        self._unwrap_owner(session, row)

    # -- other secrets --------------------------------------------------------

    def put_secret(self, establishment_id: uuid.UUID, kind: str, name: str, value: bytes) -> None:
        """Keeps a secret of the establishment under (`kind`, `name`), replacing what was there."""
        with self.keystore.write() as session:
            self._hold(session, establishment_id)
            version, wrapping = self._wrapping(session, establishment_id)
            sealed = seal_bytes(wrapping, value, _secret_place(establishment_id, kind, name))
            session.merge(
                Secret(
                    establishment_id=establishment_id,
                    kind=kind,
                    name=name,
                    wrapping_version=version,
                    sealed=sealed,
                    created_at=clock.now(),
                )
            )
        with self._lock:
            self._kept.pop((establishment_id, kind, name), None)

    def get_secret(self, establishment_id: uuid.UUID, kind: str, name: str) -> bytes:
        """The secret kept under (`kind`, `name`). Raises KeyGone when there is none."""
        cached = self._recall((establishment_id, kind, name))
        if cached is not None:
            return cached
        with self.keystore.read() as session:
            row = session.get(Secret, (establishment_id, kind, name))
            if row is None:
                raise KeyGone(f"no secret {kind}/{name}")
            wrapping = self._wrapping(session, establishment_id, row.wrapping_version)[1]
        value = open_bytes(wrapping, row.sealed, _secret_place(establishment_id, kind, name))
        self._keep((establishment_id, kind, name), value)
        return value

    def drop_secret(self, establishment_id: uuid.UUID, kind: str, name: str) -> None:
        """Destroys a secret; nothing happens when there is none."""
        with self.keystore.write() as session:
            session.execute(
                delete(Secret).where(
                    Secret.establishment_id == establishment_id,
                    Secret.kind == kind,
                    Secret.name == name,
                )
            )
        with self._lock:
            self._kept.pop((establishment_id, kind, name), None)

    # -- rotation -------------------------------------------------------------

    def rotate_establishment(self, establishment_id: uuid.UUID) -> int:
        """A new wrapping key; every owner key and secret is wrapped again, the old wrapping keys
        are deleted.

        Returns how many keys were wrapped again. Rows are untouched: their data keys stay the same.
        """
        with self.keystore.write() as session:
            self._hold(session, establishment_id, alone=True)
            old, _ = self._wrapping(session, establishment_id)
            new = self._add_wrapping_key(session, establishment_id, old + 1)
            count = self._rewrap_owners(session, establishment_id, old + 1, new)
            count += self._rewrap_secrets(session, establishment_id, old + 1, new)
            session.execute(
                delete(WrappingKey).where(
                    WrappingKey.establishment_id == establishment_id, WrappingKey.version <= old
                )
            )
        self.forget()
        return count

    def rotate_master(self, new_master: bytes) -> int:
        """Wraps every establishment's key by `new_master` (32 bytes); returns how many."""
        if len(new_master) != 32:
            raise VaultError("the master key is 32 bytes")
        with self.keystore.write() as session:
            rows = session.scalars(select(WrappingKey)).all()
            for row in rows:
                row.wrapped = aes_key_wrap(new_master, self._unwrap_by_master(row.wrapped))
        self._master = new_master
        self.forget()
        return len(rows)

    def forget(self) -> None:
        """Drops every unwrapped key from memory."""
        with self._lock:
            self._kept.clear()

    # -- inside ---------------------------------------------------------------

    def _data_key(self, owner_id: uuid.UUID) -> bytes:
        key = self._recall(owner_id)
        if key is not None:
            return key
        with self.keystore.read() as session:
            row = session.get(OwnerKey, owner_id)
            if row is None or row.wrapped is None:
                raise KeyGone(f"no key for {owner_id}")
            return self._unwrap_owner(session, row)

    def _unwrap_owner(self, session: Session, row: OwnerKey) -> bytes:
        assert row.wrapped is not None
        wrapping = self._wrapping(session, row.establishment_id, row.wrapping_version)[1]
        key = self._unwrap(wrapping, row.wrapped)
        self._keep(row.owner_id, key)
        return key

    def _wrapping(
        self, session: Session, establishment_id: uuid.UUID, version: int | None = None
    ) -> tuple[int, bytes]:
        cached = self._recall((establishment_id, version)) if version is not None else None
        if cached is not None and version is not None:
            return version, cached
        query = select(WrappingKey).where(WrappingKey.establishment_id == establishment_id)
        query = (
            query.where(WrappingKey.version == version)
            if version
            else query.order_by(WrappingKey.version.desc())
        )
        row = session.scalars(query.limit(1)).first()
        if row is None:
            raise KeyGone(f"no wrapping key for establishment {establishment_id}")
        key = self._unwrap_by_master(row.wrapped)
        self._keep((establishment_id, row.version), key)
        return row.version, key

    def _hold(self, session: Session, establishment_id: uuid.UUID, *, alone: bool = False) -> None:
        """Until the commit, rotation and the making of keys keep out of each other's way.

        A key wrapped by a wrapping key that a rotation drops would be lost. SQLite has one writer anyway.
        """
        if self.keystore.is_sqlite:
            return
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        number = int.from_bytes(establishment_id.bytes[8:], "big", signed=True)
        session.execute(text(f"SELECT {lock}(:number)"), {"number": number})

    def _add_wrapping_key(
        self, session: Session, establishment_id: uuid.UUID, version: int
    ) -> bytes:
        known = session.scalars(select(WrappingKey).limit(1)).first()
        if known is not None:
            self._unwrap_by_master(known.wrapped)  # never wrap by a master key that was replaced
        key = os.urandom(32)
        session.add(
            WrappingKey(
                establishment_id=establishment_id,
                version=version,
                wrapped=aes_key_wrap(self._master, key),
                created_at=clock.now(),
            )
        )
        return key

    def _rewrap_owners(
        self, session: Session, establishment_id: uuid.UUID, version: int, wrapping: bytes
    ) -> int:
        rows = session.scalars(
            select(OwnerKey)
            .where(OwnerKey.establishment_id == establishment_id, OwnerKey.wrapped.is_not(None))
            .with_for_update()  # a key destroyed meanwhile must not come back
        ).all()
        for row in rows:
            row.wrapped = aes_key_wrap(wrapping, self._unwrap_owner(session, row))
            row.wrapping_version = version
        return len(rows)

    def _rewrap_secrets(
        self, session: Session, establishment_id: uuid.UUID, version: int, wrapping: bytes
    ) -> int:
        rows = session.scalars(
            select(Secret).where(Secret.establishment_id == establishment_id).with_for_update()
        ).all()
        for row in rows:
            old = self._wrapping(session, establishment_id, row.wrapping_version)[1]
            associated = _secret_place(establishment_id, row.kind, row.name)
            row.sealed = seal_bytes(wrapping, open_bytes(old, row.sealed, associated), associated)
            row.wrapping_version = version
        return len(rows)

    def opens_with(self, master: bytes) -> bool:
        """Whether `master` opens the key store as it is now."""
        with self.keystore.read() as session:
            row = session.scalars(select(WrappingKey).limit(1)).first()
        try:
            return row is None or bool(aes_key_unwrap(master, row.wrapped))
        except InvalidUnwrap:
            return False

    def _unwrap_by_master(self, wrapped: bytes) -> bytes:
        """A wrapping key. When the master key was replaced meanwhile, the new one is taken up."""
        try:
            return aes_key_unwrap(self._master, wrapped)
        except InvalidUnwrap:
            for master in self._masters():
                with suppress(InvalidUnwrap):
                    key = aes_key_unwrap(master, wrapped)
                    self._master = master
                    return key
        raise SealBroken("no master key opens this wrapping key")

    def _unwrap(self, wrapping: bytes, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(wrapping, wrapped)
        except InvalidUnwrap as error:
            raise SealBroken("this key was wrapped by another key, or altered") from error

    def _recall(self, name: object) -> bytes | None:
        kept = self._kept.get(name)
        return kept[1] if kept is not None and kept[0] > time.monotonic() - _KEPT_SECONDS else None

    def _keep(self, name: object, key: bytes) -> None:
        with self._lock:
            self._kept[name] = (time.monotonic(), key)


def _secret_place(establishment_id: uuid.UUID, kind: str, name: str) -> bytes:
    return b"chevet-secret-1|" + establishment_id.bytes + f"|{kind}|{name}".encode()
