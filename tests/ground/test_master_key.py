"""The master key is replaced while others work, and survives an interruption at any step."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ground.database import Database
from app.ground.vault import SealBroken, Vault, master
from app.ground.vault.keystore import KeyBase

HOME, LENOIR, ROW = (uuid.uuid4() for _ in range(3))


@pytest.fixture
def keystore(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/keys.db")
    KeyBase.metadata.create_all(made.engine)
    yield made
    made.close()


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    master.create(tmp_path)
    return tmp_path


def opened(keystore: Database, instance: Path) -> Vault:
    (key, *_) = master.kept(instance)
    return Vault(keystore, key, lambda: master.kept(instance))


def test_the_file_is_its_owners_alone_and_never_overwritten(instance: Path) -> None:
    assert (instance / master.NAME).stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        master.create(instance)


def test_a_process_at_work_takes_up_the_new_key(keystore: Database, instance: Path) -> None:
    vault, server = opened(keystore, instance), opened(keystore, instance)
    vault.create_establishment(HOME)
    vault.create_owner(LENOIR, HOME, "person")
    sealed = server.seal(LENOIR, "entry", ROW, {"a": 1})
    (before,) = master.kept(instance)
    assert master.replace(instance, vault) == 1
    (after,) = master.kept(instance)
    assert after != before
    server.forget()
    assert server.open(LENOIR, "entry", ROW, sealed) == {"a": 1}
    with pytest.raises(SealBroken):
        Vault(keystore, before).check()


def test_a_stale_process_never_wraps_by_the_old_key(keystore: Database, instance: Path) -> None:
    vault, stale = opened(keystore, instance), opened(keystore, instance)
    vault.create_establishment(HOME)
    master.replace(instance, vault)
    stale.create_establishment(uuid.uuid4())
    assert opened(keystore, instance).check() == 2


def test_interrupted_after_the_key_store_it_is_settled(keystore: Database, instance: Path) -> None:
    vault = opened(keystore, instance)
    vault.create_establishment(HOME)
    (old,) = master.kept(instance)
    master._write(instance / master.NEXT, b"n" * 32, 0)
    vault.rotate_master(b"n" * 32)
    again = opened(keystore, instance)
    assert again.check() == 1
    master.settle(instance, again)
    assert master.kept(instance) == [b"n" * 32]
    assert old not in master.kept(instance)


def test_interrupted_before_the_key_store_the_old_one_stays(
    keystore: Database, instance: Path
) -> None:
    vault = opened(keystore, instance)
    vault.create_establishment(HOME)
    before = master.kept(instance)
    master._write(instance / master.NEXT, b"n" * 32, 0)
    master.settle(instance, vault)
    assert master.kept(instance) == before
    assert opened(keystore, instance).check() == 1
