"""The same `tests/vectors/*.json` that node runs: two implementations that agree on every byte."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.tablet import base64url, challenge, envelope, keys
from app.tablet.session import Session

VECTORS = Path(__file__).parents[1] / "vectors"


def vector(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", vector("thumbprint")["cases"])
def test_the_thumbprint(case: dict[str, Any]):
    assert base64url.encode(challenge.thumbprint(case["jwk"])) == case["thumbprint"]


@pytest.mark.parametrize("case", vector("challenge")["cases"])
def test_the_challenge(case: dict[str, Any]):
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


def test_the_prf_input():
    assert base64url.encode(challenge.PRF_INPUT) == vector("challenge")["prf_input"]


def test_the_user_key_opens():
    told = vector("user_key")
    wrap = keys.WrappedKey.from_json(told["wrap"])
    opened = keys.unwrap_user_key(wrap, base64url.decode(told["prf"]))
    assert opened.as_dict(private=True)["d"] == told["private_jwk"]["d"]


def test_the_user_key_is_wrapped_to_the_same_bytes():
    told = vector("user_key")
    key = ECKey.import_key(told["private_jwk"])
    iv = base64url.decode(told["wrap"]["iv"])
    made = keys.wrap_user_key(key, base64url.decode(told["prf"]), iv=iv)
    assert made.as_json() == told["wrap"]


def test_the_store_key_opens():
    told = vector("store_key")
    key = ECKey.import_key(told["private_jwk"])
    assert base64url.encode(keys.open_store_key(told["store_key"]["jwe"], key)) == told["key"]


def opened(sealed: str, told: dict[str, Any]) -> bytes:
    registry = jwe.JWERegistry(strict_check_header=False)
    key = ECKey.import_key(told["intake"]["private_jwk"])
    plain = jwe.decrypt_compact(sealed, key, registry=registry).plaintext
    assert plain is not None
    return plain


def session_of(told: dict[str, Any], author: str, device: str, name: str) -> Session:
    key = ECKey.import_key(told["session"]["private_jwk"])
    return Session(uuid.UUID(device), uuid.UUID(author), uuid.UUID(name), key)


def outside(sealed: str) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(base64url.decode(sealed.split(".")[0]))
    del header["epk"]
    return header


def test_an_envelope_has_the_shape_of_the_vector():
    told = vector("envelope")
    claims = told["command"]
    session = session_of(told, claims["author"], claims["device"], claims["session"])
    intake = envelope.Intake.from_json(told["intake"])
    made = envelope.seal_command(claims, session, intake)
    assert outside(made) == outside(told["jwe"])
    ours, theirs = (
        jws.deserialize_compact(opened(one, told), session.key) for one in (made, told["jwe"])
    )
    assert ours.headers() == theirs.headers()
    assert ours.payload == theirs.payload


def test_a_session_proof_has_the_shape_of_the_vector():
    told = vector("session_proof")
    proof = told["proof"]
    session = session_of(told, proof["staff"], proof["device"], proof["session"])
    session.proof = proof
    home = uuid.UUID(outside(told["jwe"])["est"])
    made = envelope.seal_proof(session, home, envelope.Intake.from_json(told["intake"]))
    assert outside(made) == outside(told["jwe"])
    assert json.loads(opened(made, told)) == json.loads(opened(told["jwe"], told))
