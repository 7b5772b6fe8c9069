"""`chevet retention`: what has come to its end, without a name, and nothing destroyed."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime

from click.testing import CliRunner

from app.areas.persons.commands import leave
from app.areas.persons.models import Person
from app.areas.retention.holds import place_hold
from app.commands import retention
from app.ground import clock
from tests.areas.conftest import NOW, Home
from tests.areas.conftest import home as home

LATER = datetime(2047, 1, 15, 10, tzinfo=UTC)


def test_it_lists_what_is_due_and_what_is_held_and_destroys_nothing(
    home: Home, monkeypatch
) -> None:
    @contextmanager
    def opened():
        yield home.house

    monkeypatch.setattr(retention, "opened", opened)
    rose, lenoir = home.admit(given_name="Rose"), home.admit()
    with home.house.database.write() as session:
        for person in (rose, lenoir):
            leave(session, home.leader, person, left_at=NOW, now=NOW)
        day = NOW.date()
        why = {"kind": "inquiry", "reason": "Enquête", "from_on": day, "today": day}
        place_hold(session, home.house.vault, home.leader, rose, **why, now=NOW)
    with clock.frozen(LATER):
        said = CliRunner().invoke(retention.retention, catch_exceptions=False).output
    assert "Les Tilleuls : 1 ligne(s) à terme." in said
    assert f"21/11/2046  {rose.hex[-6:].upper()}  file : retenu" in said
    assert f"21/11/2046  {lenoir.hex[-6:].upper()}  file : clé détruite" in said
    assert "Lenoir" not in said
    with home.house.database.read() as session:
        assert session.query(Person).count() == 2
