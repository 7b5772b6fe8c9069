"""The software authenticator satisfies the library that the server judges passkeys with."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

import pytest
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers.exceptions import InvalidAuthenticationResponse

from app.tablet import Authenticator, NotAllowed, base64url
from app.tablet.authenticator import prf_output, without_secret
from app.tablet.passkey import Passkey

ORIGIN = "http://localhost:8000"
SALT = hashlib.sha256(b"chevet-prf-1").digest()


def creation(user: bytes = b"nadia", **more: Any) -> dict[str, Any]:
    return {
        "challenge": base64url.encode(os.urandom(32)),
        "rp": {"id": "localhost", "name": "Chevet"},
        "user": {"id": base64url.encode(user), "name": "Nadia", "displayName": "Nadia"},
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        "extensions": {"credProps": True, "prf": {"eval": {"first": base64url.encode(SALT)}}},
        **more,
    }


def request(**more: Any) -> dict[str, Any]:
    return {
        "challenge": base64url.encode(os.urandom(32)),
        "rpId": "localhost",
        "userVerification": "required",
        **more,
    }


def registered(authenticator: Authenticator) -> Any:
    options = creation()
    credential = without_secret(authenticator.create(options, origin=ORIGIN))
    return verify_registration_response(
        credential=credential,
        expected_challenge=base64url.decode(options["challenge"]),
        expected_rp_id="localhost",
        expected_origin=ORIGIN,
        require_user_verification=True,
    )


def signed_in(authenticator: Authenticator, public_key: bytes, known_count: int = 0) -> Any:
    options = request()
    assertion = authenticator.get(options, origin=ORIGIN)
    return verify_authentication_response(
        credential=without_secret(assertion),
        expected_challenge=base64url.decode(options["challenge"]),
        expected_rp_id="localhost",
        expected_origin=ORIGIN,
        credential_public_key=public_key,
        credential_current_sign_count=known_count,
        require_user_verification=True,
    )


def test_its_registration_is_accepted():
    authenticator = Authenticator()
    verified = registered(authenticator)
    assert verified.credential_id == authenticator.passkeys[0].id
    assert verified.user_verified
    assert verified.credential_device_type == "single_device"


def test_a_phone_says_that_its_passkeys_are_backed_up():
    verified = registered(Authenticator.phone())
    assert verified.credential_device_type == "multi_device"
    assert verified.credential_backed_up


def test_its_assertion_is_accepted_and_counted():
    authenticator = Authenticator()
    public_key = registered(authenticator).credential_public_key
    assert signed_in(authenticator, public_key).new_sign_count == 1
    assert signed_in(authenticator, public_key, 1).new_sign_count == 2


def test_a_count_that_went_back_is_seen():
    authenticator = Authenticator()
    public_key = registered(authenticator).credential_public_key
    with pytest.raises(InvalidAuthenticationResponse):
        signed_in(authenticator, public_key, known_count=9)


def test_an_authenticator_may_keep_no_count():
    authenticator = Authenticator(counts=False)
    public_key = registered(authenticator).credential_public_key
    assert signed_in(authenticator, public_key).new_sign_count == 0


def test_another_key_is_refused():
    one, other = Authenticator(), Authenticator()
    registered(one)
    public_key = registered(other).credential_public_key
    with pytest.raises(InvalidAuthenticationResponse):
        signed_in(one, public_key)


def test_its_prf_is_the_same_at_creation_and_later_and_differs_by_salt():
    authenticator = Authenticator()
    first = prf_output(authenticator.create(creation(), origin=ORIGIN))
    salts = [SALT, os.urandom(32)]
    asked = [{"prf": {"eval": {"first": base64url.encode(salt)}}} for salt in salts]
    again, other = (
        prf_output(authenticator.get(request(extensions=extensions), origin=ORIGIN))
        for extensions in asked
    )
    assert first == again == hmac.digest(authenticator.passkeys[0].secret, SALT, "sha256")
    assert other != again


def test_some_keys_give_their_prf_only_after_creation():
    credential = Authenticator(prf_at_creation=False).create(creation(), origin=ORIGIN)
    assert credential["clientExtensionResults"]["prf"] == {"enabled": True}


def test_without_prf_it_says_so():
    authenticator = Authenticator(has_prf=False)
    credential = authenticator.create(creation(), origin=ORIGIN)
    assert credential["clientExtensionResults"]["prf"] == {"enabled": False}
    extensions = {"prf": {"eval": {"first": base64url.encode(SALT)}}}
    assertion = authenticator.get(request(extensions=extensions), origin=ORIGIN)
    assert prf_output(assertion) is None


def test_the_secret_does_not_leave():
    credential = Authenticator().create(creation(), origin=ORIGIN)
    assert "results" in credential["clientExtensionResults"]["prf"]
    sent = without_secret(credential)
    assert sent["clientExtensionResults"] == {"credProps": {"rk": True}, "prf": {"enabled": True}}
    assert "results" in credential["clientExtensionResults"]["prf"], "the original is untouched"


@pytest.mark.parametrize(
    "options",
    [
        request(rpId="example.org"),
        request(allowCredentials=[{"type": "public-key", "id": "AAAA"}]),
    ],
    ids=["another domain", "another passkey"],
)
def test_it_refuses_to_sign_for(options: dict[str, Any]):
    authenticator = Authenticator()
    authenticator.create(creation(), origin=ORIGIN)
    with pytest.raises(NotAllowed):
        authenticator.get(options, origin=ORIGIN)


def test_without_user_verification_it_refuses_where_it_is_required():
    authenticator = Authenticator(verifies_user=False)
    authenticator.create(creation(), origin=ORIGIN)
    with pytest.raises(NotAllowed):
        authenticator.get(request(), origin=ORIGIN)


def test_it_makes_one_passkey_an_account():
    authenticator = Authenticator()
    made = authenticator.create(creation(), origin=ORIGIN)
    excluded = [{"type": "public-key", "id": made["id"]}]
    with pytest.raises(NotAllowed):
        authenticator.create(creation(excludeCredentials=excluded), origin=ORIGIN)


def test_a_passkey_can_move_to_another_authenticator():
    authenticator = Authenticator()
    public_key = registered(authenticator).credential_public_key
    moved = Passkey.from_json(authenticator.passkeys[0].as_json())
    other = Authenticator(passkeys=[moved])
    assert signed_in(other, public_key).new_sign_count == 1
    assert moved.prf(SALT) == authenticator.passkeys[0].prf(SALT)
