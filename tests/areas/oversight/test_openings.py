"""Which events of the trail say that somebody saw a file, each with its words."""

from __future__ import annotations

from app.areas.oversight.queries import EMERGENCIES, OPENINGS
from app.areas.persons.file.kinds import TABS
from app.areas.steering.verbs import VERBS


def test_each_has_its_words_in_the_trail() -> None:
    assert set(OPENINGS) <= set(VERBS)


def test_every_part_of_a_file_that_is_opened_is_told_to_the_person() -> None:
    assert {f"file.{code}_open" for code in TABS} <= set(OPENINGS)


def test_an_emergency_is_an_opening() -> None:
    assert set(EMERGENCIES) <= set(OPENINGS)
