"""Opening and closing surveys, and who is counted."""

from __future__ import annotations

import pytest

import app.erasers  # noqa: F401
from app.areas.persons.commands import destroy_key, erase
from app.areas.survey.commands import Answered, answer, close_survey, open_survey
from app.areas.survey.models import SurveyCount, SurveyReply, SurveyTaken
from app.areas.survey.queries import results_of, survey_of, surveys_of
from app.areas.survey.questions import FEWEST, VERSION, VERSIONS
from app.ground.errors import Conflict, NotFound
from tests.areas.conftest import NOW

ALL = dict.fromkeys(VERSIONS[VERSION], "yes")


def opened(home):
    with home.house.database.write() as session:
        return open_survey(session, home.leader, now=NOW)


def closed(home, survey):
    with home.house.database.write() as session:
        close_survey(session, home.leader, survey, now=NOW)


def answered(home, survey, *, named=False):
    with home.house.database.read() as session:
        number = session.query(SurveyTaken).count()
    person = home.admit(family_name=f"Lenoir {'ABCDEFGH'[number]}", room=None)
    said = Answered(ALL, named, "Merci." if named else "")
    with home.house.database.write() as session:
        answer(session, home.house.vault, home.id, person, survey, said, now=NOW)
    return person


def results(home, survey):
    with home.house.database.read() as session:
        return results_of(session, home.house.vault, survey_of(session, home.id, survey))


def test_one_survey_is_open_at_a_time(home):
    first = opened(home)
    with pytest.raises(Conflict, match="déjà ouverte"):
        opened(home)
    closed(home, first)
    opened(home)


def test_those_who_gave_their_name_are_not_among_the_numbers(home):
    """Else whoever knows the named answers finds the only one without a name by taking them away."""
    survey = opened(home)
    for _ in range(FEWEST):
        answered(home, survey, named=True)
    answered(home, survey)
    closed(home, survey)
    found = results(home, survey)
    assert (found.unnamed, found.lines, len(found.replies)) == (1, None, FEWEST)


def test_enough_answers_without_a_name_are_shown_as_numbers(home):
    survey = opened(home)
    for _ in range(FEWEST):
        answered(home, survey)
    closed(home, survey)
    assert {line.numbers["yes"] for line in results(home, survey).lines} == {FEWEST}
    with home.house.database.read() as session:
        (one,) = surveys_of(session, home.id)
    assert one.answered == FEWEST


def test_a_survey_of_another_home_does_not_exist(home, other_home):
    survey = opened(home)
    with pytest.raises(NotFound):
        closed(other_home, survey)
    with other_home.house.database.read() as session:
        assert surveys_of(session, other_home.id) == []


def test_erasing_a_person_takes_what_they_said_and_leaves_the_numbers(home):
    survey = opened(home)
    answered(home, survey)
    person = answered(home, survey, named=True)
    with home.house.database.write() as session:
        erase(session, home.house, home.leader, person, now=NOW)
    destroy_key(home.house, person)
    with home.house.database.read() as session:
        assert session.query(SurveyReply).count() == 0
        assert session.query(SurveyTaken).count() == 1
        assert session.query(SurveyCount).count() == len(ALL)
