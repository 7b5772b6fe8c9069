"""Rows follow the feed: full answers replace a unit, removals cascade, closed windows are pruned."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.tablet.rows import Rows


def answer(full: bool = False, removed: tuple[tuple[str, str], ...] = (), **rows: Any) -> Any:
    return {
        "cursor": "c",
        "full": full,
        "rows": rows,
        "removed": [{"kind": kind, "id": name} for kind, name in removed],
    }


def person(name: str, unit: str = "glycines", position: int = 1) -> dict[str, Any]:
    return {"id": name, "unit": unit, "position": position}


def entry(name: str, of: str, at: str = "2026-11-21T08:00:00Z") -> dict[str, Any]:
    return {
        "id": name,
        "person": of,
        "occurred_at": at,
        "expires_at": "2026-11-28T08:00:00Z",
    }


def test_changed_rows_replace_older_ones():
    rows = Rows()
    rows.take("glycines", answer(full=True, person=[person("lenoir", position=1)]))
    rows.take("glycines", answer(person=[person("lenoir", position=4)]))
    assert [row["position"] for row in rows.persons()] == [4]


def test_nothing_new_changes_nothing_but_the_cursor():
    rows = Rows()
    rows.take("glycines", answer(full=True, person=[person("lenoir")]))
    rows.take("glycines", {"cursor": "d", "unchanged": True})
    assert len(rows.persons()) == 1
    assert rows.cursors == {"glycines": "d"}


def test_a_full_answer_replaces_its_unit_and_no_other():
    rows = Rows()
    rows.take(
        "glycines", answer(full=True, person=[person("lenoir")], entry=[entry("e", "lenoir")])
    )
    rows.take(
        "lilas", answer(full=True, person=[person("roy", "lilas")], entry=[entry("f", "roy")])
    )
    rows.take("glycines", answer(full=True, person=[person("petit")]))
    assert [row["id"] for row in rows.persons()] == ["petit", "roy"]
    assert [row["id"] for row in rows.entries()] == ["f"]


def test_a_person_who_leaves_takes_the_entries_along():
    rows = Rows()
    persons = [person("lenoir"), person("petit")]
    entries = [entry("e", "lenoir"), entry("f", "petit")]
    rows.take("glycines", answer(full=True, person=persons, entry=entries))
    rows.take("glycines", answer(removed=(("person", "lenoir"), ("entry", "unknown"))))
    assert [row["id"] for row in rows.entries()] == ["f"]


def test_who_moved_to_another_unit_of_this_tablet_stays():
    rows = Rows()
    rows.take("glycines", answer(full=True, person=[person("lenoir")]))
    rows.take("lilas", answer(person=[person("lenoir", "lilas")], entry=[entry("e", "lenoir")]))
    rows.take("glycines", answer(removed=(("person", "lenoir"),)))
    assert [row["id"] for row in rows.persons("lilas")] == ["lenoir"]
    assert [row["id"] for row in rows.entries("lenoir")] == ["e"]


def test_a_person_who_leaves_takes_the_follow_ups_along():
    rows = Rows()
    due = {"id": "g", "person": "lenoir", "due_at": "2026-11-21T10:00:00.000Z", "expires_at": None}
    rows.take("glycines", answer(full=True, person=[person("lenoir")], follow_up=[due]))
    assert [row["id"] for row in rows.follow_ups("lenoir")] == ["g"]
    rows.take("glycines", answer(removed=(("person", "lenoir"),)))
    assert rows.follow_ups() == []


def test_entries_come_newest_first():
    rows = Rows()
    times = {"a": "2026-11-21T08:00:00Z", "b": "2026-11-21T10:00:00Z"}
    entries = [entry(name, "lenoir", at) for name, at in times.items()]
    rows.take("glycines", answer(full=True, person=[person("lenoir")], entry=entries))
    assert [row["id"] for row in rows.entries("lenoir")] == ["b", "a"]


def test_rows_are_pruned_when_their_window_closes():
    rows = Rows()
    rows.take(
        "glycines", answer(full=True, person=[person("lenoir")], entry=[entry("e", "lenoir")])
    )
    rows.prune(datetime(2026, 11, 28, 7, 59, tzinfo=UTC))
    assert len(rows.entries()) == 1
    rows.prune(datetime(2026, 11, 28, 8, 0, tzinfo=UTC))
    assert rows.entries() == []
    assert len(rows.persons()) == 1


def test_the_newest_vocabulary_is_the_current_one():
    rows = Rows()
    rows.take("glycines", answer(full=True, vocabulary=[{"version": 2}, {"version": 10}]))
    current = rows.vocabulary()
    assert current is not None
    assert current["version"] == 10


def test_locking_forgets_everything():
    rows = Rows()
    rows.take("glycines", answer(full=True, person=[person("lenoir")]))
    rows.forget()
    assert rows.persons() == []
    assert rows.cursors == {}
