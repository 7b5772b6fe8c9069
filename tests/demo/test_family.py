"""The family of Mme Lenoir: five who each see what she opened to them, one who is told that nothing is there."""

from __future__ import annotations

import pytest

from app.areas.family.queries import items_of, page_for, waiting_of
from app.areas.family.values import Shown
from app.demo.family import FAMILY
from app.demo.values import demo_id
from app.gate.audit.rows import verify_rows
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import NOW

HOME, LENOIR = demo_id("home", "tilleuls"), demo_id("person", "glycines", 11)


@pytest.fixture(scope="module")
def seen(demo_at_now: House) -> dict[str, Shown | None]:
    with acting_for_every(), demo_at_now.database.read() as session:
        return {
            one.key: page_for(session, demo_at_now, demo_id("relative", one.key), NOW)
            for one in FAMILY
        }


def test_each_of_them_sees_the_topics_that_are_open_and_one_sees_nothing(seen):
    topics = {key: set(page.topics) if page else None for key, page in seen.items()}
    assert topics == {one.key: None if one.is_excluded else set(one.topics) for one in FAMILY}


def test_the_daughter_has_something_to_read_under_every_topic(seen):
    page = seen["claire"]
    assert page.days and page.photos and page.appointments and page.threads
    assert {one.title for one in page.documents} == {"Contrat de séjour", "Prise de sang"}
    assert all(one.pages for one in (*page.photos, *page.documents))
    assert [one.at is not None for one in page.appointments] == [True]
    assert [one.title for one in seen["vasseur"].documents] == ["Contrat de séjour"]


def test_something_waits_to_be_validated_and_something_to_be_answered(demo_at_now: House):
    with acting_for_every(), demo_at_now.database.read() as session:
        items = items_of(session, demo_at_now, HOME, LENOIR)
        waiting = waiting_of(session, HOME, [LENOIR], ("care", "office"))
    assert [one.title for one in items if one.validated_at is None] == [
        "Elle se lève seule de son lit"
    ]
    late = [one.box for one in waiting if one.answer_by and one.answer_by < NOW]
    soon = [one.box for one in waiting if one.answer_by and one.answer_by >= NOW]
    assert (late, soon) == (["office"], ["care"])


def test_what_is_kept_of_them_verifies(demo_at_now: House):
    with acting_for_every():
        assert not verify_rows(demo_at_now)
