"""Percentiles, verdicts and the table."""

from __future__ import annotations

from bench.rows import ROWS, measure, with_neighbours
from bench.table import as_markdown, as_text, at_least, at_most, percentile


def test_a_percentile_is_one_of_the_values():
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile([3.0, 1.0, 2.0], 1) == 3


def test_a_goal_that_is_missed_is_said_to_be():
    assert at_most("h", "one envelope", 4.0, 4, "ms").verdict == "met"
    assert at_most("h", "one envelope", 4.01, 4, "ms").verdict == "MISSED"
    assert at_least("g", "outbox", 700, 700, "/s").verdict == "met"
    assert at_least("g", "outbox", 699.9, 700, "/s").verdict == "MISSED"


def test_goals_stand_beside_figures():
    figures = [at_most("b", "shell", 48.26, 60, "KB"), at_least("g", "outbox", 1234.5, 700, "/s")]
    text, markdown = as_text(figures), as_markdown(figures)
    assert text.splitlines()[1].split() == ["b", "shell", "≤", "60", "KB", "48.3", "KB", "met"]
    assert "| g | outbox | ≥ 700 /s | 1 234 /s | met |  |" in markdown


def test_a_row_that_breaks_is_a_missed_goal_with_its_reason(tmp_path, monkeypatch):
    monkeypatch.setitem(ROWS, "z", ("nowhere", "a row without a file"))
    (figure,) = measure("z", tmp_path)
    assert figure.verdict == "MISSED"
    assert "nowhere" in figure.detail


def test_a_busy_machine_is_told_beside_the_figure():
    figures = [at_most("h", "one envelope", 3, 4, "ms", "200 posts")]
    assert with_neighbours(figures, 0.05) == figures
    (told,) = with_neighbours(figures, 0.634)
    assert told.detail == "others took 63% of the machine; 200 posts"
