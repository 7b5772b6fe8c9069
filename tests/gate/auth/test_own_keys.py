"""One's own keys: added with one at hand, renamed, withdrawn, and what becomes of the user's key pair."""

import hashlib
import uuid

import pytest
from sqlalchemy import update

from app.gate.audit.models import AuditEvent
from app.gate.auth import notices, own_keys
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.models import Challenge, Credential, KeyNotice, UserKey
from app.ground import clock
from app.ground.errors import NotFound
from app.tablet import base64url
from app.tablet.authenticator import Authenticator, prf_output, without_secret
from app.tablet.challenge import PRF_INPUT
from app.tablet.keys import WrappedKey, new_key, public_jwk, unwrap_user_key, wrap_user_key
from tests.fixtures.browser import ORIGIN

PRF = {"prf": {"eval": {"first": base64url.encode(PRF_INPUT)}}}


def rows(house):
    with house.database.read() as session:
        return session.query(Credential).order_by(Credential.id).all()


def make(options, key):
    """The new key, as the page makes it: the credential and its PRF output."""
    made = key.create({**options["publicKey"], "extensions": PRF}, origin=ORIGIN)
    return made, prf_output(made)


def confirm(options, key, made):
    """A present key's answer over the new one, and its PRF output."""
    told = options["confirm"]
    attestation = base64url.decode(made["response"]["attestationObject"])
    parts = [
        b"chevet-add-key-1",
        base64url.decode(told["nonce"]),
        uuid.UUID(told["session"]).bytes,
        uuid.UUID(told["staff"]).bytes,
        hashlib.sha256(attestation).digest(),
    ]
    challenge = hashlib.sha256(length_prefixed(*parts)).digest()
    asked = {
        "challenge": base64url.encode(challenge),
        "rpId": told["rp_id"],
        "allowCredentials": [{"id": one["id"]} for one in told["allowed"]],
        "userVerification": "required",
        "extensions": PRF,
    }
    shown = key.get(asked, origin=ORIGIN)
    confirmation = {"nonce": told["nonce"], "assertion": without_secret(shown)}
    return confirmation, shown["id"], prf_output(shown)


def add(page, present, new, label="Badge", **changes):
    """Adds `new`, confirmed by `present`; both carry the same pair where both can."""
    options = page.post("/api/v1/keys/options", {}).json
    made, prf = make(options, new)
    confirmation, shown_id, present_prf = confirm(options, present, made)
    body = {"credential": without_secret(made), "label": label, "confirmation": confirmation}
    wrap = next(one["wrap"] for one in options["confirm"]["allowed"] if one["id"] == shown_id)
    if prf and wrap and present_prf:
        pair = unwrap_user_key(WrappedKey.from_json(wrap), present_prf)
        again = wrap_user_key(pair, prf).as_json()
        body["user_key"] = {"public_jwk": options["public_jwk"], **again}
    return page.post("/api/v1/keys", {**body, **changes})


@pytest.fixture
def nadia(desk):
    """Nadia, in the office with her first key."""
    desk.register("Nadia")
    assert desk.sign_in("Nadia").status_code == 200
    return desk


def test_a_key_is_added_with_one_that_is_at_hand_and_opens_without_network(nadia, home, house):
    answer = add(nadia, nadia.keys["Nadia"], Authenticator(transports=("nfc",)), "Mon badge")
    assert (answer.status_code, answer.json["opens_offline"]) == (201, True)
    first, second = rows(house)
    assert (second.label, second.kind, second.staff_id) == ("Mon badge", "key", home.team["Nadia"])
    assert first.user_jwk == second.user_jwk
    with house.database.read() as session:
        assert session.query(UserKey).count() == 1
        event = session.query(AuditEvent).filter_by(verb="passkey.added").one()
    assert event.detail["confirmed_by"] == str(first.id)


def test_the_new_key_opens_the_very_pair_of_the_old_one(nadia, house):
    new = Authenticator()
    add(nadia, nadia.keys["Nadia"], new)
    second = rows(house)[1]
    wrap = WrappedKey(second.wrap_iv, second.wrapped_key)
    pair = unwrap_user_key(wrap, new.passkeys[0].prf(PRF_INPUT))
    assert public_jwk(pair) == second.user_jwk


def test_an_aide_adds_hers_from_the_tablet(tablet, house):
    tablet.unlock("Aïcha")
    answer = add(tablet, tablet.keys["Aïcha"], Authenticator())
    assert answer.status_code == 201, answer.json
    told = tablet.staff("Aïcha")["credentials"]
    assert [one["wrap"] is not None for one in told] == [True, True]


