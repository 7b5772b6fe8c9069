"""Little is refused, and what is refused says why in French beside its field."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transmissions.entry import Addition, Chips, Draft
from transmissions.validation import (
    CHIP_LIMIT,
    CHIPS_LIMIT,
    TEXT_LIMIT,
    is_storable,
    validate,
    validate_addition,
)
from transmissions.vocabulary_csv import starting_vocabulary
from transmissions.vocabulary_edits import retire_cible

WORDS = starting_vocabulary()


def a_draft(**parts: object) -> Draft:
    return Draft(**{"cible": "chute", "vocabulary": 1, **parts})  # type: ignore[arg-type]


def an_addition(**parts: object) -> Addition:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Addition(id=UUID(int=1), author=UUID(int=2), occurred_at=at, **parts)  # type: ignore[arg-type]


def fields(draft: Draft) -> list[str]:
    return [field for field, _ in validate(draft, WORDS)]


def test_a_cible_alone_is_a_transmission() -> None:
    assert validate(a_draft(), WORDS) == []


def test_all_three_parts_with_chips_and_importance_are_kept() -> None:
    full = a_draft(
        data="Retrouvée au sol à 15 h, près du lit.",
        actions="Examen, constantes.\nMédecin prévenu.",
        result="RAS",
        chips=Chips(data=("trouvé·e au sol",), actions=("constantes et glycémie",)),
        importance="important",
        to_read=True,
    )
    assert validate(full, WORDS) == []


@pytest.mark.parametrize(
    "text", ["😀 souriante 👩🏽‍🦽", "شكرا لكم", "\u202egauche\u202c", "a\u0301", "\t\r\n"]
)
def test_emoji_right_to_left_and_odd_spaces_are_text_like_any_other(text: str) -> None:
    assert validate(a_draft(data=text), WORDS) == []


@pytest.mark.parametrize("name", ["data", "actions", "result"])
def test_a_field_holds_four_thousand_characters_and_no_more(name: str) -> None:
    assert fields(a_draft(**{name: "é" * TEXT_LIMIT})) == []
    assert fields(a_draft(**{name: "é" * (TEXT_LIMIT + 1)})) == [name]
    assert "4000" in validate(a_draft(**{name: "x" * 20_000}), WORDS)[0][1]


@pytest.mark.parametrize("text", ["a\0b", "\ud83d", "fin \udc00"])
def test_nul_and_unpaired_surrogates_are_refused_everywhere(text: str) -> None:
    assert fields(a_draft(result=text)) == ["result"]
    assert fields(a_draft(chips=Chips(actions=(text,)))) == ["chips.actions"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_whatever_utf8_can_write_without_nul_can_be_kept(text: str) -> None:
    assert is_storable(text)


@given(st.text())
def test_what_is_storable_survives_utf8(text: str) -> None:
    if is_storable(text):
        assert text.encode().decode() == text


def test_an_unknown_cible_is_refused() -> None:
    assert fields(a_draft(cible="glissade")) == ["cible"]
    assert fields(a_draft(cible="")) == ["cible"]


def test_a_retired_cible_is_accepted_from_a_tablet_that_was_offline() -> None:
    assert validate(a_draft(cible="vaccination"), retire_cible(WORDS, "vaccination")) == []


def test_importance_is_one_of_two_words() -> None:
    assert fields(a_draft(importance="urgent")) == ["importance"]


@pytest.mark.parametrize("phrases", [
    ("x" * (CHIP_LIMIT + 1),), ("",), ("   ",), ("calme",) * (CHIPS_LIMIT + 1),
])  # fmt: skip
def test_chips_are_short_not_blank_and_at_most_twenty_a_part(phrases: tuple[str, ...]) -> None:
    assert fields(a_draft(chips=Chips(data=phrases))) == ["chips.data"]


def test_every_wrong_field_is_named_at_once() -> None:
    wrong = a_draft(cible="?", importance="", data="\0", chips=Chips(result=("",)))
    assert fields(wrong) == ["cible", "importance", "data", "chips.result"]


def test_an_addition_says_something() -> None:
    assert [field for field, _ in validate_addition(an_addition(actions=" "))] == ["data"]
    assert validate_addition(an_addition(chips=Chips(result=("RAS",)))) == []


def test_an_addition_has_the_limits_of_a_draft() -> None:
    long = an_addition(result="x" * (TEXT_LIMIT + 1))
    assert [field for field, _ in validate_addition(long)] == ["result"]
