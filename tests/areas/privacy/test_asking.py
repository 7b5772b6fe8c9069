"""Requests are written down, answered once, with their grounds; each step stays, and another home sees nothing."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.persons.commands import erase
from app.areas.privacy import erasing  # noqa: F401
from app.areas.privacy.asking import Asked, answer, extend, identify, record_request
from app.areas.privacy.models import RightsRequest, RightsStep
from app.ground.errors import Conflict, Invalid, NotFound
from tests.areas.conftest import NOW, Home

TODAY = NOW.date()


def asked(**changes: Any) -> Asked:
    said = {
        "right": "access",
        "asker": "person",
        "asker_name": "Jeanne Lenoir",
        "words": "Je voudrais mon dossier.",
        "received_on": TODAY,
        "who": "person",
    }
    return Asked(**{**said, **changes})


def ask(home: Home, person: uuid.UUID, **changes: Any) -> uuid.UUID:
    with home.house.database.write() as session:
        row = record_request(
            session,
            home.house.vault,
            home.leader,
            person,
            asked(**changes),
            today=TODAY,
            now=NOW,
        )
    return row.id


def reply(home: Home, request: uuid.UUID, outcome: str = "granted", **changes: Any) -> None:
    said = {"ground": None, "words": "Voici votre dossier.", **changes}
    with home.house.database.write() as session:
        answer(session, home.house.vault, home.leader, request, outcome=outcome, now=NOW, **said)


def establish(home: Home, request: uuid.UUID) -> None:
    with home.house.database.write() as session:
        identify(
            session, home.house.vault, home.leader, request, how="Carte d’identité vue", now=NOW
        )


def one(home: Home, request: uuid.UUID) -> RightsRequest:
    with home.house.database.read() as session:
        return session.get_one(RightsRequest, request)


def steps(home: Home, request: uuid.UUID) -> list[str]:
    with home.house.database.read() as session:
        rows = session.scalars(
            select(RightsStep).where(RightsStep.request_id == request).order_by(RightsStep.id)
        )
        return [row.kind for row in rows]


def test_a_request_is_written_down_with_its_deadlines(home: Home) -> None:
    request = ask(home, home.admit())
    row = one(home, request)
    assert (row.health_by, row.answer_by) == (TODAY + timedelta(days=8), date(2026, 12, 21))
    content = home.house.vault.open(row.person_id, "rights_request", row.id, row.sealed)
    assert content == {"asker_name": "Jeanne Lenoir", "words": "Je voudrais mon dossier."}
    assert len(home.events("rights.requested")) == 1


def test_it_is_granted_once_the_asker_is_identified_and_never_twice(home: Home) -> None:
    request = ask(home, home.admit())
    with pytest.raises(Invalid) as refused:
        reply(home, request)
    assert "is_identified" in refused.value.fields
    establish(home, request)
    reply(home, request)
    with pytest.raises(Conflict):
        reply(home, request, "refused", ground="others")
    assert one(home, request).outcome == "granted"
    assert steps(home, request) == ["identified", "answered"]


def test_an_opposition_to_the_record_is_refused_with_its_ground(home: Home) -> None:
    request = ask(home, home.admit(), right="opposition", subject="record")
    establish(home, request)
    with pytest.raises(Invalid, match="revoir"):
        reply(home, request)
    reply(home, request, "refused", ground="obligation")
    assert one(home, request).ground == "obligation"


def test_a_relative_without_a_measure_is_not_heard_and_is_told_why(home: Home) -> None:
    with pytest.raises(Invalid) as refused:
        ask(home, home.admit(), asker="representative", who="person")
    assert "n’exerce pas ce droit" in refused.value.fields["asker"]


def test_under_tutelle_what_the_person_asks_is_put_to_their_representative(home: Home) -> None:
    request = ask(home, home.admit(), who="representative")
    assert steps(home, request) == ["asked_representative"]


def test_the_month_is_extended_once_and_within_it(home: Home) -> None:
    request = ask(home, home.admit())
    told = {"why": "Le dossier tient sur douze ans.", "now": NOW}
    with home.house.database.write() as session:
        extend(session, home.house.vault, home.leader, request, today=TODAY, **told)
    assert one(home, request).answer_by == date(2027, 2, 21)
    for today in (TODAY, date(2027, 1, 2)):
        with pytest.raises(Conflict), home.house.database.write() as session:
            extend(session, home.house.vault, home.leader, request, today=today, **told)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("right", {"right": "forgetting"}),
        ("asker", {"asker": "neighbour"}),
        ("asker", {"asker": "other"}),
        ("asker_name", {"asker_name": "  "}),
        ("words", {"words": "x" * 4001}),
        ("received_on", {"received_on": TODAY + timedelta(days=1)}),
        ("subject", {"right": "opposition"}),
        ("subject", {"subject": "record"}),
    ],
)
def test_what_cannot_be_asked_says_so_beside_its_field(
    home: Home, field: str, changes: dict[str, Any]
) -> None:
    person = home.admit()
    if "right" in changes and changes["right"] == "forgetting":
        changes = {**changes, "subject": None}
    with pytest.raises(Invalid) as refused:
        ask(home, person, **changes)
    assert field in refused.value.fields


def test_another_home_finds_no_such_request(home: Home, other_home: Home) -> None:
    request = ask(home, home.admit())
    with pytest.raises(NotFound), home.house.database.write() as session:
        answer(
            session,
            home.house.vault,
            other_home.leader,
            request,
            outcome="granted",
            ground=None,
            words="Oui",
            now=NOW,
        )


def test_requests_go_with_the_person(home: Home) -> None:
    person = home.admit()
    establish(home, ask(home, person))
    with home.house.database.write() as session:
        erase(session, home.house, None, person, now=NOW)
    with home.house.database.read() as session:
        assert session.scalars(select(RightsRequest)).all() == []
        assert session.scalars(select(RightsStep)).all() == []
