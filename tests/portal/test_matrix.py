"""Each relative of a family of five against each page, picture and form of the portal."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from app.portal.access import ACCESS
from app.portal.application import create_portal
from tests.portal.conftest import Family, Visitor
from tests.portal.five import (
    ANSWER,
    DENTIST,
    MASKED,
    NEWS,
    OPENED,
    PAPERS,
    PHOTO,
    QUESTION,
    UNSEEN,
    Five,
)

CARE = {"Promenade au jardin", "Vaccin contre la grippe", "Coiffeuse au salon", DENTIST}
PLAIN_PAPERS = {"Contrat de séjour", "Ordonnance du mois"}
MATRIX = {
    "Inès": CARE | PLAIN_PAPERS | {MASKED, PHOTO},
    "Claire": CARE | PLAIN_PAPERS,
    "Paul": {PHOTO},
    "Marcel": {QUESTION, ANSWER},
}
EVERYTHING = {*NEWS, *PAPERS, *UNSEEN, DENTIST, QUESTION, ANSWER}
SECTIONS = {
    "nouvelles": {"Inès", "Claire"},
    "documents": {"Inès", "Claire"},
    "photos": {"Inès", "Paul"},
    "rendez-vous": {"Inès", "Claire"},
    "messages": {"Marcel"},
}
"""Each part of the page, and who so much as learns that it exists."""


@pytest.fixture
def five(family: Family) -> Five:
    return Five(family.house, family.home, family.person, family.application).make()


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_reads_what_was_opened_to_them_and_not_a_word_more(five: Five, name: str) -> None:
    page = five.visitor(name).get("/").text
    assert {one for one in EVERYTHING if one in page} == MATRIX[name]
    parts = set(re.findall(r'<h2 id="([\w-]+)"', page))
    assert parts == {part for part, names in SECTIONS.items() if name in names}
    others = set(OPENED) - {name}
    assert not [one for one in others if f"{one} Martin" in page]


def test_each_picture_opens_to_those_who_see_its_document(five: Five) -> None:
    for name in OPENED:
        visitor, opened = five.visitor(name), set()
        for title in PAPERS:
            for page in five.pages(title):
                addresses = [
                    f"/images/{five.items[title]}/{page}/{which}" for which in ("thumb", "legible")
                ]
                answers = {visitor.get(one).status_code for one in addresses}
                assert len(answers) == 1, (name, title, answers)
                opened |= {title} if answers == {200} else set()
        assert opened == MATRIX.get(name, set()) & set(PAPERS), name


def test_a_page_of_one_document_opens_under_no_other(five: Five) -> None:
    (ordonnance,) = five.pages("Ordonnance du mois")
    ines = five.visitor("Inès")
    for title in ("Contrat de séjour", "Promenade au jardin", PHOTO):
        assert ines.get(f"/images/{five.items[title]}/{ordonnance}/legible").status_code == 404


def test_whoever_messages_are_open_to_writes_and_nobody_else(five: Five) -> None:
    for name in sorted(MATRIX):
        answer = five.visitor(name).press("/ecrire", role="care", text="Bonjour")
        assert answer.status_code == (303 if name == "Marcel" else 404), name


def test_no_relative_reaches_what_is_of_the_person_alone(five: Five) -> None:
    for name in sorted(MATRIX):
        visitor = five.visitor(name)
        for rule, method in rules("person"):
            answer = asked(visitor, rule, method)
            assert answer.status_code in (403, 404), (name, rule, answer.status_code)


def test_whoever_was_excluded_is_answered_as_a_stranger_is_everywhere(five: Five) -> None:
    sophie, stranger = five.visitor("Sophie"), Visitor(five.application.test_client())
    walked = 0
    for audience in ("relative", "person", "anybody"):
        for rule, method in rules(audience):
            theirs, anybodys = (told(asked(one, rule, method)) for one in (sophie, stranger))
            assert theirs == anybodys, (rule, method)
            walked += 1
    assert walked > 10


def told(answer) -> tuple[int, str | None, str]:
    """What an answer says, without the challenge that is new each time."""
    return answer.status_code, answer.location, re.sub(r'"challenge":"[^"]+"', "", answer.text)


def rules(audience: str) -> Iterator[tuple[Rule, str]]:
    for rule in portal_rules:
        if ACCESS.get(rule.endpoint) == audience:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


portal_rules: list[Rule] = []


@pytest.fixture(autouse=True)
def routes(family: Family) -> Iterator[None]:
    portal_rules.extend(create_portal(family.house).url_map.iter_rules())
    yield
    portal_rules.clear()


def asked(visitor: Visitor, rule: Rule, method: str):
    """The rule asked for with ids of nothing."""
    zero = "00000000-0000-4000-8000-000000000000"
    path = re.sub(r"<(?:uuid:)?(\w+)>", lambda one: zero if "_id" in one[1] else "thumb", rule.rule)
    body = {"json": {}} if path.startswith("/api/") and method == "POST" else {}
    return visitor.open(path, method, **body)
