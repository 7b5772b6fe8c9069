"""The built-in reference is made once for an installation."""

from pathlib import Path

import pytest

from app.areas.drugs import builtin, queries
from app.areas.drugs.builtin import builtin_in
from app.ground.house import House
from medication.builtin.thesaurus import NotInstalled


def forbidden() -> None:
    raise AssertionError("made twice")


def kept_in(folder: Path) -> list[Path]:
    return list(folder.glob("drugs-builtin-*"))


def test_it_is_made_once_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = builtin_in(tmp_path)
    monkeypatch.setattr(builtin, "builtin_reference", forbidden)
    again = builtin_in(tmp_path)
    assert again.version == made.version
    assert dict(again.products) == dict(made.products)
    assert len(kept_in(tmp_path)) == 1


def test_what_is_kept_of_other_rules_or_is_unreadable_is_replaced(tmp_path: Path) -> None:
    builtin_in(tmp_path)
    (kept,) = kept_in(tmp_path)
    kept.write_bytes(b"abc")
    (tmp_path / "drugs-builtin-0123.bin").write_bytes(b"older")
    assert len(builtin_in(tmp_path).products) > 200
    assert kept_in(tmp_path) == [kept]
    assert kept.read_bytes() != b"abc"


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    assert len(builtin_in(tmp_path / "nowhere").products) > 200
    assert kept_in(tmp_path) == []


def test_without_its_thesaurus_it_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Path) -> None:
        raise NotInstalled("absent")

    monkeypatch.setattr(queries, "builtin_in", missing)
    monkeypatch.setattr(queries, "_memory", queries._Memory())
    with pytest.raises(queries.NoReference, match="chevet drugs import"):
        queries.current(house)
