"""A line as JSON, and back: what is sealed and what tablets read is what was prescribed."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from medication.prescription import (
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Pause,
    Regular,
    Rung,
    Sliding,
    Step,
    Tapering,
    Weekdays,
)
from medication.prescription_json import line_from_json, line_to_json
from medication.scheme_json import days_from_json, scheme_from_json
from tests.medication.lines import as_needed, daily, day, drug, line, paris, takes

MONDAY = day("2026-11-23")
SCHEMES = [
    daily("matin", "08:30"),
    Regular(takes("matin", amount="0.50"), Weekdays(frozenset({7, 1}))),
    Tapering((Step(MONDAY, takes("matin"), EveryDays(2, MONDAY)), Step(day("2026-11-30"), ()))),
    Sliding(
        takes("midi", amount="4"),
        EveryDay(),
        (Rung(Decimal("1.50"), Decimal(0)), Rung(None, Decimal(6))),
    ),
    Calendar("soir", {MONDAY: Decimal("0.75")}, (Decimal("2"), Decimal("3")), day("2026-12-01")),
    Calendar("soir", {MONDAY: Decimal("0.75")}),
    Patch("matin", Decimal(1), 72, EveryDays(3, MONDAY), ("bras gauche", "dos")),
    as_needed(),
    as_needed(effect_minutes=45, protocol="Douleur", on_top=True),
    daily("matin", days=Cycle(21, 7, MONDAY)),
    daily("matin", days=MonthDays(frozenset({31, 1}))),
]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_line_comes_back_as_it_was_whatever_its_scheme(scheme):
    one = line(scheme)
    assert line_from_json(json.loads(json.dumps(line_to_json(one)))) == one


def test_everything_that_a_line_says_comes_back():
    one = replace(
        line(daily("matin"), version=3),
        drug=drug(
            "morphine", cis="60000001", strength="10 mg", milligrams={"morphine": Decimal("7.5")}
        ),
        ends_at=paris("2026-12-01 00:00"),
        superseded_at=paris("2026-11-25 00:00"),
        controlled_at=paris("2026-11-23 10:00"),
        pauses=(
            Pause(paris("2026-11-23 12:00"), None, "somnolence"),
            Pause(paris("2026-11-22 12:00"), paris("2026-11-22 18:00"), "à jeun"),
        ),
        giver="helped",
        wording="pendant le repas",
        prescriber="Dr Morel",
        why="douleur",
    )
    assert line_from_json(json.loads(json.dumps(line_to_json(one)))) == one


def test_amounts_are_written_as_decimals_never_as_floats():
    written = line_to_json(line(Regular(takes("matin", amount="0.1"))))
    assert written["scheme"]["takes"] == [{"at": "matin", "amount": "0.1"}]


def test_a_line_written_before_milligrams_and_interdoses_were_known_is_read():
    written = line_to_json(line(as_needed()))
    del written["drug"]["milligrams"], written["scheme"]["on_top"]
    assert line_from_json(written) == line(as_needed())


def test_a_scheme_that_nobody_knows_is_not_guessed():
    with pytest.raises(ValueError, match="unknown scheme: 'lunar'"):
        scheme_from_json({"kind": "lunar"})
    with pytest.raises(ValueError, match="unknown rule of days: 'lunar'"):
        days_from_json({"kind": "lunar"})
