"""What was decided for a time is asked for again: once, of a nurse, until somebody has seen it again."""

from datetime import timedelta

import pytest

from app.areas.follow_ups.queries import open_ones
from app.areas.medical.commands import add_record, change_record, withdraw_record
from app.areas.medical.reminding import remind_reviews
from app.areas.persons.commands import leave
from tests.areas.conftest import NOW
from tests.areas.medical.test_records import SAID

TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def lenoir(home):
    return home.admit()


def note(home, person, kind, **more):
    with home.house.database.write() as session:
        about = (session, home.house.vault, home.leader, person, kind, {**SAID[kind], **more})
        return add_record(*about, today=TODAY, now=NOW).chain_id


def remind(home, at=NOW):
    with home.house.database.write() as session:
        return remind_reviews(session, home.house, now=at)


def tasks(home):
    with home.house.database.read() as session:
        found = open_ones(session, home.house, home.id)
    return [one for one in found if one.kind.name == "medical_review"]


def test_a_protocol_is_asked_for_from_its_day_once(home, lenoir):
    note(home, lenoir, "protocol", on=TODAY - 9 * DAY, review_on=TODAY + DAY)
    assert [remind(home), remind(home, NOW + DAY), remind(home, NOW + 2 * DAY)] == [0, 1, 0]
    (task,) = tasks(home)
    assert (task.role, task.what) == (
        "nurse",
        "Revoir avec le médecin le protocole : Crise d’épilepsie",
    )


def test_what_to_do_in_an_emergency_is_asked_for_a_year_after_it_was_decided(home, lenoir):
    note(home, lenoir, "conduct", on=TODAY.replace(year=TODAY.year - 1))
    assert remind(home) == 0, "a year ago to the day still holds"
    assert remind(home, NOW + DAY) == 1


@pytest.mark.parametrize("how", ["changed", "withdrawn"])
def test_seen_again_it_is_asked_for_no_more(home, lenoir, how):
    about = {"on": TODAY - 9 * DAY, "review_on": TODAY}
    chain = note(home, lenoir, "protocol", **about)
    assert remind(home) == 1
    with home.house.database.write() as session:
        here = (session, home.house.vault, home.leader, lenoir, chain)
        if how == "withdrawn":
            withdraw_record(*here, why="plus de crise", now=NOW)
        else:
            said = {**SAID["protocol"], **about, "review_on": TODAY + 300 * DAY}
            change_record(*here, said, why="revu", today=TODAY, now=NOW)
    assert (tasks(home), remind(home)) == ([], 0)


def test_of_somebody_who_has_left_nothing_is_asked(home, lenoir):
    note(home, lenoir, "protocol", on=TODAY - 9 * DAY, review_on=TODAY)
    with home.house.database.write() as session:
        leave(session, home.leader, lenoir, left_at=NOW, now=NOW)
    assert remind(home) == 0
