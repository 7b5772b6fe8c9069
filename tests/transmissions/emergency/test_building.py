"""What the tablet and the server build each from their own rows is the same."""

import json
from datetime import date
from pathlib import Path

import pytest

from transmissions.emergency import Entry
from transmissions.emergency.building import RISKS, Named, Treated, identity, treatment, with_marks
from transmissions.emergency.telling import given_from_json, given_to_json

VECTOR = json.loads(
    (Path(__file__).parents[2] / "vectors" / "emergency_sheet.json").read_text(encoding="utf-8")
)


def told(one):
    return given_to_json({"one": one})["one"]


def dated(members, name):
    on = members[name]
    return {**members, name: date.fromisoformat(on) if on else None}


@pytest.mark.parametrize("case", VECTOR["identities"], ids=lambda case: case["case"])
def test_an_identity(case):
    named = Named(**dated(case["named"], "born_on"))
    ins = Entry(case["ins"]["text"], case["ins"]["detail"]) if "ins" in case else None
    assert told(identity(named, date.fromisoformat(case["today"]), ins)) == case["given"]


@pytest.mark.parametrize("case", VECTOR["treatments"], ids=lambda case: case["case"])
def test_a_treatment(case):
    assert (
        told(treatment(Treated(**dated(one, "starts_on")) for one in case["lines"]))
        == (case["given"])
    )


@pytest.mark.parametrize("case", VECTOR["marked"], ids=lambda case: case["case"])
def test_marks(case):
    made = with_marks(given_from_json(case["given"]), [tuple(one) for one in case["marks"]])
    assert given_to_json(made) == case["with"]


def test_the_tablet_has_the_same_risks():
    assert VECTOR["risks"] == RISKS
