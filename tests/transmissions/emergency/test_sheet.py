"""The emergency sheet: what is known is on it, what nobody said is named, and nothing readable is ever left out."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transmissions.emergency import RUBRICS, Entry, Given, sheet_of
from transmissions.emergency.telling import given_from_json, given_to_json

VECTOR = json.loads(
    (Path(__file__).parents[2] / "vectors" / "emergency_sheet.json").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 22)
CODES = [one.code for one in RUBRICS]


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda case: case["case"])
def test_a_sheet(case):
    made = sheet_of(given_from_json(case["given"]), date.fromisoformat(case["today"]))
    told = given_to_json({one.code: Given("said", one.entries) for one in made.sections})
    assert [
        {
            "code": one.code,
            "entries": told[one.code]["entries"],
            "says": one.says,
            "missing": one.missing,
        }
        for one in made.sections
    ] == case["sections"]


def test_the_tablet_has_the_same_headings():
    assert VECTOR["rubrics"] == [asdict(one) for one in RUBRICS]


def test_a_person_of_whom_nobody_said_anything_lacks_what_a_hospital_asks_first():
    made = sheet_of(dict.fromkeys(CODES, Given("unsaid")), TODAY)
    lacking = {one.code for one in made.sections if one.missing}
    assert lacking == {
        *("identity", "conduct", "directives", "allergies", "swallowing", "contacts", "trusted"),
        *("doctor", "antecedents", "treatment", "vaccinations"),
    }
    assert not made.is_complete
    assert len(made.missing) == len(lacking)


def test_a_sheet_is_complete_when_everything_asked_was_answered():
    said = {
        one.code: Given("none") if one.none else Given("said", (Entry("dit"),), TODAY)
        for one in RUBRICS
    }
    assert sheet_of(said, TODAY).is_complete


def test_a_page_has_its_headings_and_the_two_have_all():
    made = sheet_of(dict.fromkeys(CODES, Given("said", (Entry("dit"),))), TODAY)
    assert [one.code for one in (*made.page(1), *made.page(2))] == CODES


_DAYS = st.none() | st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=800))
_ENTRIES = st.lists(st.builds(Entry, st.text(min_size=1, max_size=8), st.text(max_size=8), _DAYS))
_ANSWERS = st.sampled_from(["said", "none", "unsaid", "broken"])
_GIVEN = st.dictionaries(
    st.sampled_from(CODES), st.builds(Given, _ANSWERS, _ENTRIES.map(tuple), _DAYS)
)


@settings(max_examples=80, deadline=None)
@given(_GIVEN)
def test_what_was_told_and_can_be_read_is_on_the_sheet_until_its_day(known):
    made = {one.code: one for one in sheet_of(known, TODAY).sections}
    for code, one in known.items():
        due = [each for each in one.entries if each.until is None or each.until >= TODAY]
        if one.answer in ("said", "broken") and due:
            assert list(made[code].entries) == due
        if one.answer == "broken":
            assert made[code].missing
    assert given_from_json(given_to_json(known)) == known
