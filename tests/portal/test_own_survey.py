"""Giving one's opinion: a question a page, with one's name or without; without, no row ever tells whose it is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from app.areas.survey.commands import close_survey, open_survey
from app.areas.survey.models import SurveyCount, SurveyReply, SurveyTaken
from app.areas.survey.queries import results_of, survey_of
from app.areas.survey.questions import VERSION, VERSIONS
from app.gate.audit.models import AuditEvent
from app.gate.audit.rows import verify_rows
from app.ground import clock

QUESTIONS = list(VERSIONS[VERSION])
STEP, SEND = "/moi/avis/question", "/moi/avis/envoyer"


@pytest.fixture
def survey(family):
    with family.house.database.write() as session:
        return open_survey(session, family.home.actor("Hélène"), now=clock.now())


def close(family, survey):
    with family.house.database.write() as session:
        close_survey(session, family.home.actor("Hélène"), survey, now=clock.now())


def results(family, survey):
    with family.house.database.read() as session:
        one = survey_of(session, family.home.actor("Hélène").establishment_id, survey)
        return results_of(session, family.house.vault, one)


def answered(jeanne, name="no", answer="yes", **more: Any):
    """All questions, as the pages ask them, then what is sent."""
    given = []
    page = jeanne.press(STEP, name=name).text
    for code in QUESTIONS:
        assert VERSIONS[VERSION][code] in page
        page = jeanne.press(STEP, name=name, given=",".join(given), press=answer).text
        given.append(answer)
    assert "Vos réponses" in page
    return jeanne.press(SEND, name=name, given=",".join(given), **more)


def test_a_question_a_page_with_four_large_answers_and_a_way_back(jeanne, survey):
    page = jeanne.press(STEP, name="no").text
    assert "Question 1 sur 10" in page
    assert page.count('name="press"') == 4
    page = jeanne.press(STEP, name="no", given="yes", press="no").text
    assert "Question 3 sur 10" in page and 'value="yes,no"' in page
    assert "Question 2 sur 10" in jeanne.press(STEP, given="yes,no", press="back").text


def test_without_a_name_only_numbers_are_kept(family, jeanne, survey):
    assert answered(jeanne).location == "/moi/avis?merci=1"
    with family.house.database.read() as session:
        assert {row.number for row in session.query(SurveyCount)} == {1}
        assert session.query(SurveyReply).count() == 0
        assert session.query(SurveyTaken).count() == 1
        told = session.query(AuditEvent).filter(AuditEvent.verb.like("survey.%"))
        assert [row.verb for row in told] == ["survey.opened"]
        for model in (SurveyCount, SurveyTaken):
            names = {column.name for column in inspect(model).columns}
            assert not any(name.endswith("_at") for name in names)
        assert "person_id" not in inspect(SurveyCount).columns


def test_with_a_name_it_is_sealed_and_read_once_the_survey_is_closed(family, jeanne, survey):
    assert answered(jeanne, "yes", words="Merci pour le jardin.").status_code == 303
    assert results(family, survey) is None
    assert verify_rows(family.house) == []
    close(family, survey)
    found = results(family, survey)
    (reply,) = found.replies
    assert (reply.person_id, reply.words) == (family.person, "Merci pour le jardin.")
    assert {said for _, said in reply.answers} == {"Oui"}
    assert found.unnamed == 0


def test_words_without_a_name_are_not_kept(family, jeanne, survey):
    answered(jeanne, "no", words="C’est Jeanne Martin qui écrit.")
    close(family, survey)
    assert results(family, survey).replies == ()


def test_few_answers_without_a_name_are_not_shown(family, jeanne, survey):
    answered(jeanne)
    close(family, survey)
    found = results(family, survey)
    assert (found.unnamed, found.lines) == (1, None)
    with family.house.database.write() as session:
        for row in session.query(SurveyCount):
            row.number = 5
    (first, *_) = results(family, survey).lines
    assert (first.numbers, first.share("yes")) == ({"yes": 5}, 100)


def test_one_answers_once_and_not_after_the_end(family, jeanne, survey):
    answered(jeanne)
    assert "déjà répondu" in jeanne.get("/moi/avis").text
    assert jeanne.press(SEND, name="yes", given=",".join(["no"] * 10)).location == "/moi/avis"
    with family.house.database.read() as session:
        assert session.query(SurveyReply).count() == 0
    close(family, survey)
    assert "pas de question" in jeanne.get("/moi/avis").text
    assert "Donner mon avis" not in jeanne.get("/moi").text


PARTIAL = ("", "yes", "yes," * 9 + "maybe", ",".join(["yes"] * 11), "é" * 900)


def test_what_is_not_whole_is_asked_again_and_nothing_is_kept(family, jeanne, survey):
    for given in PARTIAL:
        assert jeanne.press(SEND, name="no", given=given).status_code == 422
    with family.house.database.read() as session:
        assert session.query(SurveyTaken).count() == 0
