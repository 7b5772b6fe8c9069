"""Everyone reads the charter and accepts it before their first page of the office; who did is a list."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.areas.charter import guard
from app.areas.charter.views import accepting
from app.gate.auth.charter.models import CharterAcceptance
from app.gate.auth.charter.texts import CURRENT, charter, versions
from tests.areas.conftest import Home
from tests.areas.office.conftest import Desk, sit

DIGESTS = {1: "981979dd09a9a32b95d0e62d842aa2b086595a1d0dcb7fbf48770343d4b5975e"}


def forget(home: Home) -> None:
    """Nobody has accepted anything."""
    with home.house.database.write() as session:
        session.execute(delete(CharterAcceptance))


def accepted(home: Home) -> list[CharterAcceptance]:
    with home.house.database.read() as session:
        return list(session.scalars(select(CharterAcceptance)))


@pytest.fixture
def newcomer(application: Flask, home: Home) -> Desk:
    """An administrative professional on their first day."""
    desk = sit(application, home, "office")
    forget(home)
    return desk


def test_a_version_that_was_published_never_changes() -> None:
    assert {number: charter(number).digest for number in versions()} == DIGESTS
    assert versions()[-1] == CURRENT


def test_no_page_comes_before_the_charter(application: Flask, home: Home, newcomer: Desk) -> None:
    for path in ("/bureau", "/bureau/personnes", "/bureau/mes-cles"):
        answer = newcomer.client.get(path)
        assert (answer.status_code, answer.location) == (303, f"/bureau/charte?suite={path}")
    page = newcomer.get("/bureau/charte")
    assert "secret professionnel" in page and "J’ai lu et j’accepte" in page
    assert "Personnes" not in page  # no menu


def test_a_button_presses_nothing_before_it_either(home: Home, newcomer: Desk) -> None:
    token = newcomer.form("/bureau/charte", "version")["csrf_token"]
    answer = newcomer.client.post("/bureau/personnes/admettre", data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (303, "/bureau/charte")


def test_once_accepted_the_page_that_was_asked_for_comes(home: Home, newcomer: Desk) -> None:
    path = "/bureau/charte?suite=/bureau/personnes?q=len"
    form = newcomer.form(path, "version")
    answer = newcomer.client.post("/bureau/charte/accepter", data=form)
    assert (answer.status_code, answer.location) == (303, "/bureau/personnes?q=len")
    assert "Charte acceptée" in newcomer.get("/bureau/personnes")
    (row,) = accepted(home)
    assert (row.version, row.digest, row.device_id) == (CURRENT, charter().digest, None)
    assert [event.detail for event in home.events("charter.accepted")] == [{"version": CURRENT}]
    assert "que vous avez acceptée" in newcomer.get("/bureau/charte")


def test_it_leads_nowhere_but_to_the_office(newcomer: Desk) -> None:
    form = newcomer.form("/bureau/charte", "version")
    for to in ("https://ailleurs.exemple", "//ailleurs", "/bureaux", "/\\x"):
        answer = newcomer.client.post("/bureau/charte/accepter", data=form | {"suite": to})
        assert answer.location == "/bureau", to


def test_a_version_that_is_none_is_not_accepted(home: Home, newcomer: Desk) -> None:
    form = newcomer.form("/bureau/charte", "version")
    for version in ("", "x", "0", "-1", str(CURRENT + 1), "9" * 40):
        answer = newcomer.client.post("/bureau/charte/accepter", data=form | {"version": version})
        assert answer.status_code == 303, version
    assert accepted(home) == []


def test_said_twice_the_first_counts(home: Home, newcomer: Desk) -> None:
    form = newcomer.form("/bureau/charte", "version")
    for _ in range(2):
        newcomer.client.post("/bureau/charte/accepter", data=form)
    assert len(accepted(home)) == len(home.events("charter.accepted")) == 1


def test_a_new_version_is_asked_for_and_loses_nothing_that_was_typed(
    application: Flask, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sit(application, home, "lead_nurse")
    typed = desk.form("/bureau/unites", "name") | {"name": "Acacias"}
    for module in (guard, accepting):
        monkeypatch.setattr(module, "CURRENT", CURRENT + 1)
    assert desk.client.get("/bureau/personnes").status_code == 303
    before = len(home.events("unit.created"))
    assert desk.client.post("/bureau/unites", data=typed).status_code in (302, 303)
    assert len(home.events("unit.created")) == before + 1
    assert "La charte a changé" in desk.get("/bureau/charte")


def test_whoever_answers_for_the_data_sees_who_has_yet_to_accept(
    application: Flask, home: Home
) -> None:
    dpo = sit(application, home, "dpo")
    page = dpo.get("/bureau/charte/acceptations")
    assert "Hélène Marchand" in page and "Pas encore" in page  # she never came to a desk
    listed = page[page.index("Qui a accepté la charte") :]
    assert listed.index("Hélène Marchand") < listed.index("Essai dpo")
    assert re.search(r"Essai dpo-None .*? Acceptée", page)


def test_nobody_else_reads_that_list(application: Flask, home: Home) -> None:
    for role in ("nurse", "office", "technical_admin"):
        sit(application, home, role).get("/bureau/charte/acceptations", status=403)


def test_another_home_is_not_on_the_list(application: Flask, home: Home, other_home: Home) -> None:
    page = sit(application, other_home, "dpo").get("/bureau/charte/acceptations")
    assert "Chloé" in page and "Hélène" not in page


def test_whoever_has_not_accepted_may_still_close_the_session(newcomer: Desk) -> None:
    token = newcomer.form("/bureau/charte", "version")["csrf_token"]
    answer = newcomer.client.post("/bureau/deconnexion", data={"csrf_token": token})
    assert answer.location == "/bureau/connexion"
