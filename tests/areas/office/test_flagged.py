"""Entries that were filed although something does not fit: shown in words, and taken note of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.areas.follow_ups.rows import UNKNOWN_ROLE
from app.areas.journal.standing import ALREADY_ACKNOWLEDGED
from app.areas.steering.flag_words import FLAGS
from app.areas.steering.verbs import VERBS
from app.gate.sync import registry
from app.gate.sync.models import Flagged
from tests.areas.office.test_quarantine import PAIN, exchange, held_clock, sit, verbs
from tests.sync.homes import NOW
from transmissions import correction, follow_up, visibility

assert exchange and held_clock  # fixtures of both files
LIST = "/bureau/signalees"


def flag(exchange, person="Lenoir", author="Aïcha", **claims):
    """An entry dated days before its author unlocked the tablet."""
    unlock = exchange.home.unlock(author)
    at = claims.pop("at", NOW - timedelta(days=5))
    about = exchange.home.persons[person]
    result = exchange.one(
        unlock.tablet, unlock.write("transmission.record", about, PAIN, at=at, **claims)
    )
    assert result["outcome"] == "applied" and result["flags"]
    return result["id"]


@pytest.fixture
def irene(exchange):
    return sit(exchange, "Irène")


def test_what_is_flagged_is_shown_in_words(exchange, irene):
    flag(exchange)
    flag(exchange, at=NOW + timedelta(hours=17), offset_ms=-17 * 3_600_000)
    page = irene.get(LIST)
    for shown in (
        "Transmission écrite",
        "Avant le déverrouillage",
        "Horloge décalée",
        "heure estimée",
        "Lenoir Jeanne",
        "Aïcha Martin",
    ):
        assert shown in page
    assert (
        "Avant le déverrouillage" not in irene.get(f"{LIST}?signe=clock_adrift").split("Signes")[1]
    )


def test_an_entry_that_fits_is_not_there(exchange, irene):
    unlock = exchange.home.unlock("Aïcha")
    about = exchange.home.persons["Lenoir"]
    exchange.one(unlock.tablet, unlock.write("transmission.record", about, PAIN, at=NOW))
    assert "Rien à voir" in irene.get(LIST)
    assert "signalée" not in irene.get("/bureau").split("À faire")[1].split("La maison")[0]


def test_one_is_taken_note_of_then_all(exchange, irene):
    first = flag(exchange)
    flag(exchange)
    flag(exchange)
    assert "3 saisies signalées à voir." in irene.get("/bureau")
    form = {**irene.form(LIST, "csrf_token"), "id": [first]}
    irene.client.post(f"{LIST}/vues", data=form)
    assert "2 saisies signalées à voir." in irene.get("/bureau")
    irene.press(LIST, f"{LIST}/vues")
    with exchange.house.database.read() as session:
        rows = session.query(Flagged).all()
    assert {row.seen_by for row in rows} == {exchange.home.staff["Irène"]}


def test_all_of_them_at_once(exchange, irene):
    ids = [flag(exchange) for _ in range(3)]
    form = {**irene.form(LIST, "csrf_token"), "id": ids}
    answer = irene.client.post(f"{LIST}/vues", data=form, follow_redirects=True)
    assert "3 saisies vues" in answer.text
    assert "Rien à voir" in irene.get(LIST)
    assert "Irène Martin" in irene.get(f"{LIST}?etat=vues")
    again = irene.client.post(f"{LIST}/vues", data=form, follow_redirects=True)
    assert "déjà été prises en compte" in again.text


def test_a_unit_s_judge_sees_their_unit_only(exchange, irene):
    there = flag(exchange, "Petit")
    flag(exchange, "Lenoir")
    solene = sit(exchange, "Solène")
    page = solene.get(LIST)
    assert "Lenoir" in page and "Petit" not in page
    form = {**solene.form(LIST, "csrf_token"), "id": [there]}
    solene.client.post(f"{LIST}/vues", data=form)
    assert "Petit" in irene.get(LIST)


def test_chloe_s_home_sees_none_of_ours(exchange):
    ours = flag(exchange)
    clara = sit(exchange, "Clara", exchange.other)
    assert "Rien à voir" in clara.get(LIST)
    form = {**clara.form(LIST, "csrf_token"), "id": [ours]}
    clara.client.post(f"{LIST}/vues", data=form)
    with exchange.house.database.read() as session:
        assert session.query(Flagged).one().seen_at is None


def test_every_flag_and_every_type_of_command_has_its_words(exchange):
    told = {
        *visibility.FLAG_LABELS,
        *follow_up.FLAG_LABELS,
        *correction.CHAIN_FLAGS,
        UNKNOWN_ROLE,
        ALREADY_ACKNOWLEDGED,
    }
    assert told - set(FLAGS) == set()
    assert set(registry.known.commands) - set(VERBS) == set()
    assert verbs(exchange) == []