def test_without_a_present_key_nothing_is_added(nadia, house):
    answer = add(nadia, nadia.keys["Nadia"], Authenticator(), confirmation=None)
    assert (answer.status_code, answer.json["code"]) == (403, "confirmation")
    assert len(rows(house)) == 1


def test_a_colleagues_key_confirms_nothing(nadia, house):
    theirs = nadia.register("Hélène")
    nadia.sign_in("Nadia")
    options = nadia.post("/api/v1/keys/options", {}).json
    made, _ = make(options, Authenticator())
    options["confirm"]["allowed"] = []
    confirmation, _, _ = confirm(options, theirs, made)
    body = {"credential": without_secret(made), "label": "Clé", "confirmation": confirmation}
    answer = nadia.post("/api/v1/keys", body)
    assert (answer.status_code, answer.json["code"]) == (403, "credential")
    assert len(rows(house)) == 2


def test_a_present_key_confirms_one_new_key_and_no_other(nadia, house):
    options = nadia.post("/api/v1/keys/options", {}).json
    made, _ = make(options, Authenticator())
    confirmation, _, _ = confirm(options, nadia.keys["Nadia"], made)
    other, _ = make(options, Authenticator())
    body = {"credential": without_secret(other), "label": "Clé", "confirmation": confirmation}
    assert nadia.post("/api/v1/keys", body).status_code == 403
    assert len(rows(house)) == 1


def test_a_confirmation_serves_once(nadia, house):
    """Even for the very key it was given over, once that key is forgotten and its making could be said again."""
    options = nadia.post("/api/v1/keys/options", {}).json
    made, _ = make(options, Authenticator())
    confirmation, _, _ = confirm(options, nadia.keys["Nadia"], made)
    body = {"credential": without_secret(made), "label": "Clé", "confirmation": confirmation}
    assert nadia.post("/api/v1/keys", body).status_code == 201
    with house.database.write() as session:
        session.execute(
            update(Challenge).where(Challenge.purpose == "own_key").values(used_at=None)
        )
        second = session.query(Credential).order_by(Credential.id.desc()).first()
        second.credential_id = b"another"
    answer = nadia.post("/api/v1/keys", body)
    assert (answer.status_code, answer.json["code"]) == (403, "nonce")
    assert len(rows(house)) == 2


def test_a_key_that_does_not_verify_its_user_confirms_nothing(nadia, house):
    options = nadia.post("/api/v1/keys/options", {}).json
    made, _ = make(options, Authenticator())
    present = nadia.keys["Nadia"]
    told = {**options, "publicKey": options["publicKey"]}
    confirmation, _, _ = confirm(told, present, made)
    data = bytearray(base64url.decode(confirmation["assertion"]["response"]["authenticatorData"]))
    data[32] &= ~0x04
    confirmation["assertion"]["response"]["authenticatorData"] = base64url.encode(bytes(data))
    body = {"credential": without_secret(made), "label": "Clé", "confirmation": confirmation}
    assert nadia.post("/api/v1/keys", body).status_code == 403
    assert len(rows(house)) == 1


def test_another_pair_does_not_replace_one_that_is_at_hand(nadia, house):
    strange = new_key()
    wrap = wrap_user_key(strange, b"p" * 32).as_json()
    user_key = {"public_jwk": public_jwk(strange), **wrap}
    answer = add(nadia, nadia.keys["Nadia"], Authenticator(), user_key=user_key)
    assert answer.status_code == 409
    assert len(rows(house)) == 1


def test_a_prf_secret_is_refused_here_too(nadia, house):
    answer = add(nadia, nadia.keys["Nadia"], Authenticator(), prf={"results": {"first": "AA"}})
    assert (answer.status_code, answer.json["code"]) == (400, "prf_secret")
    assert len(rows(house)) == 1


def test_the_tablets_own_key_is_not_added_on_a_shared_tablet(tablet, house):
    tablet.unlock("Aïcha")
    answer = add(tablet, tablet.keys["Aïcha"], Authenticator.in_the_tablet())
    assert (answer.status_code, answer.json["code"]) == (403, "tablet_passkey")
    assert len(rows(house)) == 1


def test_nobody_has_more_keys_than_anybody_needs(nadia, house):
    key = nadia.keys["Nadia"]
    for _ in range(own_keys.MOST - 1):
        assert add(nadia, key, Authenticator()).status_code == 201
    answer = nadia.post("/api/v1/keys/options", {})
    assert (answer.status_code, "déjà 12 clés" in answer.json["detail"]) == (409, True)


