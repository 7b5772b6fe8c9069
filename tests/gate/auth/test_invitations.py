"""Registering a passkey from an invitation: once, in time, and as what it is."""

from datetime import timedelta

import pytest

from app.gate.audit.models import AuditEvent
from app.gate.auth import credentials, invitations
from app.gate.auth.models import Credential, UserKey
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.errors import Conflict
from app.tablet import base64url
from app.tablet.authenticator import Authenticator
from app.tablet.keys import new_key


def kept(house):
    with house.database.read() as session:
        return session.query(Credential).order_by(Credential.id).all()


def test_a_passkey_is_kept_with_what_it_said_of_itself(desk, house):
    desk.register("Aïcha")
    (one,) = kept(house)
    assert (one.kind, one.transports, one.is_backup_eligible) == ("key", ["usb"], False)
    assert one.wrapped_key and one.wrap_iv
    with house.database.read() as session:
        event = session.query(AuditEvent).filter_by(verb="passkey.registered").one()
    assert event.detail["kind"] == "key"


def test_a_phone_is_a_phone_and_its_backup_flags_are_kept(desk, house):
    desk.register("Aïcha", Authenticator.phone())
    (one,) = kept(house)
    assert (one.kind, one.is_backup_eligible, one.is_backed_up) == ("phone", True, True)


def test_the_own_key_of_ones_own_device_is_a_phones(desk, house):
    desk.register("Aïcha", Authenticator.in_the_tablet())
    assert kept(house)[0].kind == "phone"


def test_the_own_key_of_a_shared_tablet_is_not_kept(tablet, home, house):
    answer = tablet.accept(home.invite("Aïcha"), Authenticator.in_the_tablet())
    assert (answer.status_code, answer.json["code"]) == (403, "tablet_passkey")
    assert "partagée" in answer.json["detail"]
    assert kept(house) == []


def test_a_shared_tablet_asks_for_a_roaming_key_from_the_start(tablet, home):
    answer = tablet.post("/api/v1/invitations/options", {"token": home.invite("Aïcha")})
    chosen = answer.json["publicKey"]["authenticatorSelection"]
    assert chosen["authenticatorAttachment"] == "cross-platform"
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")


def test_the_key_says_where_it_was_made(tablet, house):
    tablet.register("Aïcha")
    assert kept(house)[0].registered_on == tablet.device


def test_an_invitation_serves_once(desk, home, house):
    token = home.invite("Aïcha")
    assert desk.accept(token, Authenticator()).status_code == 201
    answer = desk.accept(token, Authenticator())
    assert answer.status_code == 404
    assert "a déjà servi" in answer.json["detail"]
    assert len(kept(house)) == 1


def test_an_invitation_ends_after_a_day(desk, home):
    token = home.invite("Aïcha")
    with clock.frozen(clock.now() + timedelta(hours=24, seconds=1)):
        assert desk.accept(token, Authenticator()).status_code == 404


def test_a_new_invitation_ends_the_one_before(desk, home):
    first, second = home.invite("Aïcha"), home.invite("Aïcha")
    assert desk.accept(first, Authenticator()).status_code == 404
    assert desk.accept(second, Authenticator()).status_code == 201


def test_an_invented_invitation_is_not_found(desk):
    assert desk.accept("invented", Authenticator()).status_code == 404
    assert desk.client.get("/invitation/invented").status_code == 404


def test_the_page_greets_the_person_invited(desk, home):
    answer = desk.client.get(f"/invitation/{home.invite('Aïcha')}")
    assert answer.status_code == 200
    assert "Bonjour Aïcha" in answer.text
    assert "Benali" not in answer.text


def test_the_challenge_of_another_invitation_is_refused(desk, home):
    key = Authenticator()
    theirs = desk.post("/api/v1/invitations/options", {"token": home.invite("Nadia")}).json
    credential = key.create(theirs["publicKey"], origin="http://localhost:8000")
    credential["clientExtensionResults"] = {}
    body = {"token": home.invite("Aïcha"), "credential": credential, "label": "Clé"}
    assert desk.post("/api/v1/invitations/accept", body).status_code == 403


def test_a_prf_secret_is_refused(desk, home, house):
    answer = desk.accept(home.invite("Aïcha"), Authenticator(), prf={"results": {"first": "AA"}})
    assert (answer.status_code, answer.json["code"]) == (400, "prf_secret")
    assert kept(house) == []


def test_a_key_without_prf_is_kept_without_a_user_key(desk, house):
    desk.register("Aïcha", Authenticator(has_prf=False))
    assert kept(house)[0].wrapped_key is None
    with house.database.read() as session:
        assert session.query(UserKey).count() == 0


def test_a_second_key_that_carries_the_same_user_key_leaves_the_first_as_it_was(desk, house):
    user_key = new_key()
    desk.register_with("Aïcha", user_key)
    desk.register_with("Aïcha", user_key)
    assert all(one.wrapped_key for one in kept(house))


def test_a_new_user_key_leaves_the_older_passkeys_to_work_online(tablet, house):
    tablet.register("Aïcha")
    tablet.register("Aïcha", Authenticator(transports=("nfc",)))
    first, second = kept(house)
    assert first.user_jwk != second.user_jwk
    told = {one["id"]: one["wrap"] for one in tablet.staff("Aïcha")["credentials"]}
    assert told[base64url.encode(first.credential_id)] is None
    assert told[base64url.encode(second.credential_id)] is not None


@pytest.mark.parametrize(
    "change",
    [
        {"credential": {}},
        {"credential": {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}},
        {"label": ""},
        {"label": "x" * 61},
        {"label": "a\x00b"},
        {"user_key": {"public_jwk": {"kty": "EC"}, "iv": "AA", "wrapped": "AA"}},
        {"token": ""},
    ],
)
def test_what_cannot_be_read_is_refused_in_words(desk, home, house, change):
    answer = desk.accept(home.invite("Aïcha"), Authenticator(), **change)
    assert answer.status_code in (403, 422), answer.json
    assert answer.json["detail"]
    assert kept(house) == []


def test_the_same_key_is_not_kept_twice(desk, home):
    key = desk.register("Aïcha")
    options = desk.post("/api/v1/invitations/options", {"token": home.invite("Aïcha")}).json
    (excluded,) = options["publicKey"]["excludeCredentials"]
    assert excluded["type"] == "public-key"
    assert len(key.passkeys) == 1


def test_a_withdrawn_key_closes_the_sessions_of_its_owner(tablet, house, home):
    tablet.unlock("Aïcha")
    with house.database.write() as session:
        one = session.query(Credential).one()
        credentials.withdraw(session, home.actor("Hélène"), one.id, now=clock.now())
    answer = tablet.client.get(f"/api/v1/changes?unit={home.units['Glycines']}")
    assert (answer.status_code, answer.json["code"]) == (401, "signed_out")


def test_whoever_left_cannot_be_invited(home, house):
    with house.database.write() as session:
        member = session.get_one(Staff, home.team["Aïcha"])
        member.left_at = clock.now()
        with pytest.raises(Conflict):
            invitations.create(session, None, staff=member, now=clock.now())
