"""What a line says besides its scheme."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.prescribing.forms.line import About, Written, fields_of_span, read_line
from app.areas.prescribing.forms.line_form import LineForm
from app.areas.prescribing.forms.typed import Typed
from app.areas.prescribing.forms.units import units_of

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
ABOUT = About("comprimé pelliculé", units_of("comprimé pelliculé"), NOW, PARIS)
FILLED = {
    "unit": "comprimé",
    "route": "orale",
    "scheme": "regular",
    "at_matin": "1",
    "starts_on": "2026-11-22",
    "giver": "nurse",
    "source": "written",
    "prescriber": "Dr Morel",
}


def read(**changes: Any) -> Written:
    typed = Typed(FILLED | changes)
    line = read_line(typed, ABOUT)
    assert line is not None, typed.problems
    return line


def told(**changes: Any) -> dict[str, str]:
    typed = Typed(FILLED | changes)
    assert read_line(typed, ABOUT) is None
    return typed.problems


def test_a_line_begins_with_its_day_and_ends_with_its_last() -> None:
    line = read(ends_on="2026-11-28")
    assert line.starts_at == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert line.ends_at == datetime(2026, 11, 28, 23, tzinfo=UTC)


def test_what_begins_today_owes_nothing_of_this_morning() -> None:
    assert read(starts_on="2026-11-21").starts_at == NOW
    assert read(starts_on="2026-11-21", starts_hour="8h").starts_at == datetime(
        2026, 11, 21, 7, tzinfo=UTC
    )


def test_an_hour_ends_it_on_the_minute() -> None:
    assert read(ends_on="2026-11-28", ends_hour="12:00").ends_at == datetime(
        2026, 11, 28, 11, tzinfo=UTC
    )


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24", "2027-12-31", "2028-02-28"])
def test_a_span_says_itself_again_over_both_nights_and_the_turn_of_a_year(day: str) -> None:
    line = read(starts_on=day, ends_on=day)
    fields = fields_of_span(line.starts_at, line.ends_at, PARIS)
    assert fields == {"starts_on": day, "starts_hour": "", "ends_on": day}
    again = read(**fields)
    assert (again.starts_at, again.ends_at) == (line.starts_at, line.ends_at)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"ends_on": "2026-11-21"}, "ends_on", "La fin est avant le début."),
        ({"ends_hour": "8:00"}, "ends_on", "aussi le jour"),
        ({"starts_on": ""}, "starts_on", "jour du début"),
        ({"starts_on": "2062-11-22"}, "starts_on", "Vérifiez l’année"),
        ({"unit": "ml"}, "unit", "se compte en comprimés, mg ou g, pas en ml"),
        ({"unit": "pincée"}, "unit", "Choisissez l’unité : comprimés, mg ou g."),
        ({"unit": ""}, "unit", "Choisissez l’unité"),
        ({"route": ""}, "route", "voie"),
        ({"giver": "cook"}, "giver", "qui donne"),
        ({"source": ""}, "source", "d’où vient"),
        ({"prescriber": " "}, "prescriber", "prescripteur"),
        ({"wording": "x" * 501}, "wording", "501 caractères : la limite est de 500"),
        ({"why": "dou\u202eleur"}, "why", "caractère illisible"),
    ],
)
def test_what_is_missing_or_wrong_is_told_beside_its_field(
    changes: dict[str, Any], field: str, says: str
) -> None:
    assert says in told(**changes)[field]


def test_everything_wrong_is_told_at_once() -> None:
    assert set(told(unit="ml", at_matin="beaucoup", prescriber="")) == {
        "unit",
        "at_matin",
        "prescriber",
        "takes",
    }


NAMES = sorted(name for name, kept in vars(LineForm).items() if hasattr(kept, "field_class"))
PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["0", "1", "1/0", "½", "-1", "1e9", "2026-11-22", "9999-12-31", "24:00", "y"]),
    st.sampled_from(["regular", "tapering", "sliding", "calendar", "patch", "as_needed", "cycle"]),
    st.none(),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), PIECES, max_size=40))
def test_whatever_is_typed_is_a_line_or_is_told_and_never_breaks(fields: dict[str, Any]) -> None:
    typed = Typed(FILLED | fields)
    assert (read_line(typed, ABOUT) is None) == bool(typed.problems)
