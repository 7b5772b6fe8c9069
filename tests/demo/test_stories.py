"""The stories are read whole, speak the vocabulary's language, and agree with their person."""

import random
from datetime import datetime
from importlib.resources import files

import pytest

from app.demo.stories.reading import read_stories
from app.demo.stories.telling import told
from transmissions.vocabulary_csv import starting_vocabulary

NAMES = sorted(
    entry.name.removesuffix(".txt")
    for entry in files("app.demo.stories").iterdir()
    if entry.name.endswith(".txt")
)
AT = datetime(2026, 11, 20, 9, 7)


def say(text: str, sex: str = "F", at: datetime = AT) -> str | None:
    return told(text, sex=sex, at=at, rng=random.Random(1))


@pytest.mark.parametrize("name", NAMES)
def test_each_file_can_be_read_and_its_cibles_exist(name: str) -> None:
    words = starting_vocabulary()
    stories = read_stories(name)
    assert stories
    for story in stories:
        assert story.cibles <= words.by_id.keys()
        assert [step.day for step in story.steps] == sorted(step.day for step in story.steps)


def test_a_line_that_cannot_be_understood_is_named() -> None:
    from app.demo.stories.reading import _read_story

    with pytest.raises(ValueError, match="J0 demain"):
        _read_story(["tous", "J0 demain, aide : chute"])
    with pytest.raises(ValueError, match="Remarque"):
        _read_story(["tous", "J0 soir, aide : chute", "  Remarque : RAS"])


@pytest.mark.parametrize(("sex", "expected"), [("F", "Elle est inquiète"), ("M", "Il est inquiet")])
def test_a_text_agrees_with_its_person(sex: str, expected: str) -> None:
    assert say("{Il/Elle} est {inquiet/inquiète}", sex) == expected


def test_one_wording_is_chosen() -> None:
    assert say("a mangé [la moitié|le quart]") in {"a mangé la moitié", "a mangé le quart"}


def test_hours_are_told_from_the_moment_of_writing_to_the_nearest_five_minutes() -> None:
    assert say("à {h-5}, puis {h-10}") == "à 9 h, puis 8 h 55"


def test_an_appointment_falls_on_a_weekday_two_days_later_at_least() -> None:
    assert say("{jour}", at=datetime(2026, 11, 20, 9, 0)) == "lundi"
    assert say("{jour}", at=datetime(2026, 11, 17, 9, 0)) == "jeudi"
