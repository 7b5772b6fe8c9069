"""What a follow-up may say: little is refused, and always in words."""

from __future__ import annotations

import pytest

from transmissions.follow_up_texts import validate_close, validate_reason, validate_what


@pytest.mark.parametrize("what", [None, "", "EVA à 15 h", "a" * 200])
def test_what_is_asked_fits_a_line(what: str | None) -> None:
    assert validate_what(what) == []


@pytest.mark.parametrize(
    ("what", "words"), [("a" * 201, "201 caractères, la limite est de 200"), ("a\0", "illisible")]
)
def test_what_no_list_could_bear_is_refused(what: str, words: str) -> None:
    ((field, message),) = validate_what(what)
    assert field == "what"
    assert words in message


@pytest.mark.parametrize(
    ("outcome", "result", "chips"),
    [("done", None, []), ("not_needed", "a" * 4_000, ["mieux"] * 20), ("done", "\n", [])],
)
def test_an_answer_needs_no_words(outcome: str, result: str | None, chips: list[str]) -> None:
    assert validate_close(outcome, result, chips) == []


@pytest.mark.parametrize(
    ("outcome", "result", "chips", "field"),
    [
        ("perhaps", None, [], "outcome"),
        ("done", "a" * 4_001, [], "result"),
        ("done", "\ud800", [], "result"),
        ("done", None, ["a" * 121], "chips"),
        ("done", None, [" "], "chips"),
        ("done", None, ["x"] * 21, "chips"),
    ],
)
def test_an_answer_that_cannot_be_kept_names_its_field(
    outcome: str, result: str | None, chips: list[str], field: str
) -> None:
    assert [found for found, _ in validate_close(outcome, result, chips)] == [field]


def test_a_postponement_may_say_why_in_few_words() -> None:
    assert validate_reason(None) == validate_reason("dort") == []
    assert [field for field, _ in validate_reason("a" * 301)] == ["reason"]
