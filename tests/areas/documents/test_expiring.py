"""Reminders of what expires: each end is told once, a month before, and never says more than its readers may know."""

from datetime import date, timedelta

import pytest

from app.areas.documents.commands import withdraw
from app.areas.documents.expiring import remind_expiring
from app.areas.documents.filing import Filing, file_document
from app.areas.documents.masking import lift, mask
from app.areas.documents.models import Document
from app.areas.follow_ups.commands import close_follow_up
from app.areas.follow_ups.queries import open_ones
from app.areas.persons.commands import leave
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


def remind(papers, at=NOW):
    with papers.house.database.write() as session:
        return remind_expiring(session, papers.house, now=at)


def tasks(papers):
    with papers.house.database.read() as session:
        return open_ones(session, papers.house, papers.home.id)


def test_what_ends_within_a_month_is_asked_for_once(papers):
    papers.add("autorisation", valid_until=TODAY + 30 * DAY)
    assert [remind(papers), remind(papers), remind(papers, NOW + DAY)] == [1, 0, 0]
    [task] = tasks(papers)
    assert task.kind.name == "document" and task.role == "lead_nurse"
    assert task.what == "Autorisation à renouveler : valable jusqu’au 21 décembre 2026"
    assert task.due_at.date() == TODAY + 30 * DAY


def test_answered_it_is_not_asked_again(papers):
    papers.add("autorisation", valid_until=TODAY + 3 * DAY)
    remind(papers)
    with papers.house.database.write() as session:
        leader = papers.home.leader
        close_follow_up(session, papers.house.vault, leader, tasks(papers)[0].id, now=NOW)
    assert remind(papers, NOW + DAY) == 0 and tasks(papers) == []


@pytest.mark.parametrize(
    "valid_until", [None, TODAY + 31 * DAY, TODAY - 40 * DAY, date(2040, 1, 1)]
)
def test_what_ends_later_or_ended_long_ago_is_not_asked_for(papers, valid_until):
    papers.add("autorisation", valid_until=valid_until)
    assert remind(papers) == 0


def test_what_ended_since_yesterday_still_is(papers):
    papers.add("autorisation", valid_until=TODAY - DAY)
    assert remind(papers) == 1 and tasks(papers)[0].due_at > NOW


@pytest.mark.parametrize("column", ["withdrawn_at", "superseded_by", "filed_at"])
def test_what_is_not_in_force_is_not_asked_for(papers, column):
    id, other = papers.add("dlu", valid_until=TODAY + DAY), papers.add("dlu")
    value = {"withdrawn_at": NOW, "superseded_by": other, "filed_at": None}[column]
    with papers.house.database.write() as session:
        setattr(session.get_one(Document, id), column, value)
    assert remind(papers) == 0


def test_withdrawn_it_is_no_longer_asked_for(papers):
    id = papers.add("autorisation", valid_until=TODAY + DAY)
    remind(papers)
    with papers.house.database.write() as session:
        withdraw(session, papers.house, papers.home.leader, id, "Doublon", now=NOW)
    assert tasks(papers) == [] and remind(papers) == 0


def test_nothing_is_asked_for_somebody_who_has_left(papers):
    papers.add("autorisation", valid_until=TODAY + DAY)
    with papers.house.database.write() as session:
        leave(session, papers.home.leader, papers.person, left_at=NOW, now=NOW)
    assert remind(papers) == 0


@pytest.mark.parametrize(
    ("kind", "hidden_from"), [("piece_identite", None), ("ordonnance", ["nurse"])]
)
def test_a_reminder_names_no_document_that_a_reader_of_a_tablet_may_not_know(
    papers, kind, hidden_from
):
    papers.add(kind, valid_until=TODAY + DAY, hidden_from=hidden_from)
    remind(papers)
    assert tasks(papers)[0].what.startswith("Un document à renouveler")


def test_a_mask_takes_the_name_out_of_what_was_asked_before_it(papers):
    id = papers.add("ordonnance", valid_until=TODAY + DAY)
    remind(papers)
    house, leader = papers.house, papers.home.leader
    for _ in range(2):
        with house.database.write() as session:
            put = mask(session, house, leader, id, ["nurse"], "À sa demande", now=NOW)
        [task] = tasks(papers)
        assert task.what.startswith("Un document à renouveler")
        with house.database.write() as session:
            lift(session, leader, put, now=NOW)
        assert remind(papers) == 0 and len(tasks(papers)) == 1


def test_renewed_it_is_no_longer_asked_for_and_the_new_end_will_be(papers):
    old = papers.add("dlu", valid_until=TODAY + DAY)
    remind(papers)
    new = papers.add()
    kept = Filing("dlu", None, TODAY, TODAY + 365 * DAY, old)
    with papers.house.database.write() as session:
        file_document(session, papers.house, papers.home.leader, new, kept, now=NOW)
    assert tasks(papers) == [] and remind(papers) == 0
    assert remind(papers, NOW + 340 * DAY) == 1


def test_another_end_is_another_reminder(papers):
    id = papers.add("dlu", valid_until=TODAY + DAY)
    remind(papers)
    kept = Filing("dlu", None, TODAY, TODAY + 20 * DAY)
    with papers.house.database.write() as session:
        file_document(session, papers.house, papers.home.leader, id, kept, now=NOW)
    assert tasks(papers) == []
    assert remind(papers) == 1 and len(tasks(papers)) == 1


def test_each_home_has_its_own(papers, other_home):
    theirs = Papers(other_home, other_home.admit("Sureaux", "1"))
    for one in (papers, theirs):
        one.add("autorisation", valid_until=TODAY + DAY)
    assert remind(papers) == 2
    assert len(tasks(papers)) == len(tasks(theirs)) == 1
