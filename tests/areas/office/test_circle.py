"""Around a person: the home's own team by their assignments, and what may be shared with each of the others."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from app.areas.persons.commands import leave
from app.areas.persons.file.commands import add_fact
from app.areas.persons.queries import around
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit

PHYSIO = {
    "name": "Cabinet Roussel",
    "profession": "physio",
    "belongs": "outside",
    "since": "2026-01-05",
}
AGREED = {
    "answer": "given",
    "by": "person",
    "answered_on": "2026-01-06",
    "what": "Bilans de marche, chutes",
    "handed_on": "2026-01-05",
}


@pytest.fixture
def lenoir(home: Home) -> UUID:
    return home.admit()


@pytest.fixture
def circle(lenoir: UUID) -> str:
    return f"/bureau/personnes/{lenoir}/equipe"


def note(desk: Desk, circle: str, **typed: str):
    return desk.send(f"{circle}/ajouter?quoi=caregiver", **PHYSIO | typed)


def verdicts(home: Home, lenoir: UUID) -> list[str]:
    with home.house.database.read() as session:
        found = around(session, home.house.vault, lenoir, NOW.date())
    return [one.verdict.standing for one in found]


def test_the_team_is_who_may_read_the_care_today(
    application: Flask, home: Home, desk: Desk, circle: str
) -> None:
    sit(application, home, "nurse", "Glycines")
    sit(application, home, "care_assistant", "Mimosas")
    sit(application, home, "office")
    page = desk.get(circle)
    assert "Essai nurse-Glycines" in page and "Hélène Marchand" in page
    assert "care_assistant-Mimosas" not in page and "office-None" not in page


def test_once_the_person_has_left_nobody_is_of_the_team(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    with home.house.database.write() as session:
        leave(session, home.leader, lenoir, left_at=NOW, now=NOW)
    assert "plus personne de l’équipe" in desk.get(circle)


def test_outside_the_team_nothing_is_shared_before_an_agreement(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    assert note(desk, circle).status_code == 302
    page = desk.get(circle)
    assert "Accord à demander : rien ne se partage avant." in page and "L. 1110-4, III" in page
    assert verdicts(home, lenoir) == ["no"]


def test_an_agreement_opens_and_its_withdrawal_closes_at_once(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    note(desk, circle, **AGREED)
    assert verdicts(home, lenoir) == ["yes"]
    with home.house.database.read() as session:
        (one,) = around(session, home.house.vault, lenoir, NOW.date())
    changed = f"{circle}/{one.fact.id}"
    assert desk.send(changed, answer="ended", reason="Ne veut plus").status_code == 302
    assert verdicts(home, lenoir) == ["no"]
    page = desk.get(circle)
    assert "Accord → Accord retiré" in page and "Ne veut plus" in page


LACKING = (
    ({"by": ""}, "Dites qui a répondu."),
    ({"answered_on": ""}, "Donnez le jour de la réponse."),
    ({"what": ""}, "Dites à quelles informations"),
    ({"handed_on": ""}, "Un accord suit une information écrite"),
    ({"answer": "informed"}, "Hors de l’équipe, c’est un accord"),
    ({"belongs": "team"}, "il n’y a pas d’accord à donner"),
    ({"answered_on": "2026-11-22"}, "Cette date est à venir."),
    ({"until": "2025-01-01"}, "La fin vient avant le début."),
)


def test_an_answer_that_lacks_something_comes_back_as_it_was_typed(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    for typed, words in LACKING:
        answer = note(desk, circle, **AGREED | typed)
        assert answer.status_code == 422, typed
        assert words in answer.text and "Cabinet Roussel" in answer.text
    assert verdicts(home, lenoir) == []


def test_whoever_is_of_the_team_is_told_of_and_may_be_opposed(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    note(desk, circle, belongs="team")
    assert "informez-en la personne" in desk.get(circle)
    note(desk, circle, belongs="team", answer="opposed", by="person", answered_on="2026-02-01")
    assert verdicts(home, lenoir) == ["ask", "no"]


def test_under_guardianship_the_page_says_who_answers(
    home: Home, desk: Desk, lenoir: UUID, circle: str
) -> None:
    assert "La personne décide elle-même" in desk.get(circle)
    said = {"family_name": "Vasseur", "link": "protector"}
    power = {"quality": "tutelle", "since": "2026-01-05", "paper": "Jugement"}
    with home.house.database.write() as session:
        told = {"today": NOW.date(), "now": NOW}
        vault, actor = home.house.vault, home.leader
        contact = add_fact(session, vault, actor, lenoir, "contact", said, **told)
        session.flush()
        power["contact"] = str(contact.chain_id)
        add_fact(session, vault, actor, lenoir, "power", power, **told)
    page = desk.get(circle)
    assert "La personne décide elle-même" not in page and "Pour répondre : " in page


def test_a_pharmacist_of_the_home_reads_nothing_of_it(
    application: Flask, home: Home, circle: str
) -> None:
    sit(application, home, "pharmacist").get(circle, status=404)
