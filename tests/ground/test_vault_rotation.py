"""Keys made, kept and destroyed while another process rotates: PostgreSQL lets both write at once."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.ground.database import Database
from app.ground.vault import KeyGone, Vault
from app.ground.vault.keystore import KeyBase, OwnerKey
from tests.fixtures.postgres import PostgresServer

HOME, LENOIR, DURAND, ROW = (uuid.uuid4() for _ in range(4))
MASTER = os.urandom(32)


def opened(url: str) -> Vault:
    return Vault(Database(url.replace("postgresql://", "postgresql+psycopg://")), MASTER)


@pytest.fixture
def processes(postgres: PostgresServer) -> Iterator[tuple[Vault, Vault]]:
    """Two processes over one key store, each with what it keeps in memory."""
    url = postgres.fresh_database()
    here, there = opened(url), opened(url)
    KeyBase.metadata.create_all(here.keystore.engine)
    here.create_establishment(HOME)
    here.create_owner(LENOIR, HOME, "person")
    yield here, there
    here.keystore.close()
    there.keystore.close()


def started(work: threading.Thread) -> None:
    """Starts the other process's work and lets it go as far as it may."""
    work.start()
    work.join(0.5)


def test_a_key_made_during_a_rotation_opens_after_it(processes: tuple[Vault, Vault]) -> None:
    here, there = processes
    rotation = threading.Thread(target=there.rotate_establishment, args=[HOME])

    def owners() -> Iterator[uuid.UUID]:
        started(rotation)
        yield DURAND

    here.create_owners(owners(), HOME, "person")
    rotation.join()
    here.forget()
    sealed = here.seal(DURAND, "entry", ROW, {"data": "x"})
    assert there.open(DURAND, "entry", ROW, sealed) == {"data": "x"}


def test_a_key_destroyed_during_a_rotation_stays_destroyed(
    processes: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = processes
    erasure = threading.Thread(target=there.destroy_owner, args=[LENOIR])
    unwrap = here._keys.unwrap_owner

    def slowly(session: Session, row: OwnerKey) -> bytes:
        started(erasure)
        return unwrap(session, row)

    monkeypatch.setattr(here._keys, "unwrap_owner", slowly)
    here.rotate_establishment(HOME)
    erasure.join()
    assert not here.has_key(LENOIR)
    with pytest.raises(KeyGone):
        there.seal(LENOIR, "entry", ROW, {})
