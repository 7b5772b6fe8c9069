"""A relative writes to a role of the home, which answers within the time it said; nothing of it outlives the grant."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.areas.family.boxes import BOXES
from app.areas.family.commands import answer_message, write_message
from app.areas.family.commands.messages import A_DAY
from app.areas.family.models import FamilyMessage
from app.areas.family.queries import waiting_of
from app.areas.family.values import ThreadShown
from app.areas.follow_ups.queries import FollowUpValue, open_ones
from app.gate.audit.verify import verify_rows
from app.ground.errors import Conflict, Invalid, NotFound, TooMuch
from tests.areas.family.conftest import HOUR, NOW, Family


@pytest.fixture
def marcel(family: Family) -> Family:
    family.grant("Marcel", "messages")
    return family


def write(family: Family, name: str, text: str, at_hour: int = 0, box: str = "care") -> uuid.UUID:
    at = NOW + at_hour * HOUR
    with family.house.database.write() as session:
        return write_message(session, family.house, family.relatives[name], box, text, now=at)


def answer(family: Family, name: str, text: str, at_hour: int, box: str = "care") -> None:
    at, leader = NOW + at_hour * HOUR, family.home.leader
    with family.house.database.write() as session:
        answer_message(session, family.house, leader, family.relatives[name], box, text, now=at)


def threads(family: Family, name: str, at_hour: int) -> tuple[ThreadShown, ...]:
    shown = family.sees(name, NOW + at_hour * HOUR)
    assert shown is not None and shown.threads is not None
    return shown.threads


def test_a_message_is_answered_by_the_role_it_was_written_to(marcel: Family) -> None:
    write(marcel, "Marcel", "Puis-je venir dimanche ?")
    (thread,) = threads(marcel, "Marcel", 0)
    assert thread.role_label == "L’équipe soignante"
    assert thread.answer_by == NOW + timedelta(hours=BOXES["care"].hours)
    answer(marcel, "Marcel", "Oui, à 15 h.", 2)
    (thread,) = threads(marcel, "Marcel", 2)
    assert [(one.is_mine, one.text) for one in thread.messages] == [
        (True, "Puis-je venir dimanche ?"),
        (False, "Oui, à 15 h."),
    ]
    assert thread.messages[1].sender == "L’équipe soignante"
    assert thread.answer_by is None


def test_the_time_to_answer_counts_from_the_first_message_without_an_answer(marcel: Family) -> None:
    write(marcel, "Marcel", "Bonjour")
    answer(marcel, "Marcel", "Bonjour", 1)
    write(marcel, "Marcel", "Et demain ?", 2)
    write(marcel, "Marcel", "Ou après-demain ?", 3)
    (thread,) = threads(marcel, "Marcel", 3)
    assert thread.answer_by == NOW + timedelta(hours=2 + BOXES["care"].hours)


def test_each_role_has_its_own_thread(marcel: Family) -> None:
    write(marcel, "Marcel", "Aux soins")
    write(marcel, "Marcel", "À la direction", 1, "management")
    assert [one.box for one in threads(marcel, "Marcel", 1)] == ["management", "care"]


def test_whoever_was_not_granted_messages_writes_none_and_sees_none(family: Family) -> None:
    family.grant("Paul", "photos")
    with pytest.raises(NotFound):
        write(family, "Paul", "Bonjour")
    shown = family.sees("Paul")
    assert shown is not None and shown.threads is None and shown.write_to == ()


def test_nothing_is_read_or_answered_after_the_grant(marcel: Family) -> None:
    write(marcel, "Marcel", "Bonjour")
    marcel.revoke("Marcel", "messages", NOW + HOUR)
    shown = marcel.sees("Marcel", NOW + HOUR)
    assert shown is not None and shown.threads is None
    with pytest.raises(Conflict):
        answer(marcel, "Marcel", "Bonjour", 2)


@pytest.mark.parametrize(
    ("box", "text"),
    [("care", "   "), ("care", "x" * 4001), ("mayor", "Bonjour")],
    ids=["empty", "endless", "nobody"],
)
def test_what_cannot_be_sent_is_refused(marcel: Family, box: str, text: str) -> None:
    with pytest.raises(Invalid):
        write(marcel, "Marcel", text, 0, box)


def test_a_relative_does_not_flood_the_team(marcel: Family) -> None:
    for _ in range(A_DAY):
        write(marcel, "Marcel", "Bonjour")
    with pytest.raises(TooMuch):
        write(marcel, "Marcel", "Encore", 1)
    write(marcel, "Marcel", "Le lendemain", 25)


def test_those_to_answer_come_first_and_only_of_ones_own_boxes(marcel: Family) -> None:
    marcel.grant("Anne", "messages")
    write(marcel, "Anne", "Bonjour")
    write(marcel, "Marcel", "Bonjour", 1)
    write(marcel, "Marcel", "Une plainte", 1, "management")
    answer(marcel, "Anne", "Bonjour", 2)
    with marcel.house.database.read() as session:
        found = waiting_of(session, marcel.home.id, [marcel.person], ["care"])
    names = {id: name for name, id in marcel.relatives.items()}
    assert [(names[one.relative_id], one.answer_by is None) for one in found] == [
        ("Marcel", False),
        ("Anne", True),
    ]


def test_messages_are_sealed_and_traced(marcel: Family) -> None:
    write(marcel, "Marcel", "Bonjour")
    answer(marcel, "Marcel", "Bonjour", 1)
    assert [len(marcel.home.events(verb)) for verb in ("message.write", "message.answer")] == [1, 1]
    assert verify_rows(marcel.house) == []
    with marcel.house.database.write() as session:
        session.query(FamilyMessage).update({"box": "management"})
    assert {one.kind for one in verify_rows(marcel.house)} == {"row_broken"}


def test_a_nurse_has_it_to_do_until_somebody_answers(marcel: Family) -> None:
    write(marcel, "Marcel", "Puis-je venir dimanche ?")
    write(marcel, "Marcel", "Avec mon chien ?", 1)
    write(marcel, "Marcel", "À l’accueil", 1, "office")
    (asked,) = to_do(marcel)
    assert asked.due_at == NOW + timedelta(hours=BOXES["care"].hours)
    assert "dimanche" not in asked.what and "Marcel" not in asked.what
    answer(marcel, "Marcel", "Oui", 2)
    assert to_do(marcel) == []
    write(marcel, "Marcel", "Merci !", 3)
    assert len(to_do(marcel)) == 1


def to_do(family: Family) -> list[FollowUpValue]:
    with family.house.database.read() as session:
        return open_ones(session, family.house, family.home.id, person_id=family.person)
