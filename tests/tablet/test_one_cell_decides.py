"""One cell of the table of rights is changed: a page, a command and the feed change with it, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.gate.auth import policy
from app.tablet import Authenticator, Problem, Tablet
from tests.fixtures.charter import accepted
from tests.tablet.conftest import Home

NewTablet = Callable[..., Tablet]


def take(monkeypatch: pytest.MonkeyPatch, role: str, permission: str) -> None:
    """The role no longer holds the permission."""
    assert permission in policy.POLICY[role]
    monkeypatch.setitem(policy.POLICY, role, policy.POLICY[role] - {permission})


@pytest.fixture
def nadia(home: Home, new_tablet: NewTablet) -> tuple[Tablet, Authenticator]:
    """Nadia, a nurse of Glycines who accepted the charter, before her unit's tablet."""
    key, nadia = Authenticator(), home.hire("Nadia", "nurse", "Glycines")
    with home.house.database.write() as session:
        accepted(session, home.leader.establishment_id, nadia)
    made = new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(nadia), key)
    made.wall()
    return made, key


def write(tablet: Tablet, home: Home) -> dict[str, Any]:
    body = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé."}
    about = {"importance": "normal", "to_read": False}
    person = next(iter(home.persons.values()))
    tablet.record("transmission.record", person, {**body, **about})
    return tablet.send()[-1]


def kinds(tablet: Tablet) -> set[str]:
    return {kind for kind, rows in tablet.pull("Glycines")["rows"].items() if rows}


def test_the_cell_that_reads_transmissions_decides_the_feed(
    nadia: tuple[Tablet, Authenticator], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, key = nadia
    tablet.unlock("Nadia", key)
    assert write(tablet, home)["outcome"] == "applied"
    assert "entry" in kinds(tablet)
    take(monkeypatch, "nurse", "journal.read")
    with pytest.raises(Problem, match="Votre rôle"):
        tablet.pull("Glycines")
    assert write(tablet, home)["outcome"] == "applied"
    monkeypatch.undo()
    assert "entry" in kinds(tablet)


def test_the_cell_that_writes_decides_the_command(
    nadia: tuple[Tablet, Authenticator], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, key = nadia
    tablet.unlock("Nadia", key)
    take(monkeypatch, "nurse", "journal.write")
    result = write(tablet, home)
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")
    monkeypatch.undo()
    assert write(tablet, home)["outcome"] == "applied"


def test_the_cell_that_reads_a_file_decides_the_page(
    nadia: tuple[Tablet, Authenticator], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, key = nadia
    tablet.unlock("Nadia", key)
    person = next(iter(home.persons.values()))
    pages = ("/bureau/personnes", f"/bureau/personnes/{person}")
    assert [tablet.connection.request("GET", page).status_code for page in pages] == [200, 200]
    take(monkeypatch, "nurse", "person.read")
    assert [tablet.connection.request("GET", page).status_code for page in pages] == [403, 404]
    assert tablet.connection.request("GET", "/bureau/droits").status_code == 200
