"""What a scanner sent, and what the pack says; the browser runs the same examples."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from medication.datamatrix import WORDS, PackCode, Problem, read
from tests.medication.published import published

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "datamatrix.json").read_text(encoding="utf-8")
)
CASES: list[dict[str, Any]] = VECTORS["cases"]
TODAY = date.fromisoformat(VECTORS["today"])
GS = "\x1d"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_it_reads_the_shared_examples(case):
    day = date.fromisoformat(case.get("today", VECTORS["today"]))
    told = read(case["raw"], today=day, keeps_separators=case.get("keeps_separators", False))
    assert told == expected(case["expect"])


def expected(told: dict[str, Any]) -> PackCode:
    days = {name: date.fromisoformat(told[name]) for name in told if name.endswith("_on")}
    return PackCode(**{**told, **days, "problems": tuple(told.get("problems", ()))})


def test_every_problem_is_shown_by_an_example_and_has_its_words():
    shown = {problem for case in CASES for problem in case["expect"].get("problems", ())}
    assert shown == set(WORDS) == set(Problem.__args__)


PICTURES = (
    "doliprane_1000",
    "kardegic_75",
    "lasilix_40",
    "eliquis_5",
    "levothyrox_75",
    "skenan_lp_10",
)


@pytest.mark.parametrize("name", PICTURES)
def test_it_reads_the_picture_of_a_pack(name):
    folder = published("datamatrix")
    codes = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["codes"]
    wanted = next(code for code in codes if code["file"] == f"{name}.png")
    with Image.open(folder / f"{name}.png") as picture:
        symbol = zxingcpp.read_barcodes(picture)[0]
    told = read(bytes(symbol.bytes), today=TODAY, keeps_separators=True)
    assert told == PackCode(
        gtin=wanted["gtin"],
        cip13=wanted["cip13"],
        cip7=wanted["cip7"],
        expiry_on=date.fromisoformat(wanted["expiry"]),
        batch=wanted["batch"],
        serial=wanted["serial"],
    )
    assert read(symbol.symbology_identifier + wanted["raw"], today=TODAY) == told


def test_a_pack_may_be_given_on_its_last_day_and_not_after():
    pack = read("010340093528138817270200", today=TODAY)
    assert pack.is_expired(date(2027, 2, 28)) is False
    assert pack.is_expired(date(2027, 3, 1)) is True
    assert read("3595583", today=TODAY).is_expired(TODAY) is None


SIGNS = some.text(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
    min_size=1,
    max_size=20,
).filter(lambda text: not re.search("%1D|<[A-Z0-9]+>", text, re.IGNORECASE))
DAYS = some.dates(date(2000, 1, 1), date(2070, 12, 31))


def checked(payload: str) -> str:
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(payload)))
    return f"{payload}{-total % 10}"


@given(
    some.from_regex(r"[0-9]{7}", fullmatch=True).map(lambda cip7: checked(f"34009{cip7}")),
    some.none() | DAYS,
    some.none() | DAYS,
    some.none() | SIGNS,
    some.none() | SIGNS,
    some.randoms(),
    some.sampled_from(("", "]d2", GS, "]C1")),
)
def test_any_order_of_any_parts_is_read_back(cip13, expiry, produced, batch, serial, order, prefix):
    parts = [("01", f"0{cip13}")]
    parts += [("17", f"{expiry:%y%m%d}")] if expiry else []
    parts += [("11", f"{produced:%y%m%d}")] if produced else []
    parts += [("10", batch)] if batch else []
    parts += [("21", serial)] if serial else []
    order.shuffle(parts)
    raw = "".join(ai + value + (GS if ai in ("10", "21") else "") for ai, value in parts)
    told = read(prefix + raw.removesuffix(GS), today=TODAY, keeps_separators=True)
    assert told == PackCode(
        gtin=f"0{cip13}",
        cip13=cip13,
        cip7=cip13[5:12],
        expiry_on=expiry,
        produced_on=produced,
        batch=batch,
        serial=serial,
    )


@given(DAYS, SIGNS, SIGNS)
def test_a_lost_separator_is_never_read_as_something_else(expiry, batch, serial):
    """What is told is true, or is not told, and a problem says so."""
    raw = f"010340093595583817{expiry:%y%m%d}10{batch}21{serial}"
    told = read(raw, today=TODAY)
    assert told.cip13 == "3400935955838"
    assert told.expiry_on == expiry
    assert told.batch in (batch, None)
    assert told.serial in (serial, None)
    if "ambiguous_end" not in told.problems:
        assert told.problems == ("separator_lost",)
        assert (told.batch, told.serial) == (batch, serial)


@given(some.binary(max_size=120) | some.text(max_size=120), some.dates(), some.booleans())
def test_nothing_that_is_sent_makes_it_fail(raw, today, keeps):
    assert isinstance(read(raw, today=today, keeps_separators=keeps), PackCode)


@given(
    some.lists(
        some.sampled_from(
            ("01", "10", "17", "21", "11", "0340093595583", "8", "27", "01", "31", GS, "F8", "029")
        )
        | SIGNS,
        max_size=12,
    ).map("".join)
)
def test_near_codes_do_not_make_it_fail_or_invent_a_drug(raw):
    told = read(raw, today=TODAY)
    assert told.cip13 is None or told.cip13 in raw or told.cip7 in raw
