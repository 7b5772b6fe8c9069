"""The server is killed between commit and answer: the retry is told so, and there is one row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from app.areas.journal.models import Entry
from app.gate.sync.models import Command
from app.ground.tenancy import acting_for_every
from app.tablet import Authenticator, Tablet
from tests.e2e import dying
from tests.e2e.people import enrolment, invitation, staff
from tests.e2e.server import ROOT, Server, copy_of


@pytest.fixture
def fragile(demo_instance: Path, tmp_path: Path) -> Iterator[Server]:
    """Gunicorn alone, over the demo world, with an application that can die."""
    instance = copy_of(demo_instance, tmp_path / "instance")
    bare = Server(instance)
    config = str(ROOT / "deploy" / "gunicorn.conf.py")
    words = ("gunicorn", "--config", config, "--bind", f"127.0.0.1:{bare.port}")
    server = replace(bare, words=(*words, "tests.e2e.dying:application()")).start()
    yield server
    server.stop()


def rows(server: Server, entry: object) -> tuple[int, int]:
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        entries = session.scalar(select(func.count()).where(Entry.id == entry))
        commands = session.scalar(select(func.count()).where(Command.id == entry))
    house.close()
    return int(entries or 0), int(commands or 0)


def test_a_retry_after_a_power_cut_is_a_duplicate(fragile: Server) -> None:
    tablet, key = Tablet(fragile.origin), Authenticator()
    tablet.enrol(enrolment(fragile, "Tablette 1", ["glycines"]).rsplit("/", 1)[1])
    tablet.register(invitation(fragile, "aicha").rsplit("/", 1)[1], key)
    tablet.wall()
    tablet.unlock(str(staff("aicha")), key)
    tablet.pull_all()
    person = next(iter(tablet.rows.kinds["person"]))
    body = {"cible": "chute", "vocabulary": 1, "importance": "normal", "to_read": False}
    entry = tablet.record("transmission.record", person, body)

    (fragile.instance / dying.FLAG).touch()
    with pytest.raises(httpx.TransportError):
        tablet.send()
    fragile.wait_for_death()
    assert rows(fragile, entry) == (1, 1)

    fragile.start()
    assert tablet.send() == [{"id": str(entry), "outcome": "duplicate"}]
    assert rows(fragile, entry) == (1, 1)
    tablet.close()
