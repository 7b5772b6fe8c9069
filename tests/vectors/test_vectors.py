"""The vectors are what they say: written again they are the same, and the tablet in Python reads them."""

import hashlib
import json
import uuid

import pytest
from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.gate.auth import action
from app.tablet import base64url, challenge, confirming, keys, personal_code
from app.tablet.errors import TabletError
from tests.vectors import generate

SEALED = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)
SIGNED = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
FILES = {
    "thumbprint": generate.thumbprints,
    "challenge": generate.challenges,
    "action": generate.actions,
    "user_key": generate.user_key,
    "personal_code": generate.personal_code,
    "store_key": generate.store_key,
    "envelope": generate.envelope,
    "session_proof": generate.session_proof,
}


def vector(name):
    return json.loads((generate.HERE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_a_vector_written_again_is_the_same(name):
    assert FILES[name]() == vector(name)


@pytest.mark.parametrize("case", vector("thumbprint")["cases"])
def test_a_key_has_its_thumbprint(case):
    assert base64url.encode(challenge.thumbprint(case["jwk"])) == case["thumbprint"]


@pytest.mark.parametrize("case", vector("challenge")["cases"])
def test_an_unlock_has_its_challenge(case):
    about = {
        "nonce": base64url.decode(case["nonce"]),
        "device": uuid.UUID(case["device"]),
        "staff": uuid.UUID(case["staff"]),
        "thumbprint": base64url.decode(case["thumbprint"]),
    }
    if "strong" in case:
        made = challenge.quick_challenge(**about, strong=uuid.UUID(case["strong"]))
    else:
        made = challenge.unlock_challenge(**about)
    assert base64url.encode(made) == case["challenge"]


@pytest.mark.parametrize("case", vector("action")["cases"])
def test_a_confirmation_has_its_challenge(case):
    """The server's code and the tablet's find the same bytes, each by itself."""
    told = case["action"]
    served = action.Action(
        told["type"],
        uuid.UUID(told["id"]),
        uuid.UUID(told["person"]) if told["person"] else None,
        told["at"],
        uuid.UUID(told["device"]),
        uuid.UUID(told["session"]),
        told["body"],
    )
    assert action.canonical(told["body"]) == confirming.written(told["body"]) == case["canonical"]
    assert served.digest() == confirming.action_digest(told) == base64url.decode(case["digest"])
    staff, nonce = uuid.UUID(case["staff"]), base64url.decode(case["nonce"])
    about = {"nonce": nonce, "digest": served.digest()}
    challenge = base64url.decode(case["challenge"])
    assert confirming.action_challenge(**about, device=served.device, staff=staff) == challenge
    assert action.action_challenge(**about, device_id=served.device, staff_id=staff) == challenge


@pytest.mark.parametrize(
    "body",
    [{"a": 1.5}, {"a": 2**53}, {"é": 1}, {"a": "\ud800"}, {"a": b""}, {"a": [[]] * 2 + [1.0]}],
)
def test_a_body_that_could_be_written_in_two_ways_is_not_confirmed(body):
    with pytest.raises(action.NotCanonical):
        action.canonical(body)


def test_every_passkey_is_asked_for_the_same_prf():
    assert base64url.encode(challenge.PRF_INPUT) == vector("challenge")["prf_input"]


def test_a_user_key_opens_with_its_prf_and_opens_its_store_key():
    told, store = vector("user_key"), vector("store_key")
    opened = keys.unwrap_user_key(
        keys.WrappedKey.from_json(told["wrap"]), base64url.decode(told["prf"])
    )
    assert keys.public_jwk(opened) == told["public_jwk"]
    found = keys.open_store_key(store["store_key"]["jwe"], opened)
    assert base64url.encode(found) == store["key"]


def test_a_user_key_behind_a_code_opens_with_both_and_with_neither_alone():
    told = vector("personal_code")
    prf, salt = base64url.decode(told["prf"]), base64url.decode(told["salt"])
    secret = personal_code.mixed(prf, told["code"], salt, told["iterations"])
    assert base64url.encode(secret) == told["secret"]
    wrap = keys.WrappedKey.from_json(told["wrap"])
    assert keys.public_jwk(keys.unwrap_user_key(wrap, secret)) == told["public_jwk"]
    other = personal_code.mixed(prf, "739183", salt, told["iterations"])
    for wrong in (prf, secret[32:], other):
        with pytest.raises(TabletError):
            keys.unwrap_user_key(wrap, wrong)


def test_a_page_shows_that_it_opened_the_user_s_key():
    told = vector("personal_code")
    user, intake = (ECKey.import_key(one) for one in (told["private_jwk"], told["intake"]["jwk"]))
    shown = personal_code.opened(user, intake, told["nonce"], uuid.UUID(told["session"]))
    assert shown == told["opened"]


@pytest.mark.parametrize("name", ["envelope", "session_proof"])
def test_what_is_sealed_opens_with_the_intake_key(name):
    told = vector(name)
    intake = ECKey.import_key(told["intake"]["private_jwk"])
    opened = jwe.decrypt_compact(told["jwe"], intake, registry=SEALED)
    assert {k: v for k, v in opened.headers().items() if k != "epk"} == told["header"]
    inside = told["jws"].encode() if name == "envelope" else generate.dense(told["proof"])
    assert opened.plaintext == inside


def test_the_session_signed_the_command_and_its_possession():
    envelope, proof = vector("envelope"), vector("session_proof")
    session = ECKey.import_key(envelope["session"]["jwk"])
    assert (
        json.loads(jws.deserialize_compact(envelope["jws"], session, registry=SIGNED).payload)
        == (envelope["command"])
    )
    shown = jws.deserialize_compact(proof["possession"]["jws"], session, registry=SIGNED)
    assert json.loads(shown.payload) == proof["possession"]["claims"]


def test_the_digest_is_of_the_compact_text():
    told = vector("envelope")
    assert base64url.encode(hashlib.sha256(told["jwe"].encode()).digest()) == told["digest"]
