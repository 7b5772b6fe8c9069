"""The treatments of the demo home, as the text files tell them: whole, plausible, in agreement with their persons."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from app.demo.treatments.making import Making, Version, versions_of
from app.demo.treatments.reading import UNITS, _event, _person, read_unit
from app.demo.treatments.schemes import scheme_of
from app.demo.treatments.told import LineTold, PersonTold
from app.demo.values import Home, Person
from app.demo.world import build
from medication.facts_tables.notation import NotationRefused
from medication.prescription import problems
from medication.schemes import (
    AsNeeded,
    Calendar,
    MonthDays,
    Patch,
    Regular,
    Sliding,
    Tapering,
    Weekdays,
)
from tests.medication.references import builtin_reference

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
ORAL = ("metformine", "gliclazide", "sitagliptine", "repaglinide")
ANTICOAGULANTS = {
    "Apixaban": "apixaban",
    "Rivaroxaban": "rivaroxaban",
    "Fluindione, INR": "fluindione",
}


@cache
def home() -> Home:
    return build(NOW).homes[0]


@cache
def told() -> dict[str, PersonTold]:
    return {one.key: one for unit in UNITS for one in read_unit(unit)}


def making(now: datetime = NOW) -> Making:
    nurses = [one for one in home().staff if one.role == "nurse" and len(one.units) == 3]
    pharmacist = [one for one in home().staff if one.role == "pharmacist"]
    return Making(
        builtin_reference(), nurses, [*pharmacist, *nurses], now, ZoneInfo("Europe/Paris")
    )


@cache
def made() -> dict[str, tuple[Version, ...]]:
    persons = {one.key: one for one in home().persons}
    return {key: tuple(versions_of(one, persons[key], making())) for key, one in told().items()}


def versions() -> Iterator[Version]:
    return (one for each in made().values() for one in each)


def substances(key: str) -> set[str]:
    return {name for one in made()[key] for name in one.line.drug.substances}


def people() -> list[Person]:
    return [one for one in home().persons if one.unit in UNITS]


def test_the_files_tell_of_everybody_in_walking_order_by_their_name() -> None:
    for unit in UNITS:
        persons = [one for one in home().persons if one.unit == unit]
        assert [(one.key, one.name) for one in read_unit(unit)] == [
            (one.key, one.family_name) for one in persons
        ]


def test_there_are_about_480_lines_and_nobody_has_too_few_or_too_many() -> None:
    assert 470 <= sum(len(one.lines) for one in told().values()) <= 510
    assert {2 <= len(one.lines) <= 12 for one in told().values()} == {True}


def test_every_line_can_be_kept_and_is_of_the_built_in_reference() -> None:
    reference = builtin_reference()
    for one in versions():
        if one.kind != "stopped":
            assert problems(one.line) == [], one.line.drug.label
            assert one.line.ends_at is None or one.line.ends_at > NOW, one.line.drug.label
        product = reference.products[one.line.drug.cis or ""]
        assert product.name == one.line.drug.label
        assert one.line.why or isinstance(one.line.scheme, AsNeeded), one.line.drug.label


def test_a_person_with_diabetes_or_an_anticoagulant_takes_what_the_mark_says() -> None:
    for person in people():
        marks = {mark.kind: mark.text for mark in person.marks}
        taken = substances(person.key)
        insulin = any(name.startswith("insuline") for name in taken)
        assert insulin == (marks.get("diabetes") == "Sous insuline"), person.key
        if marks.get("diabetes") == "Traitement par la bouche":
            assert taken & set(ORAL), person.key
        elif "diabetes" not in marks:
            assert not taken & set(ORAL), person.key
        by_mouth = taken & set(ANTICOAGULANTS.values())
        mark = marks.get("anticoagulant")
        assert by_mouth == ({ANTICOAGULANTS[mark]} if mark else set()), person.key


def test_whoever_swallows_badly_or_is_allergic_to_a_drug_has_it_in_codes() -> None:
    for person in people():
        marks = {mark.kind: mark.text for mark in person.marks}
        assert (told()[person.key].swallowing is not None) == ("swallowing" in marks), person.key
        coded = [one for one in told()[person.key].allergies if one.kind]
        assert bool(coded) == (marks.get("allergy") in ("Pénicilline", "Aspirine")), person.key


def test_every_scheme_that_nurses_fear_is_there() -> None:
    schemes = [one.line.scheme for one in versions()]
    assert sum(isinstance(one, Sliding) for one in schemes) >= 5
    assert sum(isinstance(one, Calendar) for one in schemes) == 4
    assert sum(isinstance(one, Tapering) for one in schemes) == 2
    worn = {
        name
        for v in versions()
        if isinstance(v.line.scheme, Patch)
        for name in v.line.drug.substances
    }
    assert {"fentanyl", "rivastigmine", "trinitrine", "scopolamine", "lidocaine"} <= worn
    weekly = {
        name
        for v in versions()
        if isinstance(v.line.scheme, Regular) and isinstance(v.line.scheme.days, Weekdays)
        for name in v.line.drug.substances
        if len(v.line.scheme.days.days) == 1
    }
    assert {"methotrexate", "acide alendronique", "acide risedronique"} <= weekly
    monthly = [s for s in schemes if isinstance(s, Regular) and isinstance(s.days, MonthDays)]
    assert len(monthly) >= 8
    assert sum(isinstance(one, AsNeeded) for one in schemes) >= 60


def test_methotrexate_is_never_daily() -> None:
    for one in versions():
        if "methotrexate" in one.line.drug.substances:
            assert isinstance(one.line.scheme, Regular)
            assert one.line.scheme.days == Weekdays(frozenset({1}))


def test_lines_are_changed_suspended_stopped_and_wait_for_a_control() -> None:
    after = [one for one in versions() if one.line.version == 2]
    kinds = {
        kind: [one for one in after if one.kind == kind]
        for kind in ("changed", "suspended", "stopped")
    }
    assert len(kinds["changed"]) >= 5
    assert len(kinds["suspended"]) >= 5
    assert len(kinds["stopped"]) >= 4
    assert all(NOW - one.written_at < timedelta(hours=72) for one in kinds["changed"])
    waiting = [one for one in versions() if one.line.version == 1 and one.controlled_at is None]
    assert len(waiting) >= 8
    assert any(NOW - one.written_at > timedelta(hours=24) for one in waiting)


@pytest.mark.parametrize(
    "now",
    [
        NOW,
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # the hour that is not
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # the hour that comes twice
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 5, 0, tzinfo=UTC),
    ],
)
def test_nobody_controls_what_they_wrote_and_nothing_happens_before_its_time(
    now: datetime,
) -> None:
    for person in build(now).homes[0].persons:
        if person.unit not in UNITS:
            continue
        for one in versions_of(told()[person.key], person, making(now)):
            line = one.line
            assert one.written_at <= now
            assert line.ends_at is None or line.ends_at > now or one.kind == "stopped"
            if one.controlled_at is not None and one.kind != "suspended":
                assert one.written_at < one.controlled_at <= now
                assert one.controller != one.author
            if line.superseded_at is not None:
                assert line.starts_at < line.superseded_at <= now


def test_the_same_moment_makes_the_same_lines() -> None:
    person = next(one for one in home().persons if one.key == "glycines-20")
    again = tuple(versions_of(told()[person.key], person, making()))
    assert again == made()[person.key]


def test_a_patch_of_three_days_goes_on_from_the_day_it_began() -> None:
    tomorrow = making(NOW + timedelta(days=1))
    person = next(one for one in home().persons if one.key == "glycines-21")
    (patch, *_) = versions_of(told()[person.key], person, tomorrow)
    assert isinstance(patch.line.scheme, Patch)
    assert patch.line.scheme.days.from_on == (NOW + timedelta(days=1) - timedelta(days=13)).date()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "lines",
    [
        ["== a · A", "> poids lourd"],
        ["== a · A", "> taille 150"],
        ["== a · A", "> allergie latex"],
        ["== a · A", "ELIQUIS | matin 1 | arythmie | peut-être"],
    ],
)
def test_a_line_that_cannot_be_understood_is_refused(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"lourd|150|latex|peut-être"):
        _person(lines)


def test_a_scheme_that_cannot_be_understood_is_refused() -> None:
    with pytest.raises(NotationRefused):
        scheme_of("calendrier soir, au hasard", today=NOW.date(), since=NOW.date())
    with pytest.raises(ValueError, match="dégressif"):
        scheme_of("dégressif matin : peu à peu, arrêt +7 j", today=NOW.date(), since=NOW.date())
    assert _event("arrêté il y a 2 j : nausées").ago == timedelta(days=2)


def test_a_drug_is_named_by_one_beginning() -> None:
    with pytest.raises(ValueError, match="DOLIPRANE : 3"):
        making().product("DOLIPRANE")
    assert LineTold(drug="ELIQUIS 5 mg", scheme="matin 1", why="").giver is None
