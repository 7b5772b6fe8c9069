"""Numbers, days and hours as hands write them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.prescribing.forms.typed import Typed, amount_in, amount_out


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("1/2", "0.5"),
        ("½", "0.5"),
        ("1 ½", "1.5"),
        ("1 1/2", "1.5"),
        ("1/4", "0.25"),
        ("1/3", "0.333"),
        (" 2 ", "2"),
        ("1 000", "1000"),
        ("1\u202f000", "1000"),
        ("100", "100"),
        ("0", "0"),
    ],
)
def test_a_quantity_is_read_as_it_is_written(typed: str, amount: str) -> None:
    assert amount_in(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["un", "1,", ",5", "1,5,2", "-1", "1/0", "1 2", "1e3", "٣", "NaN"]
)
def test_what_is_no_quantity_is_told_and_not_guessed(typed: str) -> None:
    form = Typed({"q": typed})
    assert form.amount("q") is None
    assert form.problems == {"q": "Un nombre est attendu : 1, 0,5 ou 1/2."}


@settings(max_examples=200, deadline=None)
@given(st.decimals(0, 100_000, places=3, allow_nan=False))
def test_what_is_written_reads_back_as_it_was(amount: Decimal) -> None:
    assert amount_in(amount_out(amount)) == amount


def test_a_number_nobody_can_mean_is_refused() -> None:
    form = Typed({"q": "1 000 000"})
    assert form.amount("q") is None
    assert form.problems == {"q": "Ce nombre est trop grand."}


@pytest.mark.parametrize("typed", ["2026-11-21", "21/11/2026", "21.11.2026", "21-11-2026"])
def test_a_day_is_read_from_a_calendar_or_a_hand(typed: str) -> None:
    assert Typed({"d": typed}).day("d") == date(2026, 11, 21)


@pytest.mark.parametrize("typed", ["31/02/2026", "2026-13-01", "demain"])
def test_a_day_that_does_not_exist_is_told(typed: str) -> None:
    form = Typed({"d": typed})
    assert form.day("d") is None
    assert "n’existe pas" in form.problems["d"]


def test_a_day_of_another_century_asks_for_its_year() -> None:
    form = Typed({"d": "0026-11-21"})
    assert form.day("d") is None
    assert form.problems == {"d": "Vérifiez l’année."}


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("06:45", time(6, 45)), ("6h45", time(6, 45)), ("14 h", time(14)), ("9", time(9))],
)
def test_an_hour_is_read_as_it_is_said(typed: str, hour: time) -> None:
    assert Typed({"h": typed}).hour("h") == hour


@pytest.mark.parametrize("typed", ["24:00", "12:60", "midi"])
def test_an_hour_that_does_not_exist_is_told(typed: str) -> None:
    form = Typed({"h": typed})
    assert form.hour("h") is None
    assert "n’existe pas" in form.problems["h"]
