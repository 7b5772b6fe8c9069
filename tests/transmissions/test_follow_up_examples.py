"""The examples of `tests/vectors/follow_ups.json`, which the browser's engine runs too."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from transmissions.follow_up import Opened, Step, state
from transmissions.follow_up_times import Listed, escalates_at, order, shift_start

TOLD: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "vectors" / "follow_ups.json").read_text(encoding="utf-8")
)


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def step_of(told: dict[str, Any]) -> Step:
    close, by = told.get("close"), told["by"]
    return Step(
        id=UUID(told["id"]),
        kind=told["kind"],
        at=at(told["at"]),
        by=UUID(by),
        role=told["role"],
        due_at=instant(told.get("due_at")),
        outcome=told.get("outcome"),
        close=UUID(close) if close else None,
    )


@pytest.mark.parametrize("case", TOLD["states"], ids=lambda case: case["name"])
def test_it_stands_as_the_example_says(case: dict[str, Any]) -> None:
    asked, said = case["opened"], case["state"]
    opened = Opened(at(asked["due_at"]), asked["role"], asked["urgent"])
    then = state(opened, map(step_of, case["steps"]))
    seen, closed = then.acknowledged, then.closed
    assert then.due_at == at(said["due_at"])
    assert (str(seen.id) if seen else None) == said["acknowledged"]
    assert (str(closed.id) if closed else None) == said["closed"]
    assert len(then.also_closed) == said["also_closed"]
    assert list(then.flags) == said["flags"]
    assert [(str(one.step.id), one.since, one.until) for one in then.postponed] == [
        (one["id"], at(one["from"]), at(one["to"])) for one in said["postponed"]
    ]
    seen_at = seen.at if seen else None
    assert escalates_at(
        then.due_at, urgent=opened.urgent, acknowledged_at=seen_at, closed=closed is not None
    ) == instant(said["escalates_at"])


@pytest.mark.parametrize("case", TOLD["shifts"], ids=lambda case: case["now"])
def test_the_shift_began_when_the_example_says(case: dict[str, str]) -> None:
    assert shift_start(at(case["now"]), ZoneInfo(TOLD["zone"])) == at(case["start"])


def test_the_list_is_in_the_order_of_the_example() -> None:
    rows = [
        Listed(UUID(row["id"]), at(row["due_at"]), row["urgent"]) for row in TOLD["order"]["rows"]
    ]
    assert [str(row.id) for row in sorted(rows, key=order)] == TOLD["order"]["ids"]
