"""Logs keep the place of a failure and drop its words."""

from __future__ import annotations

import json
import logging

import pytest

from app.ground import logs


@pytest.fixture(autouse=True)
def _restore() -> object:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


def test_an_exception_is_named_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    try:
        raise ValueError("Mme Lenoir, chambre 12")
    except ValueError:
        logs.logger("test").exception("handler.failed", code="internal")
    line = json.loads(capsys.readouterr().err)
    assert line["error"] == "ValueError"
    assert line["code"] == "internal"
    assert any("test_logs.py" in step for step in line["at"])
    assert "Lenoir" not in json.dumps(line)


def test_a_library_that_logs_a_trace_is_held_to_it_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("INFO")
    try:
        raise KeyError("Lenoir")
    except KeyError:
        logging.getLogger("some.library").exception("failed")
    assert "Lenoir" not in capsys.readouterr().err
