"""docs/threat-model.md names tests: each one is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINE = re.compile(r"^\|.*\| `(test_\w+)` \|$", re.M)


def test_every_attack_names_a_test_that_exists():
    named = LINE.findall((ROOT / "docs" / "threat-model.md").read_text())
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.M)
    }
    assert len(named) > 30
    assert sorted(set(named) - written) == []


def test_no_attack_goes_without_a_test():
    """What has none is told below the table, in words."""
    table = (ROOT / "docs" / "threat-model.md").read_text().split("## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows[1:] if not LINE.match(row)] == []
