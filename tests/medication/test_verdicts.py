"""What a scan means: every example of the vectors, and that something always comes out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medication.datamatrix import PackCode, read
from medication.verdicts import PRECEDENCE, WORDS, Scanned, Verdict, verdict
from tests.medication.scan_rows import context_of, identity, scanned_of, short

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "verdicts.json").read_text(encoding="utf-8")
)
WORLD = VECTORS["world"]


def _told(found: Verdict) -> dict[str, Any]:
    """As the vectors write it: what is not said is not there."""
    named = {
        name: short(getattr(found, name))
        for name in ("person", "dose", "line", "container", "recall")
    }
    at = found.allowed_at and found.allowed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    every = {"kind": found.kind, **named, "allowed_at": at}
    return {name: value for name, value in every.items() if value is not None}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[one["name"] for one in VECTORS["cases"]])
def test_a_scan_means(case: dict[str, Any]) -> None:
    context = context_of({**WORLD, **case.get("given", {})})
    assert _told(verdict(scanned_of(case["scan"]), context)) == case["is"]


def test_every_verdict_is_told_and_has_its_place() -> None:
    assert list(VECTORS["precedence"]) == list(PRECEDENCE)
    assert set(WORDS) == set(PRECEDENCE)
    assert len({told.title for told in WORDS.values()}) == len(WORDS)
    for kind, told in WORDS.items():
        assert VECTORS["words"][kind]["title"] == told.title
        assert told.to_do.endswith(".")


def test_the_gravest_are_told_first_and_what_is_right_last() -> None:
    tones = [WORDS[kind].tone for kind in PRECEDENCE]
    assert tones[0] == "stop" and PRECEDENCE[-3:] == ("right", "container", "person")
    assert tones.index("right") > max(index for index, tone in enumerate(tones) if tone == "stop")


@pytest.mark.parametrize("kind", PRECEDENCE)
def test_a_stop_is_heard_and_felt_as_one(kind: Any) -> None:
    told = WORDS[kind]
    assert told.sound == told.tone
    assert Verdict(kind).stops is (told.tone == "stop")
    assert len(told.vibration) == (1 if told.tone == "right" else 3)


@pytest.mark.parametrize("digits, last", [("261100", "2026-11-30"), ("280200", "2028-02-29")])
def test_day_00_is_the_last_day_of_the_month(digits: str, last: str) -> None:
    """GS1 General Specifications, 3.4.7: a date whose day is 00 is the end of its month."""
    code = read("0103400930000101" + f"17{digits}10A1", today=date(2026, 11, 22))
    assert code.expiry_on == date.fromisoformat(last)
    on_the_day = {**WORLD, "today": last}
    after = {**WORLD, "today": (date.fromisoformat(last) + timedelta(days=1)).isoformat()}
    box = replace(code, cip13="3400930000101")
    assert verdict(Scanned("pack", code=box), context_of(on_the_day)).kind == "right"
    assert verdict(Scanned("pack", code=box), context_of(after)).kind == "expired"


CODES = st.builds(
    PackCode,
    gtin=st.none() | st.sampled_from(["03400930000101", "04006381333931"]),
    cip13=st.none()
    | st.sampled_from([code for row in WORLD["drugs"] for code in row["packs"] + row["generics"]])
    | st.text("0123456789", min_size=13, max_size=13),
    expiry_on=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    batch=st.none() | st.sampled_from(["A1", "a 1", "B2", ""]),
)
SCANS = st.builds(
    Scanned,
    kind=st.sampled_from(["person", "container", "pack", "unknown", "unreadable"]),
    digest=st.none() | st.sampled_from(["etiquette-f1", "etiquette-f2", "pilulier-1", "perdue"]),
    code=st.none() | CODES,
)
RECALL = {"id": "ea", "cip13": "3400930000101", "gtin": "03400930000101", "batch": "A1"}
RECALLS = st.sampled_from([[], [{**RECALL, "reason": "", "since": "2026-11-01", "ended": None}]])


@settings(max_examples=150, deadline=None)
@given(
    SCANS,
    st.sampled_from([None, "f1", "f2", "f3", "f4"]),
    RECALLS,
    st.integers(-1440, 1440),
    st.sampled_from([None, "c1", "c9"]),
    st.sampled_from([None, [], ["d2", "d4"]]),
)
def test_something_always_comes_out_and_it_is_the_same_twice(
    scanned: Scanned,
    person: str | None,
    recalls: list[dict[str, Any]],
    minutes: int,
    asked: str | None,
    in_round: list[str] | None,
) -> None:
    told = {**WORLD, "person": person, "recalls": recalls, "asked": asked, "in_round": in_round}
    context = context_of(told)
    context = replace(context, now=context.now + timedelta(minutes=minutes))
    found = verdict(scanned, context)
    assert found.kind in PRECEDENCE
    assert verdict(scanned, context) == found
    if scanned.kind == "pack" and scanned.code is not None:
        expiry_on = scanned.code.expiry_on
        if expiry_on is not None and expiry_on < context.today:
            assert found.kind in ("recalled", "expired")
    if person is not None and found.kind in ("right", "generic", "as_needed", "outside_round"):
        assert found.person == identity(person)


@settings(max_examples=100, deadline=None)
@given(SCANS, st.sampled_from([None, "f1", "f2"]), st.randoms(use_true_random=False))
def test_the_order_of_what_is_known_changes_nothing(
    scanned: Scanned, person: str | None, luck: Any
) -> None:
    context = context_of({**WORLD, "person": person})
    shuffled = {
        name: luck.sample(list(getattr(context, name)), len(getattr(context, name)))
        for name in ("doses", "administrations", "containers", "recalls")
    }
    assert verdict(scanned, replace(context, **shuffled)) == verdict(scanned, context)
