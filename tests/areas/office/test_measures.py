"""Measures read, written and corrected at a desk, and from where on a nurse is told."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.observations.commands import Typed, record_observation
from app.areas.observations.models import Observation
from app.areas.observations.queries import latest
from app.gate.audit.models import AuditEvent
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit
from transmissions.observations import BY_NAME, Missing

DAY = timedelta(days=1)


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


def path(person: uuid.UUID, rest: str = "") -> str:
    return f"/bureau/personnes/{person}/mesures{rest}"


def written(person: uuid.UUID, kind: str) -> str:
    return path(person, f"/nouvelle?sorte={kind}")


def measure(home: Home, person: uuid.UUID, kind: str, value: str, days: float = 0) -> uuid.UUID:
    """Something measured so many days ago."""
    at = NOW - days * DAY
    typed = Typed(BY_NAME[kind], {"value": value}, is_answered=True, taken_at=at)
    with home.house.database.write() as session:
        return record_observation(
            session, home.house.vault, home.leader, typed, person_id=person, now=NOW
        )


def rows(home: Home) -> list[Observation]:
    with home.house.database.read() as session:
        return list(session.scalars(select(Observation).order_by(Observation.version)))


def last(home: Home, person: uuid.UUID, kind: str) -> Decimal | None:
    with home.house.database.read() as session:
        found = latest(session, home.house.vault, [person], [kind]).get(person, {})
    return found[kind].value if kind in found else None


def test_they_are_shown_by_kind_the_latest_first_with_a_curve(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    for days, value in ((60, "64"), (30, "63,1"), (1, "62,4")):
        measure(home, lenoir, "weight", value, days)
    measure(home, lenoir, "pulse", "72", 2)
    page = desk.get(path(lenoir))
    places = [page.index(words) for words in ("62,4 kg", "63,1 kg", " 64 kg")]
    assert places == sorted(places)
    markup = desk.client.get(path(lenoir)).text
    assert "Poids : 3 mesures, de 62,4\u00a0kg à 64\u00a0kg" in markup
    assert len(re.findall('class="sparkline"', markup)) == 1
    month = desk.get(path(lenoir, "?periode=30&sorte=weight"))
    assert " 64 kg" not in month and "72/min" not in month


def test_a_measure_is_written_with_a_comma_and_found_at_once(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    answer = desk.send(written(lenoir, "weight"), value="62,4", contexts=["hoist"])
    assert answer.location.endswith(path(lenoir))
    assert last(home, lenoir, "weight") == Decimal("62.4")
    assert "au lève-personne" in desk.get(path(lenoir))
    with home.house.database.read() as session:
        assert "observation.record" in set(session.scalars(select(AuditEvent.verb)))


def test_a_number_in_another_unit_is_asked_and_nothing_is_kept_before(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    form = written(lenoir, "glycaemia")
    asked = desk.send(form, value="5,6")
    assert "Glycémie de 5,6" in asked.text and "dans quelle unité" in asked.text
    assert rows(home) == []
    kept = desk.send(form, value="5,6", asked="value", answer="1")
    assert kept.status_code == 302
    assert last(home, lenoir, "glycaemia") == Decimal("1.01")
    assert "lue 5,6 mmol/L" in desk.get(path(lenoir))


def test_an_answer_is_about_one_number_only(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    form = written(lenoir, "glycaemia")
    asked = desk.send(form, value="6,5", answered="value:5.6")
    assert "Glycémie de 6,5" in asked.text and rows(home) == []
    assert desk.send(form, value="5,6", answered="value:5.6").status_code == 302
    assert last(home, lenoir, "glycaemia") == Decimal("5.6")


def test_a_weight_that_jumped_is_asked(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    measure(home, lenoir, "weight", "62", 10)
    asked = desk.send(written(lenoir, "weight"), value="52")
    assert "10\u00a0kg de moins que la dernière fois" in asked.text and len(rows(home)) == 1
    kept = desk.send(written(lenoir, "weight"), value="52", asked="value", answer="0")
    assert kept.status_code == 302 and last(home, lenoir, "weight") == Decimal(52)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("weight", {"value": "624"}, "624 n’est pas possible"),
        ("weight", {"value": "soixante"}, "écrivez un nombre"),
        ("weight", {"value": ""}, "dites pourquoi elle manque"),
        ("weight", {"value": "", "missing": "other"}, "Dites la raison"),
        ("temperature", {"value": "37,85"}, "une décimale au plus"),
        ("weight", {"value": "62", "taken_on": "2026-11-25"}, "pas encore venu"),
        ("weight", {"value": "62", "taken_on": "2010-01-01"}, "ne peut pas être celle"),
        ("weight", {"value": "62", "note": "a\0b"}, "caractère illisible"),
        ("blood_pressure", {"systolic": "80", "diastolic": "90"}, "La minima"),
        ("spo2", {"value": "94"}, "Air ambiant, ou sous oxygène"),
        ("creatinine", {"value": "88", "source": "x" * 301}, "la limite est de 300"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(
    desk: Desk, home: Home, lenoir: uuid.UUID, kind: str, typed: dict[str, str], says: str
) -> None:
    answer = desk.send(written(lenoir, kind), **typed)
    assert answer.status_code == 422 and says in answer.text.replace("&#39;", "’")
    first = next(iter(typed.values()))
    assert not first or f'value="{first}"' in answer.text
    assert rows(home) == []


def test_a_refusal_is_an_answer(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    desk.send(written(lenoir, "weight"), value="", missing="refused")
    assert "Refus" in desk.get(path(lenoir)) and last(home, lenoir, "weight") is None


def test_a_result_of_the_laboratory_has_its_day_and_its_source(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    typed = {"value": "88", "taken_on": "2026-11-18", "taken_hour": "07:30"}
    desk.send(written(lenoir, "creatinine"), **typed, source="Bio-Loire")
    (row,) = rows(home)
    assert row.taken_at.isoformat() == "2026-11-18T06:30:00+00:00"
    assert "Bio-Loire" in desk.get(path(lenoir))


def test_a_correction_is_a_version_with_its_reason(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    first = measure(home, lenoir, "inr", "5,2")
    page = path(lenoir, f"/{first}")
    answer = desk.send(page, value="2,5", reason="")
    assert answer.status_code == 422 and "Dites pourquoi" in answer.text
    desk.send(page, value="2,5", reason="Chiffres inversés")
    old, new = rows(home)
    assert (old.superseded_by, new.root_id, new.version) == (new.id, first, 2)
    assert last(home, lenoir, "inr") == Decimal("2.5")
    assert "Chiffres inversés" in desk.get(path(lenoir)) and "5,2" in desk.get(path(lenoir))
    with home.house.database.read() as session:
        (task,) = session.scalars(select(FollowUp)).all()
    assert task.outcome == "not_needed"


def test_two_who_correct_the_same_are_told(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    first = measure(home, lenoir, "weight", "62")
    page = path(lenoir, f"/{first}")
    form = desk.form(page, "reason")
    desk.send(page, value="64", reason="Faute de frappe")
    late = desk.client.post(page, data={**form, "value": "63", "reason": "Autre balance"})
    assert late.status_code == 409 and "corrigée entre-temps" in late.text
    assert 'value="63"' in late.text and len(rows(home)) == 2


def test_another_persons_measure_is_set_aside(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    first = measure(home, lenoir, "weight", "62")
    typed = {"value": "", "missing": "mistake", "reason": "Mesure de Mme Petit"}
    assert desk.send(path(lenoir, f"/{first}"), **typed).status_code == 302
    assert last(home, lenoir, "weight") is None
    assert "Mesure écartée" in desk.get(path(lenoir))


def test_a_measure_is_corrected_under_its_own_person(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    roux = home.admit("Mimosas", "201", family_name="Roux", birth_name=None)
    first = measure(home, lenoir, "weight", "62")
    desk.get(path(roux, f"/{first}"), 404)


def test_a_nurse_of_one_unit_writes_of_her_own_and_an_office_reads_nothing(
    application: Flask, home: Home, lenoir: uuid.UUID, chloe: Desk
) -> None:
    nurse = sit(application, home, "nurse", "Glycines")
    assert "Écrire une mesure" in nurse.get(path(lenoir))
    elsewhere = home.admit("Mimosas", "201", family_name="Roux", birth_name=None)
    for desk, person in ((nurse, elsewhere), (chloe, lenoir)):
        desk.get(path(person), 404)
    sit(application, home, "office").get(path(lenoir), 404)


def test_the_home_and_then_the_person_say_from_where_on_a_nurse_is_told(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    page = "/bureau/reglages/seuils"
    desk.send(page, high_temperature_value="38,5")
    measure(home, lenoir, "temperature", "38,2")
    desk.send(path(lenoir, "/seuils"), high_temperature_value="37,8", low_spo2_value="")
    measure(home, lenoir, "temperature", "37,9")
    with home.house.database.read() as session:
        assert len(session.scalars(select(FollowUp)).all()) == 1
    assert "à partir de 37,8" in desk.get(path(lenoir))
    for typed, says in (
        ({"high_pulse_value": "vite"}, "Écrivez un nombre"),
        ({"low_pulse_value": "130"}, "au-dessus du seuil bas"),
    ):
        refused = desk.send(page, **typed)
        assert refused.status_code == 422 and says in refused.text


def test_a_row_that_was_altered_says_so_and_the_others_stay(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    first = measure(home, lenoir, "weight", "62", 2)
    measure(home, lenoir, "weight", "63", 1)
    with home.house.database.write() as session:
        row = session.get_one(Observation, first)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    page = desk.get(path(lenoir))
    assert "altérée dans la base" in page and "63 kg" in page
    assert last(home, lenoir, "weight") == Decimal(63)


def test_a_reason_in_words_is_shown(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    typed = Typed(BY_NAME["weight"], {}, missing=Missing("other", "Pèse-personne en panne"))
    with home.house.database.write() as session:
        record_observation(session, home.house.vault, home.leader, typed, person_id=lenoir, now=NOW)
    assert "Autre raison : Pèse-personne en panne" in desk.get(path(lenoir))


def test_the_last_creatinine_comes_with_its_clearance(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    """95 years on that day, a woman: (140 - 95) x 52 x 1.04 / 88 (Cockcroft and Gault, Nephron 1976;16:31-41)."""
    measure(home, lenoir, "creatinine", "88", 3)
    assert "Cockcroft et Gault : il manque le poids" in desk.get(path(lenoir))
    measure(home, lenoir, "weight", "52", 40)
    assert "Clairance de Cockcroft et Gault : 28 mL/min" in desk.get(path(lenoir))
