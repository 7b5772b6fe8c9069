"""Unlocking a tablet: what opens it, and everything that must not."""

from datetime import timedelta

from app.gate.audit.models import AuditEvent
from app.gate.auth.models import AuthSession, Credential
from app.ground import clock
from app.tablet import base64url
from app.tablet.authenticator import Authenticator
from app.tablet.keys import new_key, open_store_key
from app.tablet.session import Session
from tests.fixtures.browser import page


def unlock(tablet, proof, **more):
    return tablet.post("/api/v1/unlock", {"proof": proof, **more})


def refused(answer, code="proof"):
    assert answer.status_code == 403, answer.json
    assert answer.json["code"] == code
    assert answer.json["detail"]
    return True


def why(tablet):
    """Which check failed last, as the trail tells it."""
    with tablet.home.house.database.read() as session:
        events = session.query(AuditEvent).filter_by(verb="session.refused")
        return events.order_by(AuditEvent.id.desc()).first().detail["code"]


def verbs(house):
    with house.database.read() as session:
        return [event.verb for event in session.query(AuditEvent).order_by(AuditEvent.id)]


def test_a_key_opens_the_tablet(tablet, house):
    session = tablet.unlock("Aïcha")
    cookie = tablet.client.get_cookie("__Host-chevet-session")
    assert cookie.secure and cookie.http_only and cookie.path == "/"
    assert cookie.value.startswith(str(session.id))
    assert "session.opened" in verbs(house)


