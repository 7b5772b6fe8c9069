"""The vault: makes, keeps, rotates and destroys keys, and seals rows with them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from sqlalchemy import select, update

from app.ground import clock
from app.ground.database import Database
from app.ground.vault import rotation
from app.ground.vault.keyring import Keyring
from app.ground.vault.keystore import OwnerKey, WrappingKey
from app.ground.vault.sealing import (
    KeyGone,
    SealBroken,
    VaultError,
    from_json,
    keyed_digest,
    open_bytes,
    place,
    seal_bytes,
    to_json,
)
from app.ground.vault.secrets import Secrets

__all__ = ["KeyGone", "SealBroken", "Vault", "VaultError"]


class Vault:
    """Opens and seals for one process. `master_key` is 32 bytes; the key store is another
    database. `masters` tells the master keys on disk, for when another process has replaced ours.
    """

    def __init__(
        self,
        keystore: Database,
        master_key: bytes,
        masters: Callable[[], Iterable[bytes]] = tuple,
    ) -> None:
        self.keystore = keystore
        self._keys = Keyring(keystore, master_key, masters)
        self._secrets = Secrets(self._keys)

    # -- keys -----------------------------------------------------------------

    def create_establishment(self, establishment_id: uuid.UUID) -> None:
        """Makes the first wrapping key of an establishment."""
        with self.keystore.write() as session:
            self._keys.add_wrapping_key(session, establishment_id, 1)

    def create_owner(self, owner_id: uuid.UUID, establishment_id: uuid.UUID, kind: str) -> None:
        """Makes the data key of one owner (`person`, `staff` or `case`)."""
        self.create_owners([owner_id], establishment_id, kind)

    def create_owners(
        self, owner_ids: Iterable[uuid.UUID], establishment_id: uuid.UUID, kind: str
    ) -> None:
        """Makes a data key for each owner, in one transaction."""
        with self.keystore.write() as session:
            self._keys.hold(session, establishment_id)
            version, wrapping = self._keys.wrapping(session, establishment_id)
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
        self._keys.drop(owner_id)

    def has_key(self, owner_id: uuid.UUID) -> bool:
        """Whether this owner's key still exists."""
        return self.kind_of(owner_id) is not None

    def kind_of(self, owner_id: uuid.UUID) -> str | None:
        """What that owner is (`person`, `staff` or `case`); None where no key of theirs exists."""
        with self.keystore.read() as session:
            return session.scalar(
                select(OwnerKey.kind).where(
                    OwnerKey.owner_id == owner_id, OwnerKey.wrapped.is_not(None)
                )
            )

    def check(self) -> int:
        """Opens every wrapping key; returns how many establishments have one. Raises SealBroken."""
        with self.keystore.read() as session:
            rows = session.scalars(select(WrappingKey)).all()
        for row in rows:
            self._keys.unwrap_by_master(row.wrapped)
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

    def fingerprint(self, owner_id: uuid.UUID, text: str) -> str:
        """64 hexadecimal digits that tell equal texts about one owner, and nothing else to whoever has
        the database without its keys: no guess can be tried against them. Raises KeyGone.
        """
        return keyed_digest(self._data_key(owner_id), text.encode())

    def warm(self, owner_ids: Iterable[uuid.UUID]) -> None:
        """Brings many owners' keys into memory with one query, before opening many rows."""
        wanted = [owner for owner in owner_ids if self._keys.recall(owner) is None]
        for start in range(0, len(wanted), 500):
            with self.keystore.read() as session:
                rows = session.scalars(
                    select(OwnerKey).where(OwnerKey.owner_id.in_(wanted[start : start + 500]))
                )
                for row in rows:
                    if row.wrapped is not None:
                        self._keys.unwrap_owner(session, row)

    # -- other secrets --------------------------------------------------------

    def put_secret(self, establishment_id: uuid.UUID, kind: str, name: str, value: bytes) -> None:
        """Keeps a secret of the establishment under (`kind`, `name`), replacing what was there."""
        self._secrets.put(establishment_id, kind, name, value)

    def get_secret(self, establishment_id: uuid.UUID, kind: str, name: str) -> bytes:
        """The secret kept under (`kind`, `name`). Raises KeyGone when there is none."""
        return self._secrets.get(establishment_id, kind, name)

    def drop_secret(self, establishment_id: uuid.UUID, kind: str, name: str) -> None:
        """Destroys a secret; nothing happens when there is none."""
        self._secrets.drop(establishment_id, kind, name)

    # -- rotation -------------------------------------------------------------

    def rotate_establishment(self, establishment_id: uuid.UUID) -> int:
        """A new wrapping key for the establishment; how many keys were wrapped again."""
        return rotation.rotate_establishment(self._keys, establishment_id)

    def rotate_master(self, new_master: bytes) -> int:
        """Wraps every establishment's key by `new_master` (32 bytes); returns how many."""
        return rotation.rotate_master(self._keys, new_master)

    def opens_with(self, master: bytes) -> bool:
        """Whether `master` opens the key store as it is now."""
        return self._keys.opens_with(master)

    def forget(self) -> None:
        """Drops every unwrapped key from memory."""
        self._keys.forget()

    def _data_key(self, owner_id: uuid.UUID) -> bytes:
        key = self._keys.recall(owner_id)
        if key is not None:
            return key
        with self.keystore.read() as session:
            row = session.get(OwnerKey, owner_id)
            if row is None or row.wrapped is None:
                raise KeyGone(f"no key for {owner_id}")
            return self._keys.unwrap_owner(session, row)
