"""What a container holds of the moment at hand, and what is beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from medication.container_contents import contents
from tests.medication.scan_rows import contained_of, context_of, short

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "containers.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[one["name"] for one in VECTORS["cases"]])
def test_a_container_holds_of_the_moment(case: dict[str, Any]) -> None:
    context = context_of({**VECTORS["world"], **case.get("given", {})})
    found = contents(contained_of(case.get("container", VECTORS["container"])), context)
    told = {"inside": found.inside, "outside": found.outside}
    assert {name: [short(one) for one in some] for name, some in told.items()} == case["is"]
