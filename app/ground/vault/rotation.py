"""Rotation: new wrapping keys, and the same data keys wrapped again. Rows are never touched."""

from __future__ import annotations

import uuid

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.ground.vault.keyring import Keyring
from app.ground.vault.keystore import OwnerKey, Secret, WrappingKey
from app.ground.vault.sealing import VaultError, open_bytes, seal_bytes
from app.ground.vault.secrets import secret_place


def rotate_establishment(keys: Keyring, establishment_id: uuid.UUID) -> int:
    """A new wrapping key; every owner key and secret is wrapped again, the old wrapping keys are deleted.

    Returns how many keys were wrapped again.
    """
    with keys.keystore.write() as session:
        keys.hold(session, establishment_id, alone=True)
        old, _ = keys.wrapping(session, establishment_id)
        new = keys.add_wrapping_key(session, establishment_id, old + 1)
        count = _rewrap_owners(keys, session, establishment_id, old + 1, new)
        count += _rewrap_secrets(keys, session, establishment_id, old + 1, new)
        session.execute(
            delete(WrappingKey).where(
                WrappingKey.establishment_id == establishment_id, WrappingKey.version <= old
            )
        )
    keys.forget()
    return count


def rotate_master(keys: Keyring, new_master: bytes) -> int:
    """Wraps every establishment's key by `new_master` (32 bytes); returns how many."""
    if len(new_master) != 32:
        raise VaultError("the master key is 32 bytes")
    with keys.keystore.write() as session:
        rows = session.scalars(select(WrappingKey)).all()
        for row in rows:
            keys.rewrap_by(new_master, row)
    keys.take_up(new_master)
    return len(rows)


def _rewrap_owners(
    keys: Keyring, session: Session, establishment_id: uuid.UUID, version: int, wrapping: bytes
) -> int:
    rows = session.scalars(
        select(OwnerKey)
        .where(OwnerKey.establishment_id == establishment_id, OwnerKey.wrapped.is_not(None))
        .with_for_update()  # a key destroyed meanwhile must not come back
    ).all()
    for row in rows:
        row.wrapped = aes_key_wrap(wrapping, keys.unwrap_owner(session, row))
        row.wrapping_version = version
    return len(rows)


def _rewrap_secrets(
    keys: Keyring, session: Session, establishment_id: uuid.UUID, version: int, wrapping: bytes
) -> int:
    rows = session.scalars(
        select(Secret).where(Secret.establishment_id == establishment_id).with_for_update()
    ).all()
    for row in rows:
        old = keys.wrapping(session, establishment_id, row.wrapping_version)[1]
        associated = secret_place(establishment_id, row.kind, row.name)
        row.sealed = seal_bytes(wrapping, open_bytes(old, row.sealed, associated), associated)
        row.wrapping_version = version
    return len(rows)
