"""Requests about one's own data at a desk: noted, the asker identified, answered in time, once, with its ground."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.areas.persons.file.commands import add_fact
from app.areas.privacy.asking import Asked, record_request
from app.areas.privacy.own_asking import ask_oneself
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit

TODAY = NOW.date()
SAID: dict[str, Any] = {
    "right": "rectification",
    "asker": "person",
    "asker_name": "Jeanne Lenoir",
    "received_on": TODAY.isoformat(),
    "words": "Je n’ai jamais été allergique au miel.",
    "subject": "",
}


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


def noted(desk: Desk, person: uuid.UUID, **typed: Any) -> Any:
    path = f"/bureau/personnes/{person}/demande-de-droits"
    values = {**SAID, **typed}
    return desk.client.post(path, data={**desk.form(path, "words"), **values})


def request_path(answer: Any) -> str:
    assert answer.status_code == 302, answer.get_data(as_text=True)[-2000:]
    location: str = answer.location
    return location


def waiting(home: Home, person: uuid.UUID, received_on: date) -> None:
    asked = Asked("access", "person", "Jeanne Lenoir", "Tout mon dossier", received_on, "person")
    with home.house.database.write() as session:
        record_request(session, home.house.vault, home.leader, person, asked, today=TODAY, now=NOW)


def test_a_request_is_noted_identified_and_answered_once(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    one = request_path(noted(desk, lenoir))
    page = desk.get(one)
    assert "jamais été allergique au miel" in page and "avant le 21 décembre 2026" in page
    refused = desk.send(f"{one}/reponse", words="C’est corrigé.", outcome="granted", ground="")
    assert refused.status_code == 422
    assert "Vérifiez d’abord l’identité" in refused.get_data(as_text=True)
    assert desk.send(f"{one}/identite", how="Connue de l’équipe").status_code == 302
    assert desk.send(f"{one}/reponse", words="C’est corrigé.", outcome="granted").status_code == 302
    page = desk.get(one)
    assert "Acceptée" in page and "C’est corrigé." in page and "Connue de l’équipe" in page
    again = desk.send(f"{one}/reponse", words="Non", outcome="refused", ground="excessive")
    assert again.status_code == 409 and "déjà sa réponse" in again.get_data(as_text=True)
    assert "Rectification" in desk.get("/bureau/demandes-de-droits?etat=repondues")
    assert "Rien n’attend de réponse" in desk.get("/bureau/demandes-de-droits")
    assert [event.detail["outcome"] for event in home.events("rights.answered")] == ["granted"]


def test_opposing_what_the_law_obliges_to_keep_is_refused_with_its_ground(
    desk: Desk, lenoir: uuid.UUID
) -> None:
    one = request_path(noted(desk, lenoir, right="opposition", subject="record"))
    assert "Opposition à refuser" in desk.get(one) and "CASF, L311-3" in desk.get(one)
    desk.send(f"{one}/identite", how="Carte d’identité")
    wrong = desk.send(f"{one}/reponse", words="D’accord", outcome="granted", ground="")
    assert wrong.status_code == 422
    bare = desk.send(f"{one}/reponse", words="Non.", outcome="refused", ground="")
    assert bare.status_code == 422 and "motif" in bare.get_data(as_text=True)
    right = desk.send(f"{one}/reponse", words="La loi.", outcome="refused", ground="obligation")
    assert right.status_code == 302
    assert "La loi oblige à tenir ce qui est visé" in desk.get(one)


def test_who_may_ask_follows_from_the_measure(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    alone = noted(desk, lenoir, asker="representative", asker_name="Anne Lenoir")
    assert alone.status_code == 422 and "n’exerce pas ce droit" in alone.get_data(as_text=True)
    with home.house.database.write() as session:
        vault = home.house.vault
        about = {"today": TODAY, "now": NOW}
        said = {"family_name": "Lenoir", "given_name": "Anne", "link": "child"}
        anne = add_fact(session, vault, home.leader, lenoir, "contact", said, **about)
        session.flush()
        power = {"quality": "tutelle", "contact": str(anne.chain_id), "scope": "both"}
        power |= {"since": "2025-03-12", "decided_by": "Tribunal", "paper": "Jugement"}
        add_fact(session, vault, home.leader, lenoir, "power", power, **about)
    one = request_path(noted(desk, lenoir, asker="representative", asker_name="Anne Lenoir"))
    assert "Anne Lenoir" in desk.get(one)
    heard = request_path(noted(desk, lenoir))
    assert "À soumettre à qui représente la personne" in desk.get(heard)


def test_what_comes_from_their_own_space_says_so(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    with home.house.database.write() as session:
        id_ = ask_oneself(
            session,
            home.house.vault,
            home.id,
            lenoir,
            name="Jeanne Lenoir",
            right="access",
            words="Je veux lire mon dossier.",
            subject=None,
            today=TODAY,
            now=NOW,
        )
    assert "La personne, depuis son espace" in desk.get("/bureau/demandes-de-droits")
    page = desk.get(f"/bureau/demandes-de-droits/{id_}")
    assert "depuis son espace" in page and "Je veux lire mon dossier." in page


def test_deadlines_are_reminded_on_the_first_page(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    waiting(home, lenoir, TODAY)
    assert "de droits à répondre" not in desk.get("/bureau")
    waiting(home, lenoir, TODAY - timedelta(days=6))
    assert "1 demande de droits à répondre sous peu." in desk.get("/bureau")
    waiting(home, lenoir, TODAY - timedelta(days=9))
    assert "2 demandes de droits à répondre, dont 1 en retard." in desk.get("/bureau")
    page = desk.get("/bureau/demandes-de-droits")
    assert page.count("En retard") == 1, "eight days where health is asked about, not a month"
    waiting(home, lenoir, TODAY - timedelta(days=60))
    assert "3 demandes de droits à répondre, dont 2 en retard." in desk.get("/bureau")
    assert "En retard" in desk.get("/bureau/demandes-de-droits")


def test_the_month_is_extended_once_and_the_asker_is_told_why(
    desk: Desk, lenoir: uuid.UUID
) -> None:
    one = request_path(noted(desk, lenoir))
    assert desk.send(f"{one}/delai", why="Dossier de trente ans").status_code == 302
    page = desk.get(one)
    assert "avant le 21 février 2027" in page and "Prolonger le délai" not in page


def test_nobody_reads_the_requests_of_another_unit_nor_answers_without_the_right(
    application: Flask, desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    one = request_path(noted(desk, lenoir))
    away = sit(application, home, "lead_nurse", "Mimosas")
    away.get(one, status=404)
    waiting(home, lenoir, TODAY - timedelta(days=60))
    assert "de droits à répondre" in desk.get("/bureau")
    assert "de droits à répondre" not in away.get("/bureau")
    assert "Rectification" not in away.get("/bureau/demandes-de-droits")
    office = sit(application, home, "office")
    assert "Répondre" not in office.get(one)
    office.get(f"{one}/reponse", status=404)
