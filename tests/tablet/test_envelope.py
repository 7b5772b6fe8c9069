"""An envelope shows outside exactly what the protocol says, opens with the intake key, and is signed by the session."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.ground.ids import new_id
from app.tablet import base64url, envelope, keys
from app.tablet.session import Session

AT = datetime(2026, 11, 21, 20, 54, 1, 250_000, tzinfo=UTC)
INTAKE_KEY = keys.new_key()
INTAKE = envelope.Intake("intake-1", ECKey.import_key(keys.public_jwk(INTAKE_KEY)))
ORIGIN = envelope.Origin(uuid.uuid4(), uuid.uuid4(), 1200, AT)


@pytest.fixture
def session() -> Session:
    return Session(device=uuid.uuid4(), staff=uuid.uuid4())


def claims_of(session: Session, **body: Any) -> dict[str, Any]:
    return envelope.command(
        ORIGIN,
        session,
        id=new_id(),
        seq=7,
        type="transmission.record",
        at=AT,
        person=uuid.uuid4(),
        body=body,
    )


def outside(sealed: str) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(base64url.decode(sealed.split(".")[0]))
    return header


def opened(sealed: str) -> str:
    registry = jwe.JWERegistry(strict_check_header=False)
    plain = jwe.decrypt_compact(sealed, INTAKE_KEY, registry=registry).plaintext
    assert plain is not None
    return plain.decode()


def test_the_outside_names_neither_person_nor_type(session: Session):
    claims = claims_of(session, data="Refuse le petit-déjeuner")
    sealed = envelope.seal_command(claims, session, INTAKE)
    header = outside(sealed)
    assert header.pop("epk").keys() == {"kty", "crv", "x", "y"}
    assert header == {
        "alg": "ECDH-ES",
        "enc": "A256GCM",
        "kid": "intake-1",
        "typ": "chevet-envelope+jwe",
        "v": 1,
        "id": claims["id"],
        "est": str(ORIGIN.establishment),
        "dev": str(session.device),
        "ins": str(ORIGIN.install),
        "seq": 7,
        "ses": str(session.id),
        "size": len(opened(sealed)),
    }


def test_the_inside_is_signed_by_the_session(session: Session):
    claims = claims_of(session, data="Été : 37,8 °C 🤒 مرحبا")
    signed = opened(envelope.seal_command(claims, session, INTAKE))
    read = jws.deserialize_compact(signed, ECKey.import_key(session.jwk))
    assert read.headers() == {
        "alg": "ES256",
        "kid": str(session.id),
        "typ": "chevet-command+jws",
    }
    assert json.loads(read.payload) == claims
    assert claims["at"] == "2026-11-21T20:54:01.250Z"
    assert claims["clock"] == {"offset_ms": 1200, "measured_at": claims["at"]}


def test_a_header_can_be_made_to_lie_for_a_test(session: Session):
    sealed = envelope.seal_command(claims_of(session), session, INTAKE, {"seq": 8})
    assert outside(sealed)["seq"] == 8


def test_an_unpaired_surrogate_travels_as_javascript_writes_it(session: Session):
    claims = claims_of(session, data="a\ud800b")
    signed = opened(envelope.seal_command(claims, session, INTAKE))
    assert b"a\\ud800b" in base64url.decode(signed.split(".")[1])


def test_two_envelopes_of_one_command_have_two_digests(session: Session):
    claims = claims_of(session)
    made = {envelope.digest(envelope.seal_command(claims, session, INTAKE)) for _ in range(2)}
    assert len(made) == 2


def test_a_proof_is_sealed_whole(session: Session):
    session.prove({"id": "x"}, nonce="bm9uY2U", basis="lease", at=AT)
    sealed = envelope.seal_proof(session, ORIGIN.establishment, INTAKE)
    header = outside(sealed)
    assert header["typ"] == "chevet-session+jwe"
    assert (header["est"], header["dev"], header["ses"]) == (
        str(ORIGIN.establishment),
        str(session.device),
        str(session.id),
    )
    proof = json.loads(opened(sealed))
    assert proof == session.proof
    assert proof["basis"] == "lease"
    assert proof["jwk"] == session.jwk
    assert proof["assertion"] == {"id": "x"}


def test_possession_signs_the_fresh_nonce(session: Session):
    read = jws.deserialize_compact(session.possession("abc"), ECKey.import_key(session.jwk))
    assert read.headers()["typ"] == "chevet-possession+jws"
    assert json.loads(read.payload) == {"nonce": "abc", "session": str(session.id)}
