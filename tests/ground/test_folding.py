"""Names found by any part of them: the examples of `tests/vectors/name_parts.json`, which the browser runs too."""

import json
from pathlib import Path

import pytest

from app.ground.folding import holds

EXAMPLES = json.loads(
    (Path(__file__).parent.parent / "vectors" / "name_parts.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case['text']}-{case['query']}")
def test_a_name_is_found_by_any_part_of_it(case):
    assert holds(case["text"], case["query"]) is case["holds"]
