"""Every role beside every command of the round; who left, whose rights ended, and what an erasure leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.areas.persons.commands import destroy_key, erase
from app.areas.rounds.models import Administration, DoseConflict, DoseResolution
from app.gate.audit.verify import verify_rows
from app.gate.auth.policy import ROLES, allows
from app.gate.sync.registry import known
from app.ground.ids import new_id
from tests.areas.rounds.gestures import HOUR, NOON, Noon, said
from tests.sync.homes import NOW, add_staff

AT_A_TABLET = sorted(role for role in ROLES if allows(role, "bedside.use"))


@pytest.mark.parametrize("role", AT_A_TABLET)
def test_each_role_does_what_the_table_says_and_no_more(noon: Noon, role: str) -> None:
    line, name = noon.line(), f"{role} {new_id()}"
    with noon.exchange.house.database.write() as session:
        add_staff(session, noon.exchange.home, name, role)
    somebody, nadia = noon.unlock(name), noon.unlock("Nadia")
    given = noon.given(nadia, line)
    dose = noon.dose(line)
    bodies = {
        "dose.administer": said(line, None, "refused"),
        "dose.amend": {"administration": given, "why": "time"},
        "dose.retract": {"administration": given},
        "dose.resolve": {"dose": str(dose), "keeps": given, "seen": [given]},
    }
    applied = set()
    for type_, body in bodies.items():
        _, answer = noon.send(somebody, type_, body, NOON)
        if answer["outcome"] == "applied":
            applied.add(type_)
        else:
            assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    gives, settles = allows(role, "medication.give"), allows(role, "medication.resolve")
    assert applied == {
        *(["dose.administer"] if gives else []),
        *(["dose.amend", "dose.resolve"] if settles else []),
    }


def test_each_command_asks_for_the_right_that_its_name_says() -> None:
    asked = {name: kind.permission for name, kind in known.commands.items() if name[:5] == "dose."}
    assert asked["dose.administer"] == asked["dose.amend"] == asked["dose.retract"]
    assert (asked["dose.administer"], asked["dose.resolve"]) == (
        "medication.give",
        "medication.resolve",
    )


def test_what_was_given_before_a_right_ended_stands_with_a_flag(noon: Noon) -> None:
    line, name = noon.line(), f"Intérim {new_id()}"
    with noon.exchange.house.database.write() as session:
        ends_at = NOW - timedelta(minutes=10)
        add_staff(session, noon.exchange.home, name, "nurse", ends_at=ends_at)
    assert noon.flags(noon.unlock(name), line) == ["rights_ended"]


def test_what_was_given_by_whoever_never_worked_there_is_put_aside(noon: Noon) -> None:
    line, name = noon.line(), f"Ailleurs {new_id()}"
    with noon.exchange.house.database.write() as session:
        add_staff(session, noon.exchange.home, name, "nurse", units=[noon.exchange.home.units[1]])
    _, answer = noon.give(noon.unlock(name), line)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_erasing_the_person_leaves_nothing_of_what_was_given(each_noon: Noon) -> None:
    noon = each_noon
    line, house = noon.line(), noon.exchange.house
    first = noon.given(noon.unlock("Nadia"), line)
    second = noon.given(noon.unlock("Aïcha", noon.second), line, "refused")
    body = {"dose": str(noon.dose(line)), "keeps": first, "seen": [first, second], "note": "vu"}
    noon.send(noon.unlock("Nadia"), "dose.resolve", body, NOW)
    assert verify_rows(house) == []
    with house.database.write() as session:
        erase(session, house, noon.actor("Hélène", "lead_nurse"), noon.lenoir, now=NOW)
    destroy_key(house, noon.lenoir)
    with house.database.read() as session:
        for model in (Administration, DoseResolution, DoseConflict):
            mine = select(func.count()).select_from(model)
            assert session.scalar(mine.where(model.person_id == noon.lenoir)) == 0
    assert verify_rows(house) == []
    _, answer = noon.send(noon.unlock("Nadia"), "dose.administer", said(line, None, "given"), NOW)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "erased")


def test_another_home_touches_nothing_of_it(noon: Noon) -> None:
    first, other = noon.given(noon.unlock("Nadia"), noon.line()), noon.exchange.other
    chloe, stranger = other.unlock("Chloé"), next(iter(other.persons.values()))
    for type_, body in (
        ("dose.retract", {"administration": first}),
        ("dose.amend", {"administration": first, "why": "wrong_person"}),
    ):
        told = chloe.claims(type_, stranger, body, at=NOON + HOUR)
        answer = noon.exchange.one(chloe.tablet, chloe.seal(told))
        assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_administration")
    assert noon.row(first).stands
