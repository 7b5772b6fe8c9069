"""Rows on disk are sealed for the unit's team, and a restart goes on from where it was."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.tablet.rows import Rows
from app.tablet.storage import Storage
from app.tablet.store import Store
from tests.tablet.test_rows import answer, entry, person

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
KEYS = {("glycines", 1): os.urandom(32)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tablet.db"


def kept(path: Path, *answers: object, keys: object = KEYS) -> Rows:
    """What a tablet holds after these answers, each written down as it came."""
    store, rows = Store(Storage(path)), Rows()
    for one in answers:
        touched = rows.take("glycines", one)  # type: ignore[arg-type]
        store.keep("glycines", rows.slices["glycines"], touched, keys)  # type: ignore[arg-type]
    return rows


def test_a_restart_finds_what_was_there(path: Path):
    first = answer(full=True, person=[person("lenoir"), person("petit")])
    more = answer(entry=[entry("e", "lenoir"), entry("f", "petit")])
    gone = answer(removed=(("person", "petit"),))
    rows = kept(path, first, more, gone)
    again = Store(Storage(path)).load(KEYS)
    assert again.cursors == {"glycines": "c"}
    assert again.slices["glycines"].view(NOW) == rows.slices["glycines"].view(NOW)
    assert [row["id"] for row in again.entries()] == ["e"]


def test_a_full_answer_leaves_nothing_of_what_was(path: Path):
    kept(path, answer(full=True, person=[person("lenoir")]), answer(full=True))
    assert Store(Storage(path)).load(KEYS).persons() == []


def test_whoever_has_no_key_reads_nothing(path: Path):
    kept(path, answer(full=True, person=[person("lenoir")]))
    assert Store(Storage(path)).load({}).slices == {}
    assert Store(Storage(path)).load({("glycines", 1): os.urandom(32)}).slices == {}


def test_nothing_but_names_of_rows_lies_open_on_the_disk(path: Path):
    kept(path, answer(full=True, person=[{**person("p1"), "family_name": "Lenoir"}]))
    assert b"Lenoir" not in path.read_bytes()


def test_a_row_moved_under_another_name_does_not_open(path: Path):
    kept(path, answer(full=True, person=[person("lenoir")]))
    storage = Storage(path)
    storage.connection.execute("UPDATE sealed_row SET id = 'petit'")
    assert Store(storage).load(KEYS).slices == {}


def test_a_new_key_seals_what_comes_and_the_old_one_opens_what_was(path: Path):
    both = {**KEYS, ("glycines", 2): os.urandom(32)}
    kept(path, answer(full=True, person=[person("lenoir")]))
    store = Store(Storage(path))
    rows = store.load(both)
    touched = rows.take("glycines", answer(person=[person("petit")]))
    store.keep("glycines", rows.slices["glycines"], touched, both)
    assert {row["id"] for row in Store(Storage(path)).load(both).persons()} == {"lenoir", "petit"}
    assert Store(Storage(path)).load(KEYS).slices == {}
