"""Temporary staff: at work in a minute, gone by themselves."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.areas.staff.replacements import usual_end
from app.gate.auth.actors import actor_at
from app.gate.auth.models import Invitation
from app.gate.directory.models import Assignment, Shift, Staff
from tests.areas.conftest import NOW

PARIS = ZoneInfo("Europe/Paris")
HERE = "/bureau/equipe/remplacement"


def welcome(desk, home, **changed):
    typed = {
        "given_name": "Solène",
        "family_name": "Prigent",
        "role": "care_assistant",
        "unit_id": str(home.units["Glycines"]),
        **changed,
    }
    return desk.send(HERE, **typed)


def test_one_form_and_one_key_bring_somebody_to_the_bedside(desk, home):
    answer = welcome(desk, home)
    assert answer.status_code == 200
    token = re.findall(r"/invitation/([\w-]{20,})\"", answer.text)[0]
    assert "data:image/svg+xml" in answer.text
    assert desk.client.get(f"/invitation/{token}").status_code == 200
    with home.house.database.read() as session:
        staff = session.query(Staff).filter_by(role="care_assistant").one()
        assigned = session.query(Assignment).filter_by(staff_id=staff.id).one()
        shift = session.query(Shift).filter_by(staff_id=staff.id).one()
        assert assigned.unit_id == home.units["Glycines"]
        assert assigned.ends_at == datetime(2026, 11, 21, 20, 15, tzinfo=UTC)
        assert shift.starts_at == NOW
        assert shift.ends_at == assigned.ends_at


def test_rights_end_by_themselves(desk, home):
    welcome(desk, home)
    with home.house.database.read() as session:
        staff = session.query(Staff).filter_by(role="care_assistant").one()
        end = session.query(Assignment).filter_by(staff_id=staff.id).one().ends_at
        assert actor_at(session, staff.id, end - timedelta(seconds=1)) is not None
        assert actor_at(session, staff.id, end) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"role": "lead_nurse"}, "Choisissez dans la liste"),
        ({"role": ""}, "Choisissez un rôle"),
        ({"unit_id": ""}, "Choisissez une unité"),
        ({"given_name": " "}, "Donnez un prénom"),
        ({"until_on": "2026-11-20"}, "La fin est déjà passée"),
        ({"until_on": "2027-02-01"}, "Au plus 31 jours"),
        ({"until_on": "2026-13-01"}, "Cette date n’existe pas"),
        ({"until": "25:99"}, "Cette heure n’existe pas"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_made(desk, home, typed, reason):
    answer = welcome(desk, home, **typed)
    assert answer.status_code == 422
    assert re.search(reason, answer.text), answer.text
    with home.house.database.read() as session:
        assert session.query(Invitation).count() == 0


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-11-21T10:00", "2026-11-21T21:15"),
        ("2026-11-21T18:59", "2026-11-21T21:15"),
        ("2026-11-21T20:30", "2026-11-22T07:15"),
        ("2026-11-22T01:00", "2026-11-22T07:15"),
        ("2026-10-24T23:00", "2026-10-25T07:15"),
    ],
)
def test_a_replacement_usually_leaves_when_the_shift_does(at, end):
    here = datetime.fromisoformat(at).replace(tzinfo=PARIS)
    assert usual_end(here, PARIS) == datetime.fromisoformat(end).replace(tzinfo=PARIS)
