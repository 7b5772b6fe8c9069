"""What must be said before a line can be kept."""

from dataclasses import replace

import pytest

from medication.prescription import Pause, problems
from tests.medication.lines import daily, drug, line, paris

WHOLE = line(daily("matin", "soir"), starts_at=paris("2026-11-22 00:00"))


def fields(one):
    return [field for field, _ in problems(one)]


def test_a_whole_line_has_no_problem():
    assert problems(WHOLE) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"drug": drug(label=" ")}, "label"),
        ({"unit": ""}, "unit"),
        ({"route": " "}, "route"),
        ({"ends_at": paris("2026-11-21 00:00")}, "ends_at"),
        ({"ends_at": paris("2026-11-22 00:00")}, "ends_at"),
        ({"scheme": daily()}, "takes"),
        (
            {"pauses": (Pause(paris("2026-11-23 00:00"), paris("2026-11-22 00:00"), ""),)},
            "pauses",
        ),
    ],
)
def test_what_is_missing_or_upside_down_is_said_beside_its_field(changes, field):
    [(found, says)] = problems(replace(WHOLE, **changes))
    assert found == field
    assert says[-1] in ".…"


def test_an_end_after_the_beginning_and_a_pause_without_an_end_are_fine():
    pauses = (
        Pause(paris("2026-11-23 00:00"), None, ""),
        Pause(paris("2026-11-23 00:00"), paris("2026-11-24 00:00"), ""),
    )
    assert fields(replace(WHOLE, ends_at=paris("2026-12-01 00:00"), pauses=pauses)) == []
