"""A person's month of treatment at a desk: what is due, who is away, what is suspended, and nothing invented."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from flask import Flask

from app.areas.persons.commands.absences import AbsenceDraft, note_absence
from app.areas.prescribing.commands import prescribe, suspend
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.areas.prescribing.values import Draft
from app.ground import clock
from medication.prescription import AsNeeded, EveryDay, Rung, Sliding, Take
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.office.conftest import Desk, sit, words
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, draft, taken
from tests.areas.rounds.noting import dose_at, note


@pytest.fixture
def morel(application: Flask, home: Home) -> Desk:
    return sit(application, home, "physician")


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


def page_of(desk: Desk, person: uuid.UUID, month: str = "") -> str:
    asked = f"?mois={month}" if month else ""
    answer = desk.client.get(f"/bureau/personnes/{person}/traitement/mois{asked}")
    assert answer.status_code == 200
    return answer.text


def write(home: Home, person: uuid.UUID, asked: Draft = THREE_A_DAY) -> uuid.UUID:
    with home.house.database.write() as session:
        return prescribe(session, home.house, home.leader, person, asked, now=NOW).line.chain


def test_a_month_shows_each_dose_from_the_hour_at_which_its_line_was_written(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    """Written on the 21st at nine: neither that morning, nor the twenty days before."""
    write(home, lenoir)
    page = page_of(morel, lenoir, "2026-11")
    assert "Novembre 2026" in words(page)
    assert page.count("dû, 1 comprimé") == 9 + 10 + 10
    assert page.count('scope="rowgroup" rowspan="3"') == 1
    assert page_of(morel, lenoir, "2026-12").count("dû, 1 comprimé") == 3 * 31


def test_somebody_away_is_absent_in_the_grid(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    write(home, lenoir)
    away = AbsenceDraft("family", NOW + DAY, NOW + 2 * DAY)
    with home.house.database.write() as session:
        note_absence(session, home.house, home.leader, lenoir, away, now=NOW)
    page = page_of(morel, lenoir, "2026-11")
    assert page.count("absent, 1 comprimé") == 3
    assert page.count("dû, 1 comprimé") == 29 - 3


def test_a_suspended_line_is_suspended_in_the_grid(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = write(home, lenoir)
    with home.house.database.write() as session:
        seen = session.query(PrescriptionLine.id).filter_by(chain_id=chain).scalar()
        suspend(
            session,
            home.house,
            home.leader,
            chain,
            reason="Diarrhée",
            seen=seen,
            now=NOW + HOUR,
            until_at=NOW + DAY,
        )
    page = page_of(morel, lenoir, "2026-11")
    assert page.count("suspendu, 1 comprimé") == 3
    assert page.count("dû, 1 comprimé") == 29 - 3


def test_what_somebody_recorded_is_what_the_cell_says_and_opens_on(
    application: Flask, home: Home, lenoir: uuid.UUID
) -> None:
    write(home, lenoir)
    noon = dose_at(home, lenoir, NOW)
    note(home, noon, "refused")
    evening = dose_at(home, lenoir, NOW + 5 * HOUR)
    note(home, evening), note(home, evening, "refused")
    with clock.frozen(NOW + DAY):
        page = page_of(sit(application, home, "physician"), lenoir, "2026-11")
    assert page.count("refusé, 1 comprimé") == 2  # read out, and on hover
    assert page.count("désaccord, 1 comprimé") == 2
    assert page.count("non tracé, 1 comprimé") == 2  # the morning of the 22nd
    assert f"ligne={noon.chain_id}&amp;jour=2026-11-21" in page
    assert "<b>R</b> refusé" in page and "<b>✓</b>" not in page


def test_what_was_taken_as_needed_is_told_by_its_days(
    application: Flask, home: Home, lenoir: uuid.UUID
) -> None:
    scheme = AsNeeded(Decimal(1), "douleur", 360, Decimal(3))
    write(home, lenoir, draft(scheme=scheme))
    with home.house.database.read() as session:
        line = session.query(PrescriptionLine).one()
    for hours in (1, 7):
        given = DueDose(person_id=lenoir, chain_id=line.chain_id, line_id=line.id, act="give")
        given.due_at = NOW + hours * HOUR
        note(home, given)
    with clock.frozen(NOW + DAY):
        page = page_of(sit(application, home, "physician"), lenoir, "2026-11")
    assert "Donné le 21 (2 fois)" in words(page).replace("\xa0", " ")


def test_no_outcome_is_invented_for_what_is_past(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    write(home, lenoir)
    page = page_of(morel, lenoir, "2026-11")
    for outcome in ("donné,", "refusé,", "non tracé"):
        assert outcome not in page


def test_what_is_given_as_needed_is_named_below(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    scheme = AsNeeded(Decimal(1), "douleur", 360, Decimal(3))
    write(home, lenoir, draft(scheme=scheme))
    page = words(page_of(morel, lenoir, "2026-11"))
    assert "Si besoin" in page
    assert "si besoin : douleur, 6 h entre deux" in page


def test_a_line_that_does_not_open_is_told_never_left_out_in_silence(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = write(home, lenoir)
    with home.house.database.write() as session:
        row = session.query(PrescriptionLine).filter_by(chain_id=chain).one()
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert "1 ligne de ce mois ne s’ouvre plus" in words(page_of(morel, lenoir, "2026-11"))
    assert "ne s’ouvre plus" not in words(page_of(morel, lenoir, "2026-10"))


def test_a_month_without_anything_says_so(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    assert "Rien ce mois-ci" in words(page_of(morel, lenoir, "2026-10"))


@pytest.mark.parametrize("typed", ["2026-13", "hier", "9999-12", "0000-01", "2026-11-21", "%00"])
def test_a_month_that_is_none_is_this_month(morel: Desk, lenoir: uuid.UUID, typed: str) -> None:
    page = words(page_of(morel, lenoir, typed))
    assert page_of(morel, lenoir)
    assert (
        words(page_of(morel, lenoir)).split("Mois précédent")[0] == page.split("Mois précédent")[0]
    )


@pytest.mark.parametrize("role", ["care_assistant", "office", "management"])
def test_whoever_may_not_read_prescriptions_does_not_find_the_page(
    application: Flask, home: Home, lenoir: uuid.UUID, role: str
) -> None:
    desk = sit(application, home, role)
    answer = desk.client.get(f"/bureau/personnes/{lenoir}/traitement/mois")
    assert answer.status_code in (403, 404)


def test_years_at_the_edge_are_read(morel: Desk, lenoir: uuid.UUID) -> None:
    for month in ("2000-01", "2199-12"):
        page_of(morel, lenoir, month)


def test_half_a_tablet_is_a_fraction_and_a_volume_a_number(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    write(home, lenoir, draft(scheme=taken("soir", amount="1.5")))
    write(home, lenoir, draft(scheme=taken("soir", amount="7.5"), unit="ml"))
    page = page_of(morel, lenoir, "2026-12")
    assert page.count('<span aria-hidden="true">1½</span>') == 31
    assert page.count('<span aria-hidden="true">7,5</span>') == 31


def test_insulin_shows_its_fixed_part_and_that_a_measure_adds_to_it(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    takes = (Take("matin", Decimal(6)), Take("soir"))
    scheme = Sliding(takes, EveryDay(), (Rung(Decimal("1.5"), Decimal(0)), Rung(None, Decimal(4))))
    write(home, lenoir, draft(scheme=scheme, unit="unité"))
    page = page_of(morel, lenoir, "2026-12")
    assert page.count('<span aria-hidden="true">6+</span>') == 31
    assert page.count('<span aria-hidden="true">•</span>') == 31
    assert page.count("dû, 6 unités, plus selon la glycémie") == 31


def test_a_treatment_taken_for_years_shows_nothing_before_it_was_written_here(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    write(home, lenoir, draft(starts_at=NOW - 900 * DAY))
    assert "Rien ce mois-ci" in words(page_of(morel, lenoir, "2026-10"))
    assert page_of(morel, lenoir, "2026-11").count("dû, 1 comprimé") == 9 + 10 + 10
