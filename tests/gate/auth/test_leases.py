"""Unlocking with no network: the lease, and how the server takes up what was opened on it."""

import json
from datetime import timedelta

import pytest

from app.gate.auth import proofs
from app.gate.auth.models import AuthSession, Credential, Lease
from app.gate.auth.presence import SeenDevice
from app.ground import clock
from app.ground.errors import Conflict
from app.tablet.session import Session
from tests.gate.auth.test_unlock import refused, unlock


def offline(tablet, name, **how):
    nonce = tablet.wall()["lease"]["nonce"]
    return tablet.proof(name, nonce=nonce, basis="lease", **how)


def resume(tablet, session, proof, **how):
    nonce = how.pop("nonce", None) or tablet.nonce()
    return unlock(tablet, proof, possession=session.possession(nonce))


def seen(tablet):
    home = tablet.home
    return SeenDevice(tablet.device, home.id, "Tablette", "shared", False, None, None)


def accept(tablet, proof, device=None):
    house = tablet.home.house
    with house.database.write() as session:
        return proofs.accept(session, house, device or seen(tablet), proof, now=clock.now())


def test_the_lease_lasts_72_hours_and_is_renewed_long_before(tablet):
    first = tablet.wall()["lease"]
    issued, ends = (clock.from_text(first[name]) for name in ("issued_at", "expires_at"))
    assert ends - issued == timedelta(hours=72)
    assert tablet.wall()["lease"] == first
    with clock.frozen(clock.now() + timedelta(hours=7)):
        assert tablet.wall()["lease"]["nonce"] != first["nonce"]


def test_an_offline_unlock_is_believed_at_the_next_contact(tablet, house):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    opened = accept(tablet, proof)
    assert opened.refused is None
    assert (opened.id, opened.secret_hash) == (session.id, None)
    assert opened.lease_expires_at is not None
    assert accept(tablet, proof).id == opened.id  # offered again after a lost answer


def test_the_lease_serves_several_people_and_unlocks(tablet):
    tablet.register("Aïcha")
    tablet.register("Nadia")
    for name in ("Aïcha", "Nadia", "Aïcha"):
        _, proof = offline(tablet, name)
        assert accept(tablet, proof).refused is None


