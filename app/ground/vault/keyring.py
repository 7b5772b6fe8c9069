"""The keys: opened by the master key, remembered for a minute, forgotten everywhere soon after their destruction."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.ground import clock
from app.ground.database import Database
from app.ground.vault.keystore import OwnerKey, WrappingKey
from app.ground.vault.sealing import KeyGone, SealBroken, VaultError

KEPT_SECONDS = 60.0
"""An unwrapped key is forgotten by every process at most this long after its destruction."""


class Keyring:
    """Unwraps for one process. `masters` tells the master keys on disk, asked when the present one opens nothing any
    more: another process has replaced it.
    """

    def __init__(
        self, keystore: Database, master_key: bytes, masters: Callable[[], Iterable[bytes]]
    ) -> None:
        if len(master_key) != 32:
            raise VaultError("the master key is 32 bytes")
        self.keystore = keystore
        self._master = master_key
        self._masters = masters
        self._kept: dict[object, tuple[float, bytes]] = {}
        self._lock = threading.Lock()

    def recall(self, name: object) -> bytes | None:
        """The key of that name, if it was opened less than a minute ago."""
        kept = self._kept.get(name)
        return kept[1] if kept is not None and kept[0] > time.monotonic() - KEPT_SECONDS else None

    def keep(self, name: object, key: bytes) -> None:
        with self._lock:
            self._kept[name] = (time.monotonic(), key)

    def drop(self, name: object) -> None:
        with self._lock:
            self._kept.pop(name, None)

    def forget(self) -> None:
        """Drops every unwrapped key from memory."""
        with self._lock:
            self._kept.clear()

    def wrapping(
        self, session: Session, establishment_id: uuid.UUID, version: int | None = None
    ) -> tuple[int, bytes]:
        """A wrapping key of the establishment with its version: the newest, unless one is named. Raises KeyGone."""
        cached = self.recall((establishment_id, version)) if version is not None else None
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
        key = self.unwrap_by_master(row.wrapped)
        self.keep((establishment_id, row.version), key)
        return row.version, key

    def hold(self, session: Session, establishment_id: uuid.UUID, *, alone: bool = False) -> None:
        """Until the commit, rotation and the making of keys keep out of each other's way.

        A key wrapped by a wrapping key that a rotation drops would be lost. SQLite has one writer anyway.
        """
        if self.keystore.is_sqlite:
            return
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        number = int.from_bytes(establishment_id.bytes[8:], "big", signed=True)
        session.execute(text(f"SELECT {lock}(:number)"), {"number": number})

    def add_wrapping_key(
        self, session: Session, establishment_id: uuid.UUID, version: int
    ) -> bytes:
        """Makes the wrapping key of that version, wrapped by the master key."""
        known = session.scalars(select(WrappingKey).limit(1)).first()
        if known is not None:
            self.unwrap_by_master(known.wrapped)  # never wrap by a master key that was replaced
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

    def unwrap_owner(self, session: Session, row: OwnerKey) -> bytes:
        """The data key of an owner that has one. Raises SealBroken."""
        assert row.wrapped is not None
        wrapping = self.wrapping(session, row.establishment_id, row.wrapping_version)[1]
        key = _unwrap(wrapping, row.wrapped)
        self.keep(row.owner_id, key)
        return key

    def rewrap_by(self, master: bytes, row: WrappingKey) -> None:
        """Wraps one wrapping key by another master key, which `take_up` makes ours."""
        row.wrapped = aes_key_wrap(master, self.unwrap_by_master(row.wrapped))

    def take_up(self, master: bytes) -> None:
        """From here on keys are wrapped by `master`."""
        self._master = master
        self.forget()

    def opens_with(self, master: bytes) -> bool:
        """Whether `master` opens the key store as it is now."""
        with self.keystore.read() as session:
            row = session.scalars(select(WrappingKey).limit(1)).first()
        try:
            return row is None or bool(aes_key_unwrap(master, row.wrapped))
        except InvalidUnwrap:
            return False

    def unwrap_by_master(self, wrapped: bytes) -> bytes:
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


def _unwrap(wrapping: bytes, wrapped: bytes) -> bytes:
    try:
        return aes_key_unwrap(wrapping, wrapped)
    except InvalidUnwrap as error:
        raise SealBroken("this key was wrapped by another key, or altered") from error
