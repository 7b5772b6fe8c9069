"""What a session cookie opens, for how long, and on which device."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.gate.audit.models import AuditEvent
from app.gate.auth.models import AuthSession
from app.gate.auth.presence import ROUND_IDLE_SECONDS
from app.gate.directory import commands as directory
from app.gate.directory.models import Assignment
from app.ground import clock
from tests.fixtures.browser import page

SESSION, DEVICE = "__Host-chevet-session", "__Host-chevet-device"


@pytest.fixture
def application(application):
    """With one page that says whose session it is."""
    from app.gate.auth.access import ACCESS, Access, declare
    from app.gate.auth.actors import require

    application.add_url_rule(
        "/api/v1/me", "me", lambda: {"id": str(require("journal.read").staff_id)}
    )
    declare("me", Access.session("journal.read", on_device=True))
    yield application
    del ACCESS["me"]


def ask(tablet, **headers):
    return tablet.client.get("/api/v1/me", headers=headers)


def later(**time):
    return clock.frozen(clock.now() + timedelta(**time))


def code(answer):
    assert answer.status_code == 401, answer.json
    return answer.json["code"]


def test_an_open_session_is_its_owners(tablet, home):
    tablet.unlock("Aïcha")
    assert ask(tablet).json == {"id": str(home.team["Aïcha"])}


def test_without_a_session_there_is_nothing(tablet):
    assert code(ask(tablet)) == "signed_out"


def test_locking_suspends_the_session(tablet):
    tablet.unlock("Aïcha")
    assert tablet.post("/api/v1/lock", {}).status_code == 204
    assert code(ask(tablet)) == "suspended"


def test_locking_again_changes_nothing(tablet, house):
    tablet.unlock("Aïcha")
    for _ in range(3):
        assert tablet.post("/api/v1/lock", {}).status_code == 204
    with house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="session.locked").count() == 1


def test_an_office_session_is_not_what_a_tablet_locks(tablet, home, house):
    tablet.register("Hélène")
    tablet.sign_in("Hélène")
    assert tablet.post("/api/v1/lock", {}).status_code == 204
    with house.database.read() as session:
        assert session.query(AuthSession).one().suspended_at is None


def test_a_browser_that_is_no_tablet_locks_nothing(desk):
    assert code(desk.post("/api/v1/lock", {})) == "not_enrolled"


def test_the_server_suspends_a_session_left_alone(tablet, house):
    tablet.unlock("Aïcha")
    with later(seconds=121):
        assert code(ask(tablet, **{"Chevet-Idle": "121"})) == "suspended"
        assert code(ask(tablet, **{"Chevet-Idle": "0"})) == "suspended"  # and it stays so
    with house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="session.suspended").count() == 1


def test_polling_is_not_activity(tablet):
    tablet.unlock("Aïcha")
    start = clock.now()
    for passed in range(0, 120, 10):
        with clock.frozen(start + timedelta(seconds=passed)):
            assert ask(tablet, **{"Chevet-Idle": str(passed)}).status_code == 200
    with clock.frozen(start + timedelta(seconds=130)):
        assert code(ask(tablet, **{"Chevet-Idle": "130"})) == "suspended"


def test_a_request_that_says_nothing_of_gestures_is_not_one(tablet):
    tablet.unlock("Aïcha")
    start = clock.now()
    for passed in (60, 110):
        with clock.frozen(start + timedelta(seconds=passed)):
            assert ask(tablet).status_code == 200
    with clock.frozen(start + timedelta(seconds=125)):
        assert code(ask(tablet)) == "suspended"


def test_gestures_keep_the_session_open(tablet):
    tablet.unlock("Aïcha")
    start = clock.now()
    for passed in range(0, 600, 100):
        with clock.frozen(start + timedelta(seconds=passed)):
            assert ask(tablet, **{"Chevet-Idle": "1"}).status_code == 200


def test_a_round_waits_for_a_hand_for_five_minutes_and_no_longer(tablet):
    tablet.unlock("Aïcha")
    start = clock.now()
    with clock.frozen(start + timedelta(seconds=299)):
        assert ask(tablet, **{"Chevet-Idle": "299", "Chevet-Round": "1"}).status_code == 200
    with clock.frozen(start + timedelta(seconds=301)):
        assert code(ask(tablet, **{"Chevet-Idle": "301", "Chevet-Round": "1"})) == "suspended"


def test_out_of_its_round_a_session_waits_as_long_as_any_other(tablet):
    tablet.unlock("Aïcha")
    start = clock.now()
    with clock.frozen(start + timedelta(seconds=200)):
        assert ask(tablet, **{"Chevet-Idle": "200", "Chevet-Round": "1"}).status_code == 200
        assert code(ask(tablet, **{"Chevet-Idle": "200", "Chevet-Round": "yes"})) == "suspended"


def test_the_page_and_the_server_wait_as_long_in_a_round():
    page = Path(__file__).parents[3] / "pwa" / "src" / "lib" / "round.js"
    told = page.read_text(encoding="utf-8")
    assert f"IDLE_SECONDS = {ROUND_IDLE_SECONDS};" in told


def test_a_session_ends_with_the_shift_whatever_is_done(tablet, house):
    tablet.unlock("Aïcha")
    with house.database.write() as session:
        session.query(AuthSession).one().active_at = clock.now() + timedelta(hours=13)
    with later(hours=11, minutes=59):
        assert ask(tablet).status_code == 200
    with later(hours=12, minutes=1):
        assert code(ask(tablet)) == "suspended"


def test_a_stolen_session_cookie_opens_nothing_on_another_tablet(tablet, second_tablet):
    tablet.unlock("Aïcha")
    stolen = tablet.client.get_cookie(SESSION).value
    second_tablet.client.set_cookie(SESSION, stolen, domain="localhost", secure=True)
    assert code(ask(second_tablet)) == "signed_out"
    assert ask(tablet).status_code == 200


def test_a_stolen_session_cookie_opens_nothing_without_the_tablet(tablet, desk):
    tablet.unlock("Aïcha")
    stolen = tablet.client.get_cookie(SESSION).value
    desk.client.set_cookie(SESSION, stolen, domain="localhost", secure=True)
    assert code(ask(desk)) == "signed_out"


@pytest.mark.parametrize(
    "value", ["", ".", "x.y", "{id}.", "{id}.wrong", "{id}", "é" * 50, "{id}." + "a" * 500]
)
def test_a_wrong_cookie_is_nobody(tablet, value):
    session = tablet.unlock("Aïcha")
    wrong = value.format(id=session.id)
    tablet.client.set_cookie(SESSION, wrong, domain="localhost", secure=True)
    assert code(ask(tablet)) == "signed_out"


def test_the_next_person_closes_the_session_before(tablet):
    tablet.unlock("Aïcha")
    before = tablet.client.get_cookie(SESSION).value
    tablet.unlock("Nadia")
    assert ask(tablet).status_code == 200
    tablet.client.set_cookie(SESSION, before, domain="localhost", secure=True)
    assert code(ask(tablet)) == "suspended"


def test_an_ended_assignment_closes_at_once(tablet, house, home):
    tablet.unlock("Aïcha")
    with house.database.write() as session:
        session.query(Assignment).filter_by(staff_id=home.team["Aïcha"]).one().ends_at = clock.now()
    assert code(ask(tablet)) == "signed_out"
    assert "Aïcha" not in [one["first_name"] for one in tablet.wall()["staff"]]


def test_whoever_left_is_out_at_once(tablet, house, home):
    tablet.unlock("Aïcha")
    with house.database.write() as session:
        leader = home.actor("Direction", "technical_admin")
        directory.dismiss(session, leader, home.team["Aïcha"], now=clock.now())
    assert code(ask(tablet)) == "signed_out"


def test_a_revoked_tablet_closes_at_once(tablet):
    tablet.unlock("Aïcha")
    tablet.revoke()
    assert code(ask(tablet)) in ("revoked", "signed_out")


def test_an_office_session_is_not_a_bedside_one(desk):
    desk.register("Nadia")
    assert desk.sign_in("Nadia").status_code == 200
    assert ask(desk).status_code == 404


def test_a_personal_device_is_left_alone_longer(application, home):
    mine = page(application, home).enrol("Téléphone", kind="personal")
    mine.unlock("Aïcha")
    assert mine.wall()["idle_seconds"] == 300
    with later(seconds=299):
        assert ask(mine).status_code == 200
    with later(seconds=301):
        assert code(ask(mine)) == "suspended"


def test_most_requests_write_nothing(tablet, house):
    tablet.unlock("Aïcha")
    with house.database.read() as session:
        before = session.query(AuthSession).one().active_at
    with later(seconds=20):
        assert ask(tablet, **{"Chevet-Idle": "0"}).status_code == 200
    with house.database.read() as session:
        assert session.query(AuthSession).one().active_at == before
