"""Other secrets of an establishment, kept under a kind and a name: intake keys, heads of the chain."""

from __future__ import annotations

import uuid

from sqlalchemy import delete

from app.ground import clock
from app.ground.vault.keyring import Keyring
from app.ground.vault.keystore import Secret
from app.ground.vault.sealing import KeyGone, open_bytes, seal_bytes


class Secrets:
    """The secrets in the key store, sealed by their establishment's wrapping key."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys

    def put(self, establishment_id: uuid.UUID, kind: str, name: str, value: bytes) -> None:
        """Keeps a secret of the establishment under (`kind`, `name`), replacing what was there."""
        with self._keys.keystore.write() as session:
            self._keys.hold(session, establishment_id)
            version, wrapping = self._keys.wrapping(session, establishment_id)
            sealed = seal_bytes(wrapping, value, secret_place(establishment_id, kind, name))
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
        self._keys.drop((establishment_id, kind, name))

    def get(self, establishment_id: uuid.UUID, kind: str, name: str) -> bytes:
        """The secret kept under (`kind`, `name`). Raises KeyGone when there is none."""
        cached = self._keys.recall((establishment_id, kind, name))
        if cached is not None:
            return cached
        with self._keys.keystore.read() as session:
            row = session.get(Secret, (establishment_id, kind, name))
            if row is None:
                raise KeyGone(f"no secret {kind}/{name}")
            wrapping = self._keys.wrapping(session, establishment_id, row.wrapping_version)[1]
        value = open_bytes(wrapping, row.sealed, secret_place(establishment_id, kind, name))
        self._keys.keep((establishment_id, kind, name), value)
        return value

    def drop(self, establishment_id: uuid.UUID, kind: str, name: str) -> None:
        """Destroys a secret; nothing happens when there is none."""
        with self._keys.keystore.write() as session:
            session.execute(
                delete(Secret).where(
                    Secret.establishment_id == establishment_id,
                    Secret.kind == kind,
                    Secret.name == name,
                )
            )
        self._keys.drop((establishment_id, kind, name))


def secret_place(establishment_id: uuid.UUID, kind: str, name: str) -> bytes:
    """What binds a sealed secret to its name."""
    return b"chevet-secret-1|" + establishment_id.bytes + f"|{kind}|{name}".encode()
