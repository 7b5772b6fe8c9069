"""What was given enters what safety reads: intervals, allowances, patches worn, refusals to tell."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.prescribing.keeping_up import watch_homes
from app.areas.prescribing.queries import facts_of
from app.areas.rounds.queries import administered_since
from app.ground import clock
from medication.facts import Facts
from medication.prescription import AsNeeded, EveryDays, Patch, Prescribed
from tests.areas.prescribing.bedside import Bedside, bedside_of, told
from tests.areas.rounds.gestures import (
    DAY,
    FUROSEMIDE,
    HOUR,
    MINUTE,
    NOON,
    NOONS,
    PAIN,
    Noon,
    said,
)
from tests.sync.homes import NOW

PATCH = Patch(
    "12:00", Decimal(1), 72, EveryDays(3, date(2026, 11, 1)), ("épaule gauche", "épaule droite")
)
FENTANYL = Prescribed(
    "DUROGESIC 25 microgrammes/heure, dispositif transdermique",
    None,
    ("fentanyl",),
    "fentanyl",
    "dispositif transdermique",
    "25 µg/h",
)


def facts(noon: Noon) -> Facts:
    with noon.exchange.house.database.read() as session:
        home = noon.exchange.home.id
        return facts_of(session, noon.exchange.house, home, noon.lenoir, now=NOW)


def test_what_was_taken_counts_and_what_was_not_does_not(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    id_ = noon.given(nadia, line, "partly_taken", amount="0.5")
    other = noon.line(drug=FUROSEMIDE)
    noon.given(nadia, other, "refused", reason="nausées")
    (given,) = facts(noon).given
    assert (str(given.id), given.outcome, given.milligrams) == (
        id_,
        "partly_taken",
        {"paracetamol": Decimal("250.0")},
    )
    (refusal,) = facts(noon).refusals
    assert (refusal.chain, refusal.substances, refusal.at) == (
        other.chain,
        ("furosemide",),
        NOON,
    )


def test_what_was_undone_or_was_another_person_s_counts_no_more(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line)
    noon.send(nadia, "dose.retract", {"administration": first}, NOON + MINUTE)
    assert facts(noon).given == ()
    second = noon.given(nadia, line)
    noon.send(nadia, "dose.amend", {"administration": second, "why": "wrong_person"}, NOON + HOUR)
    assert facts(noon).given == ()


def test_an_amended_one_counts_as_it_was_amended(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line)
    body = {"administration": first, "why": "outcome", "outcome": "spat_out"}
    second, _ = noon.send(nadia, "dose.amend", body, NOON + HOUR)
    assert facts(noon).given == ()
    body = {"administration": second, "why": "outcome", "outcome": "given"}
    noon.send(nadia, "dose.amend", body, NOON + 2 * HOUR)
    (given,) = facts(noon).given
    assert given.milligrams == {"paracetamol": Decimal("500")}


def test_both_count_although_a_nurse_kept_one(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    first, second = noon.given(nadia, line), noon.given(aicha, line, "helped")
    body = {"dose": str(noon.dose(line)), "keeps": first, "seen": [first, second]}
    noon.send(nadia, "dose.resolve", body, NOW)
    assert {str(one.id) for one in facts(noon).given} == {first, second}


def test_a_week_is_read_of_a_line_of_which_little_is_given_and_a_day_of_the_others(
    noon: Noon,
) -> None:
    daily, rare, nadia = noon.line(), noon.line(drug=FUROSEMIDE), noon.unlock("Nadia")
    for days in (2, 1, 0):
        at = NOON - days * DAY
        noon.given(nadia, daily, dose=noon.dose(daily, at), at=at)
        noon.given(nadia, daily, dose=None, at=at + HOUR)
    noon.given(nadia, rare, dose=noon.dose(rare, NOON - 2 * DAY), at=NOON - 2 * DAY)
    found = [one for one in facts(noon).given if one.chain == daily.chain]
    assert {one.at for one in found} == {NOON, NOON + HOUR}
    assert [one.at for one in facts(noon).given if one.chain == rare.chain] == [NOON - 2 * DAY]


def test_a_patch_is_worn_until_somebody_takes_it_off(each_noon: Noon) -> None:
    noon = each_noon
    nadia = noon.unlock("Nadia")
    line = noon.line(drug=FENTANYL, route="transdermique", unit="dispositif", scheme=PATCH)
    noon.given(nadia, line, dose=None, at=NOON - 2 * DAY, site="épaule gauche")
    (worn,) = facts(noon).patches_in_place
    assert (worn.chain, worn.site, worn.state) == (line.chain, "épaule gauche", "in_place")
    for act, outcome, state in (("check", "not_found", "not_found"), ("remove", "removed", None)):
        body = said(line, None, outcome) | {"act": act}
        noon.send(nadia, "dose.administer", body, NOON + MINUTE)
        assert [one.state for one in facts(noon).patches_in_place] == ([state] if state else [])


def test_refusals_are_told_to_the_prescriber_once_they_are_enough(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    with clock.frozen(NOW):
        watch_homes(noon.exchange.house, now=NOW)
        for days in (2, 1):
            at = NOON - days * DAY
            noon.given(nadia, line, "refused", dose=noon.dose(line, at), at=at)
        watch_homes(noon.exchange.house, now=NOW)
        assert _asked(noon) == []
        noon.given(nadia, line, "refused")
        watch_homes(noon.exchange.house, now=NOW)
    (asked,) = _asked(noon)
    assert "refusé 3 fois en 7 jours" in asked


def _asked(noon: Noon) -> list[str]:
    with noon.exchange.house.database.read() as session:
        rows = session.scalars(
            select(FollowUp).where(FollowUp.kind == "alert", FollowUp.closed_at.is_(None))
        ).all()
    open_ = noon.exchange.house.vault.open
    words = [open_(one.person_id, "follow_up", one.id, one.sealed)["what"] for one in rows]
    return [one for one in words if "refusé" in one]


def test_whoever_something_was_recorded_of_is_told(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    home = noon.exchange.home.id

    def since(revision: int, **options: bool) -> set[uuid.UUID]:
        with noon.exchange.house.database.read() as session:
            return administered_since(session, home, revision, **options)

    id_ = noon.given(nadia, line)
    revision = noon.row(id_).revision
    assert (since(revision - 1), since(revision)) == ({noon.lenoir}, set())
    assert since(revision - 1, asking=True) == set()
    noon.given(nadia, line, "refused", dose=noon.dose(line, NOON - DAY), at=NOON - DAY)
    assert since(revision, asking=True) == {noon.lenoir}


@pytest.fixture
def bedside(noon: Noon) -> Bedside:
    return bedside_of(noon.exchange)


def test_what_is_left_of_an_as_needed_line_counts_what_was_given(
    noon: Noon, bedside: Bedside
) -> None:
    line, nadia = noon.line(scheme=PAIN), noon.unlock("Nadia")
    noon.line(scheme=NOONS)
    noon.given(nadia, line, dose=None, at=NOON - 8 * HOUR)
    (left,) = _left(noon, bedside)
    assert left == "1"
    assert _stops(noon, bedside) == []
    noon.given(nadia, line, dose=None, at=NOON)
    assert _stops(noon, bedside) == ["as_needed_allowance"]
    assert _left(noon, bedside) == ["0"]


def _left(noon: Noon, bedside: Bedside) -> list[str]:
    mine = [one for one in bedside.whole()["line"].values() if one["person"] == str(noon.lenoir)]
    return [one["as_needed"]["left"] for one in mine if one["as_needed"]]


def _stops(noon: Noon, bedside: Bedside) -> list[str]:
    row = bedside.whole()["caution"][str(noon.lenoir)]
    return [one["kind"] for one in row["alerts"] if one["level"] == "hard_stop"]


def test_a_caution_is_judged_again_when_something_was_given(noon: Noon, bedside: Bedside) -> None:
    line, nadia = (
        noon.line(scheme=AsNeeded(Decimal(1), "douleur", 360, Decimal(1))),
        noon.unlock("Nadia"),
    )
    bedside.pull()
    noon.given(nadia, line, dose=None, at=NOW)
    (caution,) = told(bedside.pull(), "caution")
    assert "as_needed_allowance" in {one["kind"] for one in caution["alerts"]}
