"""The whole path of a tablet on PostgreSQL as it is hosted: row-level security, a role that owns nothing."""

from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify, verify_rows
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.fixtures.application import PageClient
from tests.fixtures.browser import Page, page
from tests.fixtures.cast import people
from tests.gate.auth.rules import CODE, OTHER_CODE, decide, register_in_tablet
from tests.gate.auth.test_leases import accept, offline, resume

pytestmark = pytest.mark.postgresql


@pytest.fixture
def application(guarded_house) -> Flask:
    made = create_app(guarded_house)
    made.test_client_class = PageClient
    return made


@pytest.fixture
def tablet(application, guarded_house) -> Page:
    with acting_for_every():
        home = people(guarded_house)
        return page(application, home).enrol()


def refusal(tablet):
    """Why the tablet's session gets nothing."""
    unit = next(iter(tablet.home.units.values()))
    answer = tablet.client.get(f"/api/v1/changes?unit={unit}")
    assert answer.status_code == 401
    return answer.json["code"]


def test_a_tablet_is_enrolled_unlocked_locked_and_revoked(tablet):
    tablet.register("Aïcha")
    assert len(tablet.staff("Aïcha")["store_keys"]) == 1
    tablet.unlock("Aïcha")
    assert tablet.post("/api/v1/lock", {}).status_code == 204
    assert tablet.post("/api/v1/lock", {}).status_code == 204
    assert refusal(tablet) == "suspended"
    tablet.revoke()
    assert tablet.client.get("/api/v1/wall").json["code"] == "revoked"


def test_the_first_wall_of_a_new_home_makes_its_intake_key(tablet, guarded_house):
    guarded_house.vault.drop_secret(tablet.home.id, "intake", "list")
    assert tablet.client.get("/api/v1/wall").status_code == 200


def test_an_offline_unlock_is_believed_and_taken_up(tablet):
    tablet.register("Nadia")
    session, proof = offline(tablet, "Nadia")
    assert accept(tablet, proof).refused is None
    assert resume(tablet, session, proof).status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        assert refusal(tablet) == "suspended"


def test_the_office_opens(tablet):
    tablet.register("Hélène")
    assert tablet.sign_in("Hélène").status_code == 200


def test_what_happened_is_sealed_and_whole(tablet, guarded_house):
    tablet.unlock("Aïcha")
    with acting_for_every():
        assert seal_pending(guarded_house) > 3
        assert verify(guarded_house) == []
        assert verify_rows(guarded_house) == []


def test_a_personal_code_goes_with_the_tablet_s_own_passkey(tablet):
    with acting_for_every():
        decide(tablet.home, shared=["key", "tablet"])
    register_in_tablet(tablet, "Aïcha")
    assert tablet.staff("Aïcha")["credentials"][0]["code"]["iterations"] >= 600_000
    told = {"proof": tablet.proof("Aïcha")[1]}
    answer = tablet.post("/api/v1/unlock", {**told, "code": OTHER_CODE})
    assert answer.json["code"] == "code_wrong"
    told = {"proof": tablet.proof("Aïcha")[1]}
    assert tablet.post("/api/v1/unlock", {**told, "code": CODE}).status_code == 200


def test_the_rule_about_keys_is_read_before_anybody_is_known(tablet):
    tablet.register("Hélène")
    with acting_for_every():
        decide(tablet.home, desk=["phone"])
    assert tablet.sign_in("Hélène").json["code"] == "passkey_kind"
