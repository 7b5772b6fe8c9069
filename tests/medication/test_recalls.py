"""Which boxes fall under a recall: the examples that the browser runs too."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from medication.datamatrix import PackCode
from medication.recalls import Recall, Recalled, fold_batch, recall_of

CASES = json.loads(
    (Path(__file__).parent.parent / "vectors" / "recalls.json").read_text(encoding="utf-8")
)["cases"]


def recall(row):
    """A recall as the vectors write it."""
    ended = row["ended"] and date.fromisoformat(row["ended"])
    same = {name: row[name] for name in ("cip13", "gtin", "batch", "reason")}
    return Recall(
        id=UUID(row["id"]), since=date.fromisoformat(row["since"]), ended_on=ended, **same
    )


@pytest.mark.parametrize("each", CASES, ids=[each["case"] for each in CASES])
def test_a_box_under_a_recall(each):
    recalls = [recall(row) for row in each["recalls"]]
    found = recall_of(PackCode(**each["code"]), recalls, date.fromisoformat(each["on"]))
    expected = each["expect"]
    if expected is None:
        assert found is None
    else:
        known = {str(one.id): one for one in recalls}
        assert found == Recalled(known[expected["recall"]], is_sure=expected["sure"])


def test_a_batch_is_compared_in_capitals_without_spaces():
    assert fold_batch(" ab\u00a01 2-c\t") == "AB12-C"
