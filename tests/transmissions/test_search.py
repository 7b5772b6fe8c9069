"""How a person's file is searched; the examples are those that the browser runs too."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from transmissions.search import QUERY_LIMIT, Wanted, fold, holds, searchable, span, words_of

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "search.json").read_text(encoding="utf-8")
)
ZONE = ZoneInfo(VECTORS["zone"])
Json = dict[str, Any]


def wanted(asked: Json) -> Wanted:
    return Wanted(
        words_of(asked["words"]),
        asked["cible"],
        UUID(asked["author"]) if asked["author"] else None,
        date.fromisoformat(asked["since"]) if asked["since"] else None,
        date.fromisoformat(asked["until"]) if asked["until"] else None,
    )


def texts(said: Json) -> list[str | None]:
    phrases = [phrase for part in said["chips"].values() for phrase in part]
    return [said["author_name"], said["data"], said["actions"], said["result"], *phrases]


def is_found(entry: Json, asked: Wanted) -> bool:
    added = [text for addition in entry["additions"] for text in texts(addition)]
    since, until = span(asked, ZONE)
    at = datetime.fromisoformat(entry["occurred_at"])
    return (
        (asked.cible is None or entry["cible"] == asked.cible)
        and (asked.author is None or UUID(entry["author"]) == asked.author)
        and (since is None or at >= since)
        and (until is None or at < until)
        and holds(searchable([entry["label"], *texts(entry), *added]), asked.words)
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["says"])
def test_it_finds_as_the_examples_say(case: Json) -> None:
    asked = wanted(case["asked"])
    found = [entry for entry in VECTORS["entries"] if is_found(entry, asked)]
    newest_first = sorted(found, key=lambda entry: entry["occurred_at"], reverse=True)
    assert [entry["id"] for entry in newest_first] == case["found"]


@pytest.mark.parametrize(("text", "folded"), VECTORS["fold"])
def test_it_folds_as_the_examples_say(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_examples_are_many_and_each_is_its_own() -> None:
    assert len(VECTORS["cases"]) >= 40
    assert len({json.dumps(case["asked"]) for case in VECTORS["cases"]}) == len(VECTORS["cases"])


def test_a_question_is_cut_at_its_limit() -> None:
    assert words_of("a" * 10_000) == ("a" * QUERY_LIMIT,)


def test_the_ends_of_the_calendar_are_days_too() -> None:
    since, until = span(Wanted(since=date.min, until=date.max), ZONE)
    assert since == datetime(1, 1, 1, tzinfo=UTC)
    assert until is None
    assert bool(Wanted()) is False
    assert bool(Wanted(until=date.max)) is True
