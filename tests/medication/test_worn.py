"""Which patches are worn, and which come off first: the same examples as the browser's."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from medication.facts import PatchInPlace
from medication.patches import still_on
from medication.worn import Handled, worn
from tests.medication.treatments import by_name

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "patch_acts.json").read_text(encoding="utf-8")
)


def handled(written):
    read = {"chain": UUID(written["chain"]), "substances": tuple(written["substances"])}
    return Handled(**{**written, **read, "at": datetime.fromisoformat(written["at"])})


def patch(written):
    read = {"chain": UUID(written["chain"]), "substances": tuple(written["substances"])}
    return PatchInPlace(**{**written, **read, "put_at": datetime.fromisoformat(written["put_at"])})


@pytest.mark.parametrize("one", VECTORS["worn"], ids=lambda one: one["name"])
def test_what_was_done_says_what_is_worn(one):
    assert worn(map(handled, one["handled"])) == [patch(each) for each in one["worn"]]


@pytest.mark.parametrize("one", VECTORS["still_on"], ids=lambda one: one["name"])
def test_before_another_patch_these_come_off(one):
    line = by_name(*one["line"]["substances"], chain=UUID(one["line"]["chain"]))
    all_worn, in_force = (
        [patch(each) for each in one["worn"]],
        frozenset(map(UUID, one["in_force"])),
    )
    off = still_on(line, one["line"]["substances"], all_worn, in_force)
    assert off == [all_worn[at] for at in one["off"]]
