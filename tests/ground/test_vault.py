"""The vault: what opens, what does not, and what rotation and destruction change."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.ground.database import Database
from app.ground.vault import KeyGone, SealBroken, Vault
from app.ground.vault.keystore import KeyBase, OwnerKey, WrappingKey

HOME, LENOIR, DURAND, ROW = (uuid.uuid4() for _ in range(4))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    keystore = Database(f"sqlite:///{tmp_path}/keys.db")
    KeyBase.metadata.create_all(keystore.engine)
    vault = Vault(keystore, os.urandom(32))
    vault.create_establishment(HOME)
    vault.create_owners([LENOIR, DURAND], HOME, "person")
    yield vault
    keystore.close()


def test_it_opens_what_it_sealed(vault: Vault) -> None:
    sealed = vault.seal(LENOIR, "entry", ROW, {"data": "tousse · 😷"})
    assert vault.open(LENOIR, "entry", ROW, sealed) == {"data": "tousse · 😷"}
    assert b"tousse" not in sealed


def test_a_row_moved_or_copied_does_not_open(vault: Vault) -> None:
    sealed = vault.seal(LENOIR, "entry", ROW, {"data": "x"})
    for owner, table, row in (
        (DURAND, "entry", ROW),
        (LENOIR, "addition", ROW),
        (LENOIR, "entry", uuid.uuid4()),
    ):
        with pytest.raises(SealBroken):
            vault.open(owner, table, row, sealed)


@pytest.mark.parametrize("at", [0, 1, 13, -1])
def test_one_changed_byte_is_noticed(vault: Vault, at: int) -> None:
    sealed = bytearray(vault.seal(LENOIR, "entry", ROW, {"data": "x"}))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        vault.open(LENOIR, "entry", ROW, bytes(sealed))


def test_rotation_keeps_rows_readable_and_drops_the_old_wrapping_key(vault: Vault) -> None:
    sealed = vault.seal(LENOIR, "entry", ROW, {"data": "x"})
    vault.put_secret(HOME, "intake", "a", b"secret")
    assert vault.rotate_establishment(HOME) == 3
    assert vault.rotate_master(os.urandom(32)) == 1
    assert vault.open(LENOIR, "entry", ROW, sealed) == {"data": "x"}
    assert vault.get_secret(HOME, "intake", "a") == b"secret"
    with vault.keystore.read() as session:
        assert session.scalars(select(WrappingKey.version)).all() == [2]


def test_another_master_key_opens_nothing(vault: Vault) -> None:
    stranger = Vault(vault.keystore, os.urandom(32))
    with pytest.raises(SealBroken):
        stranger.check()
    with pytest.raises(SealBroken):
        stranger.seal(LENOIR, "entry", ROW, {})


def test_a_destroyed_key_is_gone_and_its_row_says_when(vault: Vault) -> None:
    sealed = vault.seal(LENOIR, "entry", ROW, {"data": "x"})
    vault.destroy_owner(LENOIR)
    with pytest.raises(KeyGone):
        vault.open(LENOIR, "entry", ROW, sealed)
    with vault.keystore.read() as session:
        row = session.get(OwnerKey, LENOIR)
        assert row is not None and row.wrapped is None and row.destroyed_at is not None
    assert not vault.has_key(LENOIR)
    assert vault.has_key(DURAND)


def test_warming_many_owners_asks_the_key_store_once(vault: Vault) -> None:
    vault.forget()
    vault.warm([LENOIR, DURAND])
    vault.keystore.close()
    sealed = vault.seal(LENOIR, "entry", ROW, {"a": 1})
    assert vault.open(LENOIR, "entry", ROW, sealed) == {"a": 1}


def test_a_fingerprint_tells_equals_of_one_owner_and_nobody_makes_it_without_the_key(
    vault: Vault,
) -> None:
    one = vault.fingerprint(LENOIR, "methotrexate, 10 mg")
    assert one == vault.fingerprint(LENOIR, "methotrexate, 10 mg")
    assert len(one) == 64
    others = {
        vault.fingerprint(LENOIR, "methotrexate, 15 mg"),
        vault.fingerprint(DURAND, "methotrexate, 10 mg"),
        hashlib.sha256(b"methotrexate, 10 mg").hexdigest(),
    }
    assert one not in others
    vault.destroy_owner(LENOIR)
    with pytest.raises(KeyGone):
        vault.fingerprint(LENOIR, "methotrexate, 10 mg")


def test_a_secret_that_was_dropped_is_gone(vault: Vault) -> None:
    vault.put_secret(HOME, "store", "tablet", b"k")
    vault.drop_secret(HOME, "store", "tablet")
    with pytest.raises(KeyGone):
        vault.get_secret(HOME, "store", "tablet")