def test_the_store_key_comes_wrapped_to_a_passkey_with_prf(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    assert "store_keys" not in unlock(tablet, proof).json


def test_the_store_key_is_handed_to_a_passkey_without_prf(tablet, home):
    tablet.register("Nadia", Authenticator(has_prf=False))
    _, proof = tablet.proof("Nadia")
    keys = unlock(tablet, proof).json["store_keys"]
    assert [one["unit"] for one in keys] == [str(home.units["Glycines"])]
    assert len(base64url.decode(keys[0]["key"])) == 32


def test_the_wrapped_and_the_handed_store_key_are_the_same(tablet, home):
    user_key = new_key()
    tablet.register("Nadia", Authenticator(has_prf=False))
    _, proof = tablet.proof("Nadia")
    handed = unlock(tablet, proof).json["store_keys"][0]
    tablet.register_with("Aïcha", user_key)
    wrapped = tablet.staff("Aïcha")["store_keys"][0]
    assert wrapped["unit"] == handed["unit"]
    assert open_store_key(wrapped["jwe"], user_key) == base64url.decode(handed["key"])


def test_a_nonce_serves_once(tablet):
    nonce = tablet.nonce()
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", nonce=nonce)
    assert unlock(tablet, proof).status_code == 200
    _, again = tablet.proof("Aïcha", nonce=nonce)
    assert refused(unlock(tablet, again))
    assert why(tablet) == "nonce"


def test_a_nonce_that_served_in_vain_has_served(tablet):
    tablet.register("Aïcha")
    nonce = tablet.nonce()
    _, stranger = tablet.proof("Aïcha", nonce=nonce, key=_other_key(tablet, "Nadia"))
    assert refused(unlock(tablet, stranger))
    _, right = tablet.proof("Aïcha", nonce=nonce)
    assert refused(unlock(tablet, right))
    assert why(tablet) == "nonce"


def test_the_same_proof_does_not_open_twice(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    assert unlock(tablet, proof).status_code == 200
    assert refused(unlock(tablet, proof), "nonce")


def test_a_nonce_ends_after_five_minutes(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)):
        assert refused(unlock(tablet, proof))
    assert why(tablet) == "nonce"


def test_another_tablets_nonce_opens_nothing(tablet, second_tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", nonce=second_tablet.nonce())
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "nonce"


def test_a_proof_made_for_another_tablet_opens_nothing(tablet, second_tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", device=second_tablet.device)
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "device"
    assert refused(unlock(second_tablet, proof))  # its nonce is the other's
    assert why(tablet) == "nonce"


def test_a_colleagues_key_does_not_open_my_session(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", key=_other_key(tablet, "Nadia"))
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "credential"


def test_a_session_key_goes_with_one_assertion_only(tablet):
    tablet.register("Aïcha")
    first, proof = tablet.proof("Aïcha")
    assert unlock(tablet, proof).status_code == 200
    reused = Session(tablet.device, first.staff, key=first.key)
    _, again = tablet.proof("Aïcha", session=reused)
    assert refused(unlock(tablet, again))
    assert why(tablet) == "thumbprint"


def test_a_known_session_id_with_another_key_is_a_conflict(tablet):
    tablet.register("Aïcha")
    first, proof = tablet.proof("Aïcha")
    assert unlock(tablet, proof).status_code == 200
    other = Session(tablet.device, first.staff, id=first.id)
    _, again = tablet.proof("Aïcha", session=other)
    assert unlock(tablet, again).status_code == 409


def test_an_assertion_over_another_session_key_is_refused(tablet):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    _, other = tablet.proof("Aïcha")
    assert refused(unlock(tablet, {**proof, "jwk": other["jwk"]}))
    assert why(tablet) == "assertion"


def test_someone_of_another_home_is_refused(tablet, other_home, application):
    theirs = page(application, other_home).enrol()
    key = theirs.register("Chloé")
    tablet.home.team["Chloé"] = other_home.team["Chloé"]
    _, proof = tablet.proof("Chloé", key=key)
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "establishment"


def test_someone_assigned_to_another_unit_is_refused(application, home):
    tablet = page(application, home).enrol("Tablette 3", "Mimosas")
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    assert refused(unlock(tablet, proof), "rights")


def test_an_assertion_without_user_verification_is_refused(tablet):
    key = tablet.register("Aïcha")
    key.verifies_user = False
    session = Session(tablet.device, tablet.home.team["Aïcha"])
    nonce = tablet.nonce()
    options = {"challenge": base64url.encode(session.challenge(base64url.decode(nonce)))}
    shown = key.assert_with(key.passkeys[0], options, origin="http://localhost:8000")
    proof = session.prove(shown, nonce=nonce, basis="fresh", at=clock.now())
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "assertion"


def test_an_assertion_made_on_another_site_is_refused(tablet):
    key = tablet.register("Aïcha")
    session = Session(tablet.device, tablet.home.team["Aïcha"])
    nonce = tablet.nonce()
    options = {"challenge": base64url.encode(session.challenge(base64url.decode(nonce)))}
    shown = key.assert_with(key.passkeys[0], options, origin="http://localhost:8001")
    proof = session.prove(shown, nonce=nonce, basis="fresh", at=clock.now())
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "assertion"


def test_a_withdrawn_passkey_opens_nothing(tablet, house):
    tablet.register("Aïcha")
    with house.database.write() as session:
        session.query(Credential).one().revoked_at = clock.now()
    _, proof = tablet.proof("Aïcha")
    assert refused(unlock(tablet, proof))
    assert why(tablet) == "credential_revoked"
    assert tablet.staff("Aïcha")["credentials"] == []


def test_the_key_that_lives_in_a_shared_tablet_opens_nothing(tablet, house):
    tablet.register("Aïcha")
    with house.database.write() as session:
        session.query(Credential).one().kind = "tablet"
    _, proof = tablet.proof("Aïcha")
    assert refused(unlock(tablet, proof))
    assert tablet.staff("Aïcha")["credentials"] == []
    assert why(tablet) == "tablet_passkey"


def test_a_revoked_tablet_opens_for_nobody(tablet, house):
    tablet.unlock("Aïcha")
    tablet.revoke()
    for answer in (
        tablet.client.get("/api/v1/wall"),
        tablet.post("/api/v1/unlock/nonce", {}),
        tablet.post("/api/v1/lock", {}),
    ):
        assert (answer.status_code, answer.json["code"]) == (401, "revoked")


def test_a_browser_that_is_no_tablet_gets_nothing(desk):
    for answer in (desk.client.get("/api/v1/wall"), desk.post("/api/v1/unlock/nonce", {})):
        assert (answer.status_code, answer.json["code"]) == (401, "not_enrolled")


def test_a_prf_secret_in_a_body_is_refused_and_nothing_is_kept(tablet, house):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    secret = {"prf": {"results": {"first": "c2VjcmV0"}}}
    proof["assertion"] = {**proof["assertion"], "clientExtensionResults": secret}
    answer = unlock(tablet, proof)
    assert (answer.status_code, answer.json["code"]) == (400, "prf_secret")
    with house.database.read() as session:
        assert session.query(AuthSession).count() == 0


def test_a_sign_count_that_went_back_is_told_to_the_trail(tablet, house):
    key = tablet.register("Aïcha")
    tablet.unlock("Aïcha")
    key.passkeys[0].sign_count = 0
    tablet.unlock("Aïcha")
    assert "passkey.counter_regressed" in verbs(house)


def test_a_refusal_is_told_to_the_trail(tablet, house):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha", key=_other_key(tablet, "Nadia"))
    unlock(tablet, proof)
    assert verbs(house)[-1] == "session.refused"


def _other_key(tablet, name):
    """A colleague's key, which answers whatever it is asked."""
    return tablet.keys.get(name) or tablet.register(name)
