"""The vectors are what they say: written again they are the same, and the tablet in Python reads them."""

import hashlib
import json
import uuid

import pytest
from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.tablet import base64url, challenge, keys
from tests.vectors import generate

SEALED = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)
SIGNED = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
FILES = {
    "thumbprint": generate.thumbprints,
    "challenge": generate.challenges,
    "user_key": generate.user_key,
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
