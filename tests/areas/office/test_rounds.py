"""The rounds at a desk: a day, one dose, disagreements, what a person was given, what is given without a scan."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import DueDose
from app.areas.rounds.bodies import AdministerBody
from app.areas.rounds.commands import administer
from app.areas.rounds.models import Administration, DoseResolution
from app.gate.auth.actor import Actor
from app.ground import clock
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.office.conftest import Desk, sit, words
from tests.areas.prescribing.conftest import THREE_A_DAY, hire
from tests.areas.rounds.noting import TOMORROW, dose_at, note

LATER = TOMORROW + 4 * HOUR  # 13 h UTC: the morning's and noon's doses are past their hour


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    """Three doses a day from tomorrow's morning (7 h UTC) on."""
    person = home.admit()
    with home.house.database.write() as session:
        prescribe(session, home.house, home.leader, person, THREE_A_DAY, now=NOW)
    return person


@pytest.fixture
def morning(home: Home, lenoir: uuid.UUID) -> DueDose:
    return dose_at(home, lenoir, TOMORROW - 3 * HOUR)


@pytest.fixture
def nadia(home: Home) -> Actor:
    return hire(home, "Nadia", "nurse")


@pytest.fixture
def later(application: Flask, home: Home):
    """Tomorrow, early in the afternoon."""
    with clock.frozen(LATER):
        yield


@pytest.fixture
def nurse(application: Flask, home: Home, later: None) -> Desk:
    return sit(application, home, "nurse")


def read(desk: Desk, path: str) -> str:
    """The page as it is read, its spaces plain."""
    return desk.get(path).replace("\u202f", " ").replace("\xa0", " ").replace(" ,", ",")


def recorded(home: Home, dose: uuid.UUID) -> list[Administration]:
    with home.house.database.read() as session:
        query = select(Administration).where(Administration.dose_id == dose)
        return list(session.scalars(query.order_by(Administration.received_at)))


# --- a day ---------------------------------------------------------------------------------------


def test_a_day_tells_what_is_done_left_and_untraced(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose, nadia: Actor
) -> None:
    note(home, morning, by=nadia)
    page = read(nurse, "/bureau/tournees?moment=jour")
    assert "3 prises, 1 faite, 1 reste, 1 non tracée" in page
    assert "Donné" in page and "Nadia Martin" in page
    assert "Non tracé" in page
    assert "À venir" in page


def test_the_moment_at_hand_is_shown_unless_another_is_asked_for(
    nurse: Desk, lenoir: uuid.UUID
) -> None:
    noon = read(nurse, "/bureau/tournees")
    assert noon.count("DOLIPRANE") >= 1
    assert "12 h" in noon and "18 h 30" not in noon
    assert "18 h 30" in read(nurse, "/bureau/tournees?moment=soir")


def test_only_what_needs_eyes_is_shown_when_asked(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose
) -> None:
    note(home, morning)
    page = nurse.client.get("/bureau/tournees?moment=jour&etat=a-voir").text
    assert page.count("data-state=") == 1
    assert 'data-state="untraced"' in page
    page = nurse.client.get("/bureau/tournees?moment=jour&etat=reste").text
    assert page.count("data-state=") == 1
    assert 'data-state="due"' in page


def test_nothing_to_look_at_is_not_said_as_if_all_were_noted(
    nurse: Desk, lenoir: uuid.UUID
) -> None:
    page = read(nurse, "/bureau/tournees?moment=soir&etat=a-voir")
    assert "Rien à regarder" in page
    assert "à donner à ce moment" in page
    assert "est noté" not in page


def test_another_unit_is_not_shown_to_whoever_is_not_of_it(
    application: Flask, home: Home, lenoir: uuid.UUID, later: None
) -> None:
    desk = sit(application, home, "nurse", "Mimosas")
    page = read(desk, "/bureau/tournees?moment=jour")
    assert "Lenoir" not in page and "Aucune prise" in page