def test_a_key_of_a_former_pair_learns_the_present_one_when_it_next_unlocks(tablet, house):
    """The page of the new pair sealed it to the former: one passkey more, and nobody loses the way without network."""
    former, present = new_key(), new_key()
    old = tablet.register_with("Aïcha", former)
    told = tablet.post("/api/v1/invitations/options", {"token": tablet.home.invite("Aïcha")}).json
    (carrier,) = told["carriers"]
    assert carrier["public_jwk"] == public_jwk(former)
    second = Authenticator()
    replace(tablet, second, present, bridges=[{"id": carrier["id"], "jwe": "a.b.c.d.e"}])
    assert tablet.staff("Aïcha")["credentials"][-1]["wrap"] is None
    answer = unlock(tablet, "Aïcha", old)
    lacking = answer.json["lacking"]
    assert lacking["bridge"] == "a.b.c.d.e"
    assert answer.json["store_keys"], "it opens online meanwhile"
    wrap = WrappedKey.from_json(lacking["wrap"])
    assert public_jwk(unwrap_user_key(wrap, old.passkeys[0].prf(PRF_INPUT))) == public_jwk(former)
    again = wrap_user_key(present, old.passkeys[0].prf(PRF_INPUT)).as_json()
    body = {"user_key": {"public_jwk": lacking["public_jwk"], **again}}
    assert tablet.post("/api/v1/keys/mend", body).status_code == 204
    assert [one["wrap"] is None for one in tablet.staff("Aïcha")["credentials"]] == [False, False]
    assert "lacking" not in unlock(tablet, "Aïcha", old).json


def test_a_withdrawn_key_learns_nothing_of_the_next_pair(tablet, house):
    """Whoever found it, and its code, holds a former pair: the present one was never sealed to that."""
    tablet.register_with("Aïcha", new_key())
    (lost,) = rows(house)
    with house.database.write() as session:
        row = session.get_one(Credential, lost.id)
        notices.revoke(session, row, tablet.home.actor("Aïcha"), now=clock.now())
    told = tablet.post("/api/v1/invitations/options", {"token": tablet.home.invite("Aïcha")}).json
    assert told["carriers"] == []
    assert rows(house)[0].wrapped_key is None


def test_a_good_wrap_is_not_written_over(tablet, house):
    tablet.unlock("Aïcha")
    before = rows(house)[0].wrapped_key
    with house.database.read() as session:
        jwk = session.query(UserKey).one().public_jwk
    body = {"user_key": {"public_jwk": jwk, "iv": "A" * 16, "wrapped": "A" * 80}}
    assert tablet.post("/api/v1/keys/mend", body).status_code == 409
    assert rows(house)[0].wrapped_key == before


def test_a_key_is_renamed_by_its_owner_alone(nadia, home, house):
    (one,) = rows(house)
    with house.database.write() as session:
        own_keys.rename(session, home.actor("Nadia"), one.id, "  Clé   bleue ", now=clock.now())
    assert rows(house)[0].label == "Clé bleue"
    with (
        house.database.write() as session,
        pytest.raises(NotFound),
    ):
        own_keys.rename(session, home.actor("Hélène"), one.id, "À moi", now=clock.now())


def test_a_withdrawn_key_closes_what_it_opened_and_leaves_the_rest(nadia, home, house, tablet):
    """The office stays open with the other key."""
    new = Authenticator()
    add(nadia, nadia.keys["Nadia"], new)
    tablet.keys["Nadia"] = new
    tablet.unlock("Nadia")
    lost = rows(house)[1]
    with house.database.write() as session:
        own_keys.withdraw(session, home.actor("Nadia"), lost.id, is_lost=True, now=clock.now())
    changes = f"/api/v1/changes?unit={home.units['Glycines']}"
    assert tablet.client.get(changes).status_code == 401
    assert nadia.post("/api/v1/keys/options", {}).status_code == 200
    with house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="passkey.lost").count() == 1
        assert session.query(KeyNotice).filter_by(what="withdrawn").count() == 1


def replace(page, key, pair, **more):
    """Registers `key` from an invitation with another pair, as a page does that has no older key at hand."""
    token = page.home.invite("Aïcha")
    options = page.post("/api/v1/invitations/options", {"token": token}).json
    made, prf = make(options, key)
    body = {
        "token": token,
        "credential": without_secret(made),
        "label": "Clé",
        "user_key": {"public_jwk": public_jwk(pair), **wrap_user_key(pair, prf).as_json(), **more},
    }
    answer = page.post("/api/v1/invitations/accept", body)
    assert answer.status_code == 201, answer.json


def unlock(page, name, key):
    _, proof = page.proof(name, key=key)
    answer = page.post("/api/v1/unlock", {"proof": proof})
    assert answer.status_code == 200, answer.json
    return answer
