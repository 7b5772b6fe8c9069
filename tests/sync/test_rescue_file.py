"""A rescue file is read whole or refused with a reason: the examples are those of the browser."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest

from app.gate.sync.carrying import in_batches
from app.gate.sync.rescue_file import LARGEST, REASONS, Unreadable, read

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rescue.json").read_text())
HOME = uuid.UUID(VECTORS["establishment"])


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_each_example_is_read_or_refused_as_it_says(case):
    if case["fault"] is None:
        told = read(case["text"].encode(), HOME)
        expected = VECTORS["read"]
        assert (str(told.rescue), str(told.device)) == (expected["rescue"], expected["device"])
        assert (told.part, told.parts, told.total) == (1, 2, 3)
        assert list(told.envelopes) == expected["envelopes"]
        return
    with pytest.raises(Unreadable) as refused:
        read(case["text"].encode(), HOME)
    assert refused.value.fault == case["fault"]
    assert refused.value.message == REASONS[case["fault"]]


def test_every_reason_has_its_example_but_size():
    faults = {case["fault"] for case in VECTORS["cases"]} - {None}
    assert faults == REASONS.keys() - {"too_large", "pages"}


def test_a_file_of_pages_is_for_a_tablet_and_says_so():
    with pytest.raises(Unreadable) as refused:
        read(b'{"format": "chevet-pages", "v": 1}', HOME)
    assert "une tablette" in refused.value.message


def test_bytes_that_are_no_text_are_no_rescue():
    with pytest.raises(Unreadable) as refused:
        read(b"\xff\xfe\x00PK", HOME)
    assert refused.value.fault == "not_a_rescue"


def test_it_stops_at_its_limit():
    with pytest.raises(Unreadable) as refused:
        read(b"x" * (LARGEST + 1), HOME)
    assert refused.value.fault == "too_large"


@pytest.mark.parametrize(("sessions", "envelopes"), [(0, 0), (1, 1), (3, 450), (450, 3)])
def test_a_file_is_handed_in_by_batches_and_nothing_is_left_out(sessions, envelopes):
    told = [[str(number) for number in range(count)] for count in (sessions, envelopes)]
    batches = list(in_batches(uuid.uuid4(), "ticket", *told))
    assert all(len(one.get("envelopes", [])) <= 200 for one in batches)
    assert all(len(one["sessions"]) <= 200 for one in batches)
    assert [text for one in batches for text in one.get("envelopes", [])] == told[1]
    assert {text for one in batches for text in one["sessions"]} == set(told[0])