@pytest.mark.parametrize(
    "typed", ["jour=hier", "moment=jamais&etat=rien", "unite=x&page=-4", "jour=9999-99-99"]
)
def test_what_makes_no_sense_in_the_address_asks_for_nothing(
    nurse: Desk, lenoir: uuid.UUID, typed: str
) -> None:
    assert "Tournées" in read(nurse, f"/bureau/tournees?{typed}")


# --- one dose ------------------------------------------------------------------------------------


def test_a_nurse_declares_what_was_given_and_written_afterwards(
    nurse: Desk, home: Home, morning: DueDose
) -> None:
    path = f"/bureau/tournees/prises/{morning.id}"
    assert "Ce n’est pas « non donné »" in read(nurse, path).replace("\u202f", " ").replace(
        "\xa0", " "
    )
    answer = nurse.send(path, done_hour="08:10", said="given")
    assert answer.status_code == 302
    (row,) = recorded(home, morning.id)
    assert (row.outcome, row.device_id) == ("given", None)
    assert row.at == morning.due_at + timedelta(minutes=10)
    assert "Donné" in read(nurse, path)
    assert len(home.events("dose.administer")) == 1


def test_only_a_person_declares_an_omission_and_says_why(
    nurse: Desk, home: Home, morning: DueDose
) -> None:
    path = f"/bureau/tournees/prises/{morning.id}"
    refused = nurse.send(path, words=" ", said="omitted")
    assert (refused.status_code, "Dites pourquoi" in refused.text) == (422, True)
    assert recorded(home, morning.id) == []
    nurse.send(path, words="Boîte vide, personne prévenu", said="omitted")
    (row,) = recorded(home, morning.id)
    assert row.outcome == "other"
    assert "Omise : Boîte vide" in read(nurse, path)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"said": ""}, "Dites ce qui s’est passé"),
        ({"said": "nothing"}, "Dites ce qui s’est passé"),
        ({"said": "given", "done_hour": "23:59"}, "pas encore passée"),
        ({"said": "given", "amount": "beaucoup"}, "Un nombre est attendu"),
        ({"said": "given", "amount": "-1"}, "pas possible"),
        ({"said": "withheld"}, "Dites pourquoi"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_kept(
    nurse: Desk, home: Home, morning: DueDose, typed: dict[str, str], says: str
) -> None:
    answer = nurse.send(f"/bureau/tournees/prises/{morning.id}", **{"words": "", **typed})
    assert (answer.status_code, says in answer.text) == (422, True)
    assert recorded(home, morning.id) == []


def test_what_arrived_while_one_was_reading_is_read_before_anything_is_declared(
    nurse: Desk, home: Home, morning: DueDose
) -> None:
    path = f"/bureau/tournees/prises/{morning.id}"
    form = nurse.form(path, "done_hour")
    note(home, morning)
    answer = nurse.client.post(path, data={**form, "said": "given"})
    assert (answer.status_code, "est arrivée pendant que vous lisiez" in answer.text) == (409, True)
    assert len(recorded(home, morning.id)) == 1


def test_a_physician_of_another_home_finds_nothing(
    chloe: Desk, morning: DueDose, lenoir: uuid.UUID
) -> None:
    for path in (
        f"/bureau/tournees/prises/{morning.id}",
        f"/bureau/tournees/desaccords/{morning.id}",
        f"/bureau/personnes/{lenoir}/administrations",
    ):
        assert chloe.client.get(path).status_code == 404


# --- disagreements -------------------------------------------------------------------------------


@pytest.fixture
def disputed(home: Home, morning: DueDose, nadia: Actor) -> dict[str, Any]:
    """Given by Hélène, refused by Nadia: two tablets that could not hear each other."""

    def say(by: Actor, outcome: str) -> uuid.UUID:
        told = {
            "dose": str(morning.id),
            "chain": str(morning.chain_id),
            "line": str(morning.line_id),
            "act": "give",
            "outcome": outcome,
            "amount": "1" if outcome == "given" else None,
            "note": "Tablette du couloir" if outcome == "given" else None,
        }
        body = AdministerBody.model_validate(told)
        with home.house.database.write() as session:
            return administer(session, home.house, by, morning.person_id, body, now=LATER - HOUR)[0]

    return {"given": say(home.leader, "given"), "refused": say(nadia, "refused")}


def test_both_outcomes_are_shown_side_by_side_with_who_and_when(
    nurse: Desk, morning: DueDose, disputed: dict[str, Any]
) -> None:
    assert "1 désaccord" in read(nurse, "/bureau/tournees")
    listed = read(nurse, "/bureau/tournees/desaccords")
    assert "Donné" in listed and "Refusé" in listed
    page = read(nurse, f"/bureau/tournees/desaccords/{morning.id}")
    for told in (
        "Hélène Marchand",
        "Nadia Martin",
        "Tablette du couloir",
        "sans scan",
        "Deux issues",
    ):
        assert told in page, told


def test_the_first_page_of_a_nurse_says_that_one_waits(
    nurse: Desk, morning: DueDose, disputed: dict[str, Any]
) -> None:
    assert "1 désaccord sur une prise, à trancher" in read(nurse, "/bureau")
    path = f"/bureau/tournees/desaccords/{morning.id}"
    nurse.send(path, note="", keeps=str(disputed["given"]))
    assert "désaccord sur une prise" not in read(nurse, "/bureau")


def test_a_nurse_says_which_one_stands_and_nothing_is_erased(
    nurse: Desk, home: Home, morning: DueDose, disputed: dict[str, Any]
) -> None:
    path = f"/bureau/tournees/desaccords/{morning.id}"
    answer = nurse.send(
        path, note="Le comprimé était dans le verre", keeps=str(disputed["refused"])
    )
    assert answer.headers["Location"].endswith("/bureau/tournees/desaccords")
    assert "Désaccord tranché" in read(nurse, "/bureau/tournees/desaccords")
    page = read(nurse, path)
    assert "Tranché par" in page and "Le comprimé était dans le verre" in page
    assert len(recorded(home, morning.id)) == 2
    assert len(home.events("dose.resolve")) == 1
    day = nurse.client.get("/bureau/tournees?moment=matin").text
    assert 'data-state="done"' in day and "Refusé" in words(day)


def test_of_two_nurses_at_once_the_second_is_told(
    nurse: Desk, home: Home, morning: DueDose, disputed: dict[str, Any]
) -> None:
    path = f"/bureau/tournees/desaccords/{morning.id}"
    form = nurse.form(path, "note")
    nurse.client.post(path, data={**form, "keeps": str(disputed["given"])})
    answer = nurse.client.post(path, data={**form, "keeps": str(disputed["refused"])})
    assert (answer.status_code, "a été tranché" in answer.text) == (409, True)
    with home.house.database.read() as session:
        assert [one.keeps for one in session.scalars(select(DoseResolution))] == [disputed["given"]]


def test_a_third_outcome_that_arrived_meanwhile_is_read_first(
    nurse: Desk, home: Home, morning: DueDose, disputed: dict[str, Any]
) -> None:
    path = f"/bureau/tournees/desaccords/{morning.id}"
    form = nurse.form(path, "note")
    note(home, morning, "spat_out")
    answer = nurse.client.post(path, data={**form, "keeps": str(disputed["given"])})
    assert (answer.status_code, "est arrivée pendant" in answer.text) == (409, True)


@pytest.mark.parametrize("keeps", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nothing_stands_unless_it_is_one_of_them(
    nurse: Desk, home: Home, morning: DueDose, disputed: dict[str, Any], keeps: str
) -> None:
    answer = nurse.send(f"/bureau/tournees/desaccords/{morning.id}", note="", keeps=keeps)
    assert (answer.status_code, "Choisissez ce qui compte" in answer.text) == (422, True)
    assert home.events("dose.resolve") == []


def test_a_pharmacist_reads_a_disagreement_and_does_not_settle_it(
    application: Flask, home: Home, morning: DueDose, disputed: dict[str, Any], later: None
) -> None:
    desk, path = (
        sit(application, home, "pharmacist"),
        f"/bureau/tournees/desaccords/{morning.id}",
    )
    page = desk.client.get(path)
    assert "Une infirmière tranche" in words(page.text) and 'name="keeps"' not in page.text
    form = desk.form(path, "csrf_token")
    answer = desk.client.post(path, data={**form, "keeps": str(disputed["given"])})
    assert answer.status_code == 403
    assert home.events("dose.resolve") == []


# --- what a person was given ---------------------------------------------------------------------


def test_amendments_stand_beneath_what_they_amend(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose
) -> None:
    first = note(home, morning)
    amends = {
        "amends": first,
        "root_id": first,
        "content": {"why": "outcome", "why_note": "Vu au sol"},
    }
    note(home, morning, "spat_out", **amends)
    page = read(nurse, f"/bureau/personnes/{lenoir}/administrations")
    assert page.index("Donné") < page.index("Rectifiée : autre issue") < page.index("Recraché")
    assert "Vu au sol" in page


def test_a_history_is_filtered_by_line_day_and_outcome(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose
) -> None:
    note(home, morning), note(home, dose_at(home, lenoir, TOMORROW), "refused")
    path = f"/bureau/personnes/{lenoir}/administrations"
    count = lambda asked: nurse.client.get(f"{path}?{asked}").text.count('id="saisie-')  # noqa: E731
    assert count("") == 2
    assert count("issue=pris") == count("issue=non-pris") == 1
    assert count(f"ligne={morning.chain_id}") == 2
    assert count(f"ligne={uuid.uuid4()}") == 0
    assert count(f"jour={TOMORROW.date()}") == 2
    assert count(f"jour={NOW.date()}") == 0


# --- without a scan ------------------------------------------------------------------------------


def test_reasons_make_a_list_of_repairs_by_unit_drug_and_reason(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose
) -> None:
    noon = dose_at(home, lenoir, TOMORROW)
    note(home, morning, scan_how="none", no_scan="label_missing")
    note(home, noon, scan_how="none", no_scan="other", content={"reason": "Scotch sur le code"})
    page = read(nurse, "/bureau/tournees/sans-scan")
    assert "2 sur 2 prises données" in page
    for told in ("Étiquette absente", "Imprimer l’étiquette", "Scotch sur le code", "Glycines"):
        assert told in page, told
    assert "Scotch" not in read(nurse, "/bureau/tournees/sans-scan?raison=label_missing")


def test_what_was_scanned_undone_or_not_taken_asks_for_no_repair(
    nurse: Desk, home: Home, lenoir: uuid.UUID, morning: DueDose
) -> None:
    note(home, morning, scan_how="box")
    note(home, dose_at(home, lenoir, TOMORROW), "refused", scan_how="none", no_scan="no_box")
    assert "Tout a été scanné" in read(nurse, "/bureau/tournees/sans-scan")


@pytest.mark.parametrize("role", ["care_assistant", "office", "management"])
def test_whoever_may_not_read_prescriptions_finds_none_of_these_pages(
    application: Flask, home: Home, lenoir: uuid.UUID, morning: DueDose, role: str
) -> None:
    desk = sit(application, home, role)
    for path in (
        "/bureau/tournees",
        "/bureau/tournees/sans-scan",
        "/bureau/tournees/desaccords",
        f"/bureau/tournees/prises/{morning.id}",
        f"/bureau/personnes/{lenoir}/administrations",
    ):
        assert desk.client.get(path).status_code in (403, 404), path
