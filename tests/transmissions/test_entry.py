"""What an entry still asks for, and who may take it back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from transmissions.entry import (
    UNDO_ACCEPTED,
    UNDO_SHOWN,
    Acknowledgement,
    Addition,
    Chips,
    Entry,
    is_incomplete,
    is_pinned,
    may_retract,
    refusal_to_retract,
)

AICHA = UUID(int=1)
NADIA = UUID(int=2)
AT = datetime(2026, 11, 20, 15, 12, tzinfo=UTC)

FALL = Entry(
    id=UUID(int=10),
    person=UUID(int=20),
    author=AICHA,
    cible="chute",
    label="Chute",
    vocabulary=1,
    occurred_at=AT,
    received_at=AT,
    alarm=True,
)


def an_addition(**parts: object) -> Addition:
    return Addition(id=UUID(int=30), author=NADIA, occurred_at=AT, **parts)  # type: ignore[arg-type]


def test_an_alarm_saved_with_its_cible_alone_waits_for_what_was_seen() -> None:
    assert is_incomplete(FALL)


@pytest.mark.parametrize("entry", [
    replace(FALL, chips=Chips(data=("trouvé·e au sol",))),
    replace(FALL, data="Trouvée assise au pied du lit"),
])  # fmt: skip
def test_one_chip_or_one_word_of_donnees_completes_it(entry: Entry) -> None:
    assert not is_incomplete(entry)


@pytest.mark.parametrize("entry", [
    replace(FALL, data="  \n"),
    replace(FALL, actions="Constantes prises", result="RAS"),
    replace(FALL, chips=Chips(actions=("médecin prévenu",), result=("RAS",))),
])  # fmt: skip
def test_blank_text_and_the_other_parts_do_not_complete_it(entry: Entry) -> None:
    assert is_incomplete(entry)


def test_a_colleague_completes_it_by_an_addition() -> None:
    assert is_incomplete(FALL, [an_addition(actions="Examen fait")])
    later = [an_addition(actions="Examen fait"), an_addition(chips=Chips(data=("plaie",)))]
    assert not is_incomplete(FALL, later)


def test_an_everyday_entry_is_complete_with_its_cible_alone() -> None:
    assert not is_incomplete(replace(FALL, cible="agitation", label="Agitation", alarm=False))


def test_an_alarm_is_pinned_until_a_nurse_acknowledges_it() -> None:
    assert is_pinned(FALL)
    assert not is_pinned(replace(FALL, acknowledged=Acknowledgement(by=NADIA, at=AT)))


def test_an_alarm_taken_back_is_no_longer_pinned() -> None:
    assert not is_pinned(replace(FALL, retracted_at=AT))


def test_an_everyday_entry_is_never_pinned() -> None:
    assert not is_pinned(replace(FALL, alarm=False, importance="important"))


def test_its_author_takes_it_back_within_the_ten_seconds_shown() -> None:
    assert may_retract(FALL, by=AICHA, at=AT + UNDO_SHOWN)


def test_an_undo_is_judged_when_it_was_made_even_if_the_clock_moved_a_little_back() -> None:
    assert may_retract(FALL, by=AICHA, at=AT - timedelta(seconds=40))


def test_it_refuses_a_colleague() -> None:
    assert refusal_to_retract(FALL, by=NADIA, at=AT) == (
        "Seul l'auteur de la transmission peut l'annuler."
    )


def test_it_refuses_its_author_when_the_moment_has_passed() -> None:
    assert may_retract(FALL, by=AICHA, at=AT + UNDO_ACCEPTED)
    assert not may_retract(FALL, by=AICHA, at=AT + UNDO_ACCEPTED + timedelta(seconds=1))


def test_it_keeps_an_alarm_that_a_nurse_acts_on() -> None:
    acted_on = replace(FALL, acknowledged=Acknowledgement(by=NADIA, at=AT))
    assert "prise en compte" in (refusal_to_retract(acted_on, by=AICHA, at=AT) or "")
