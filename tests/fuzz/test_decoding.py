"""The fuzzing target finds nothing wrong in a healthy decoder, and says so when there is something."""

from __future__ import annotations

import sys

from app.areas.documents.decoding import Refused
from tests.fuzz import decoding
from tests.fuzz.many import Found


def _run(monkeypatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["fuzz", "--seconds", "0", "--seed", "7", *arguments])
    return decoding.main()


def test_four_hundred_harmed_files_are_all_answered(monkeypatch, capsys):
    assert _run(monkeypatch) == 0
    assert "400 files from seed 7" in capsys.readouterr().out


def test_an_answer_that_nobody_knows_is_kept_and_fails(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(decoding, "_TOGETHER", 2)
    monkeypatch.setattr(
        decoding,
        "look_at",
        lambda files, *_, **__: [Found(name, Refused("odd")) for name, _ in files],
    )
    assert _run(monkeypatch, "--keep", str(tmp_path)) == 1
    assert len(list(tmp_path.iterdir())) == 2
    assert "wrong:" in capsys.readouterr().out


def test_memory_beyond_what_is_allowed_fails(monkeypatch):
    monkeypatch.setattr(decoding, "_TOGETHER", 1)
    monkeypatch.setattr(
        decoding,
        "look_at",
        lambda files, *_, **__: [
            Found(files[0][0], Refused("truncated"), peak_mb=decoding.MOST_MB + 1)
        ],
    )
    assert _run(monkeypatch) == 1
