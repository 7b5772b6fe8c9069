"""Coming back quickly: the same key, touched, on the tablet where it was shown with its code."""

from datetime import timedelta

import pytest

from app.gate.auth.models import AuthSession, Credential
from app.gate.directory.models import Assignment, Establishment
from app.ground import clock
from app.tablet.authenticator import Authenticator
from app.tablet.session import Session
from tests.gate.auth.test_unlock import refused, unlock, why

HOUR = timedelta(hours=1)


@pytest.fixture
def strong(tablet):
    """Aïcha's strong unlock, locked since."""
    session = tablet.unlock("Aïcha")
    tablet.post("/api/v1/lock", {})
    return session


def touch(tablet, strong, name="Aïcha", **how):
    """The key is touched: it does not verify whoever holds it."""
    key = how.pop("key", tablet.keys[name])
    key.verifies_user = False
    session, proof = tablet.proof(name, strong=strong.id, key=key, **how)
    key.verifies_user = True
    return session, proof


def test_the_key_alone_comes_back_within_the_hours_of_the_home(tablet, strong, house):
    session, proof = touch(tablet, strong)
    answer = unlock(tablet, proof)
    assert answer.status_code == 200, answer.json
    assert tablet.client.get("/api/v1/wall").json["quick_hours"] == 8
    with house.database.read() as db:
        assert db.get(AuthSession, session.id).strong_id == strong.id


def test_a_strong_unlock_still_wants_the_code(tablet, strong):
    tablet.keys["Aïcha"].verifies_user = False
    plain = Session(tablet.device, tablet.home.team["Aïcha"])
    _, proof = tablet.proof("Aïcha", session=plain, strong=strong.id)
    assert "strong" not in proof
    assert refused(unlock(tablet, proof))


@pytest.mark.parametrize("hours", [0, 1])
def test_the_hours_are_the_home_s_to_set(tablet, strong, house, hours):
    with house.database.write() as db:
        db.query(Establishment).update({"quick_hours": hours})
    with clock.frozen(clock.now() + HOUR):
        _, proof = touch(tablet, strong)
        assert refused(unlock(tablet, proof))
    assert why(tablet) == "quick"


def test_it_ends_with_the_eight_hours(tablet, strong):
    with clock.frozen(clock.now() + 8 * HOUR - timedelta(seconds=1)):
        assert unlock(tablet, touch(tablet, strong)[1]).status_code == 200
        tablet.post("/api/v1/lock", {})
    with clock.frozen(clock.now() + 8 * HOUR):
        assert refused(unlock(tablet, touch(tablet, strong)[1]))


def test_a_proof_made_offline_does_not_stretch_the_hours(tablet, strong):
    nonce, start = tablet.wall()["lease"]["nonce"], clock.now()
    how = {"nonce": nonce, "basis": "lease", "at": start + HOUR}
    with clock.frozen(start + 9 * HOUR):
        session, proof = touch(tablet, strong, **how)
        possession = session.possession(tablet.nonce())
        assert refused(unlock(tablet, proof, possession=possession), code="quick")


def test_one_made_offline_within_the_hours_goes_on_online(tablet, strong):
    nonce, start = tablet.wall()["lease"]["nonce"], clock.now()
    with clock.frozen(start + 2 * HOUR):
        session, proof = touch(tablet, strong, nonce=nonce, basis="lease", at=start + HOUR)
        possession = session.possession(tablet.nonce())
        assert unlock(tablet, proof, possession=possession).status_code == 200


def test_it_leans_on_one_s_own_strong_unlock(tablet, strong):
    tablet.register("Nadia")
    _, proof = touch(tablet, strong, "Nadia")
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "strong"


def test_it_leans_on_no_quick_one(tablet, strong):
    first, proof = touch(tablet, strong)
    assert unlock(tablet, proof).status_code == 200
    tablet.post("/api/v1/lock", {})
    assert refused(unlock(tablet, touch(tablet, first)[1]))
    assert why(tablet) == "strong"


def test_it_leans_on_an_unlock_of_this_very_tablet(tablet, strong, second_tablet):
    second_tablet.keys = tablet.keys
    _, proof = touch(second_tablet, strong)
    assert refused(unlock(second_tablet, proof))
    assert why(second_tablet) == "strong"


def test_it_takes_the_very_key_of_the_strong_unlock(tablet, strong):
    other = tablet.register("Aïcha", Authenticator())
    _, proof = touch(tablet, strong, key=other)
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "strong"


def test_an_unknown_strong_unlock_opens_nothing(tablet, strong):
    nobody = Session(tablet.device, tablet.home.team["Aïcha"])
    assert refused(unlock(tablet, touch(tablet, nobody)[1]))
    assert why(tablet) == "strong"


def test_a_withdrawn_key_comes_back_no_more(tablet, strong, house):
    with house.database.write() as db:
        db.query(Credential).update({"revoked_at": clock.now()})
    assert refused(unlock(tablet, touch(tablet, strong)[1]))


def test_the_challenge_is_bound_to_the_strong_unlock(tablet, strong):
    """An answer made for one strong unlock says nothing about another, nor for a strong unlock itself."""
    _, proof = touch(tablet, strong)
    again = tablet.unlock("Aïcha")
    assert refused(unlock(tablet, {**proof, "strong": str(again.id)}))


def test_it_serves_once_as_any_fresh_proof(tablet, strong):
    _, proof = touch(tablet, strong)
    assert unlock(tablet, proof).status_code == 200
    assert refused(unlock(tablet, proof), code="nonce")


def test_who_has_left_comes_back_no_more(tablet, strong, house, home):
    with house.database.write() as db:
        db.query(Assignment).filter_by(staff_id=home.team["Aïcha"]).update({"ends_at": clock.now()})
    assert refused(unlock(tablet, touch(tablet, strong)[1]), code="rights")