def test_a_page_that_holds_the_key_goes_on_online(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    answer = resume(tablet, session, proof)
    assert answer.status_code == 200
    assert answer.json["session"]["id"] == str(session.id)


def test_a_lease_without_possession_opens_nothing(tablet):
    tablet.register("Aïcha")
    _, proof = offline(tablet, "Aïcha")
    assert refused(unlock(tablet, proof), "possession")


def test_possession_by_another_key_opens_nothing(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    thief = Session(session.device, session.staff, id=session.id)
    assert refused(resume(tablet, thief, proof), "possession")


@pytest.mark.parametrize(
    "change", [{"typ": "chevet-command+jws"}, {"kid": "another"}, {"session": "another"}]
)
def test_possession_that_speaks_of_something_else_opens_nothing(tablet, change):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    claims = {"nonce": tablet.nonce(), "session": change.pop("session", str(session.id))}
    said = session.sign(json.dumps(claims).encode(), "chevet-possession+jws", change)
    assert refused(unlock(tablet, proof, possession=said), "possession")


def test_possession_over_a_used_nonce_opens_nothing(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    nonce = tablet.nonce()
    assert resume(tablet, session, proof, nonce=nonce).status_code == 200
    assert refused(resume(tablet, session, proof, nonce=nonce), "nonce")


def test_a_locked_session_is_not_taken_up_again(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    assert resume(tablet, session, proof).status_code == 200
    assert tablet.post("/api/v1/lock", {}).status_code == 204
    assert refused(resume(tablet, session, proof), "refused")


def test_an_expired_lease_opens_nothing_but_its_entries_count(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    with clock.frozen(clock.now() + timedelta(hours=73)):
        assert refused(resume(tablet, session, proof), "refused")
        opened = accept(tablet, proof)
        assert opened.refused is None
        assert opened.lease_expires_at < clock.now()


def test_an_unlock_at_the_last_minute_of_a_lease_ends_with_it(tablet):
    tablet.register("Aïcha")
    nonce = tablet.wall()["lease"]["nonce"]
    issued = clock.now()
    with clock.frozen(issued + timedelta(hours=71, minutes=50)):
        session, proof = tablet.proof("Aïcha", nonce=nonce, basis="lease")
        assert resume(tablet, session, proof).status_code == 200
    with clock.frozen(issued + timedelta(hours=72, minutes=1)):
        assert refused(resume(tablet, session, proof), "refused")


def test_an_offline_unlock_is_not_taken_up_after_its_shift(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    with clock.frozen(clock.now() + timedelta(hours=12, minutes=1)):
        assert refused(resume(tablet, session, proof), "refused")


def test_a_withdrawn_key_opens_nothing_by_saying_that_it_was_shown_before(tablet, house):
    tablet.register("Aïcha")
    nonce, lost_at = tablet.wall()["lease"]["nonce"], clock.now()
    with house.database.write() as session:
        session.query(Credential).update({"revoked_at": lost_at + timedelta(hours=1)})
    with clock.frozen(lost_at + timedelta(hours=2)):
        early = lost_at + timedelta(minutes=30)
        session, proof = tablet.proof("Aïcha", nonce=nonce, basis="lease", at=early)
        assert refused(resume(tablet, session, proof), "credential_revoked")
        assert (
            accept(tablet, proof).refused is None
        )  # what was written before it was lost still counts


def test_another_tablets_lease_is_refused(tablet, second_tablet, house):
    tablet.register("Aïcha")
    theirs = second_tablet.wall()["lease"]["nonce"]
    _, proof = tablet.proof("Aïcha", nonce=theirs, basis="lease")
    opened = accept(tablet, proof)
    assert opened.refused
    with house.database.read() as session:
        assert session.get(AuthSession, opened.id).refused == opened.refused


def test_an_invented_lease_is_refused(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", nonce="A" * 43, basis="lease")
    assert accept(tablet, proof).refused


def test_the_time_of_an_offline_unlock_stays_between_its_lease_and_now(tablet, house):
    tablet.register("Aïcha")
    now = clock.now()
    _, early = offline(tablet, "Aïcha", at=now - timedelta(days=400))
    _, late = offline(tablet, "Aïcha", at=now + timedelta(days=400))
    with house.database.read() as session:
        issued_at = session.query(Lease).one().issued_at
    assert accept(tablet, early).opened_at == issued_at
    assert accept(tablet, late).opened_at <= clock.now()


def test_deferred_assertions_do_not_compare_sign_counts(tablet, house):
    tablet.register("Aïcha")
    _, first = offline(tablet, "Aïcha")
    tablet.unlock("Aïcha")
    assert accept(tablet, first).refused is None
    assert "passkey.counter_regressed" not in _verbs(house)


def test_a_demo_proof_is_worth_nothing_outside_the_demo(tablet):
    tablet.register("Aïcha")
    session, proof = tablet.proof("Aïcha", basis="demo")
    del proof["assertion"]
    assert accept(tablet, proof).refused
    nonce = tablet.nonce()
    assert refused(unlock(tablet, proof, possession=session.possession(nonce)))


def test_a_refused_session_stays_refused(tablet):
    _, proof = tablet.proof("Aïcha", nonce="A" * 43, basis="lease", key=tablet.register("Aïcha"))
    first = accept(tablet, proof)
    assert accept(tablet, proof).refused == first.refused


def test_the_id_of_someone_elses_session_is_a_conflict(tablet):
    tablet.register("Aïcha")
    session, proof = offline(tablet, "Aïcha")
    accept(tablet, proof)
    other = Session(tablet.device, session.staff, id=session.id)
    _, stolen = offline(tablet, "Aïcha", session=other)
    try:
        accept(tablet, stolen)
    except Conflict as conflict:
        assert conflict.message
    else:
        raise AssertionError("a second key took over a session")


def _verbs(house):
    from tests.gate.auth.test_unlock import verbs

    return verbs(house)
