"""An offline unlock proves itself with the entries it signed: passkey, lease, and all."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
import uuid
from datetime import datetime, timedelta
from typing import Any

import cbor2
import pytest
from joserfc import jwe
from joserfc.jwk import ECKey
from sqlalchemy import select, update

from app.gate.auth.models import AuthSession, Credential, Lease
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.ids import new_id
from app.tablet import Authenticator
from app.tablet import base64url as b64
from app.tablet.authenticator import without_secret
from app.tablet.challenge import thumbprint
from app.tablet.passkey import Passkey
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

PAIN = {"cible": "douleur-aigue", "vocabulary": 1}
AN_HOUR_AGO = NOW - timedelta(hours=1)
NOBODY = "11111111-1111-4111-8111-111111111111"


class Offline:
    """Aïcha's key on a tablet that holds a lease and has no network."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.home = exchange.home
        self.passkey = Passkey.make("localhost", self.home.staff["Aïcha"].bytes)
        self.authenticator = Authenticator(passkeys=[self.passkey])
        self.nonce = secrets.token_bytes(32)
        with exchange.house.database.write() as session:
            session.add(self._credential())
            session.add(
                Lease(
                    id=new_id(),
                    device_id=self.home.tablet.id,
                    nonce=self.nonce,
                    issued_at=NOW - timedelta(hours=3),
                    expires_at=NOW + timedelta(hours=69),
                )
            )

    def unlock(
        self, at: datetime = AN_HOUR_AGO, *, strong: uuid.UUID | None = None, **changes: Any
    ) -> tuple[Unlock, Json]:
        """A session made without the server, and its proof; `changes` overrides what the proof says.

        `strong` makes it a quick one: the key is touched, without its code.
        """
        key, session_id = ECKey.generate_key("P-256"), new_id()
        jwk = {k: v for k, v in key.as_dict(private=False).items() if k in ("kty", "crv", "x", "y")}
        staff = self.home.staff["Aïcha"]
        parts = (
            b"chevet-quick-1" if strong else b"chevet-unlock-1",
            self.nonce,
            self.home.tablet.id.bytes,
            staff.bytes,
            thumbprint(jwk),
            *([strong.bytes] if strong else []),
        )
        self.authenticator.verifies_user = strong is None
        signed = hashlib.sha256(b"".join(struct.pack(">I", len(one)) + one for one in parts))
        assertion = self.authenticator.get(
            {
                "challenge": b64.encode(signed.digest()),
                "rpId": "localhost",
                "userVerification": "discouraged" if strong else "required",
                "allowCredentials": [{"id": b64.encode(self.passkey.id), "type": "public-key"}],
            },
            origin="http://localhost:8000",
        )
        proof = {
            "session": str(session_id),
            "device": str(self.home.tablet.id),
            "staff": str(staff),
            "jwk": jwk,
            "nonce": b64.encode(self.nonce),
            "basis": "lease",
            "at": clock.to_text(at),
            "assertion": without_secret(assertion),
            **({"strong": str(strong)} if strong else {}),
            **changes,
        }
        tablet, kid, intake = self.home.tablet, self.home.kid, self.home.intake
        return Unlock(session_id, self.home.id, staff, tablet, key, kid, intake, ""), proof

    def seal(self, unlock: Unlock, proof: Any, **header: Any) -> str:
        outside = {
            "alg": "ECDH-ES",
            "enc": "A256GCM",
            "kid": self.home.kid,
            "typ": "chevet-session+jwe",
            "est": str(self.home.id),
            "dev": str(self.home.tablet.id),
            "ses": str(unlock.id),
            **header,
        }
        plain = proof if isinstance(proof, bytes) else json.dumps(proof).encode()
        registry = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)
        return jwe.encrypt_compact(outside, plain, self.home.intake, registry=registry)

    def _credential(self) -> Credential:
        numbers = self.passkey.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        return Credential(
            id=new_id(),
            establishment_id=self.home.id,
            staff_id=self.home.staff["Aïcha"],
            credential_id=self.passkey.id,
            public_key=cbor2.dumps(cose),
            kind="key",
            transports=["usb"],
            aaguid=str(uuid.UUID(int=0)),
            is_backup_eligible=False,
            is_backed_up=False,
            label="Badge",
            created_at=NOW - timedelta(days=30),
        )


def entry_by(offline: Offline, unlock: Unlock) -> str:
    person = offline.home.persons["Lenoir"]
    return unlock.write("transmission.record", person, PAIN, at=AN_HOUR_AGO)


def test_entries_of_an_offline_session_come_in_with_its_proof(each_exchange: Exchange) -> None:
    offline = Offline(each_exchange)
    unlock, proof = offline.unlock()
    envelope = entry_by(offline, unlock)
    without = each_exchange.one(unlock.tablet, envelope)
    assert (without["outcome"], without["code"]) == ("later", "unknown_session")
    sealed = offline.seal(unlock, proof)
    assert each_exchange.one(unlock.tablet, envelope, sessions=[sealed])["outcome"] == "applied"
    with each_exchange.house.database.read() as session:
        known = session.get(AuthSession, unlock.id)
    assert known is not None
    assert (known.basis, known.staff_id, known.refused) == ("lease", unlock.staff, None)
    again = [entry_by(offline, unlock), envelope]
    outcomes = [
        one["outcome"] for one in each_exchange.results(unlock.tablet, again, sessions=[sealed])
    ]
    assert outcomes == ["applied", "duplicate"]


def test_a_proof_that_is_not_believed_keeps_its_entries_apart(exchange: Exchange) -> None:
    offline = Offline(exchange)
    stolen, _ = offline.unlock()
    _, proof = offline.unlock()
    proof |= {"session": str(stolen.id), "jwk": {**proof["jwk"], **_public(stolen.key)}}
    sealed = offline.seal(stolen, proof)  # another key than the one the passkey answered for
    result = exchange.one(stolen.tablet, entry_by(offline, stolen), sessions=[sealed])
    assert (result["outcome"], result["code"]) == ("quarantined", "session_refused")
    assert result["reason"]
    assert "session.refused" in exchange.verbs()


@pytest.mark.parametrize(
    "proof", [b"bonjour", b"[]", b"{}", b'{"session":"%s"}', b"[" * 9_000], ids=repr
)
def test_a_proof_that_is_none_keeps_its_entries_apart(proof: bytes, exchange: Exchange) -> None:
    offline = Offline(exchange)
    unlock, _ = offline.unlock()
    sealed = offline.seal(unlock, proof.replace(b"%s", str(unlock.id).encode()))
    result = exchange.one(unlock.tablet, entry_by(offline, unlock), sessions=[sealed])
    assert (result["outcome"], result["code"]) == ("quarantined", "session_refused")


def test_a_proof_with_the_passkey_s_secret_is_refused(exchange: Exchange) -> None:
    offline = Offline(exchange)
    unlock, proof = offline.unlock()
    proof["assertion"]["clientExtensionResults"] = {"prf": {"results": {"first": "AAAA"}}}
    sealed = offline.seal(unlock, proof)
    result = exchange.one(unlock.tablet, entry_by(offline, unlock), sessions=[sealed])
    assert (result["outcome"], result["code"]) == ("quarantined", "session_refused")
    with exchange.house.database.read() as session:
        assert session.scalars(select(AuthSession)).all() == []


@pytest.mark.parametrize(
    "header",
    [{"kid": "k" * 43}, {"dev": NOBODY}, {"est": NOBODY}, {"typ": "JWT"}],
    ids=repr,
)
def test_a_proof_that_says_nothing_here_leaves_its_entries_waiting(
    header: Json, exchange: Exchange
) -> None:
    offline = Offline(exchange)
    unlock, proof = offline.unlock()
    sealed = [offline.seal(unlock, proof, **header), "bonjour", 7, None]
    body = {"envelopes": [entry_by(offline, unlock)], "sessions": sealed}
    result = exchange.deliver(unlock.tablet, body).get_json()["results"][0]
    assert (result["outcome"], result["code"]) == ("later", "unknown_session")


def _public(key: ECKey) -> Json:
    told = key.as_dict(private=False)
    return {name: told[name] for name in ("x", "y")}


def test_a_quick_unlock_made_offline_waits_for_the_strong_one_it_leans_on(
    exchange: Exchange,
) -> None:
    offline = Offline(exchange)
    strong, strong_proof = offline.unlock(AN_HOUR_AGO)
    quick, quick_proof = offline.unlock(AN_HOUR_AGO, strong=strong.id)
    envelope, sealed = entry_by(offline, quick), offline.seal(quick, quick_proof)
    alone = exchange.one(quick.tablet, envelope, sessions=[sealed])
    assert (alone["outcome"], alone["code"]) == ("later", "unknown_session")
    both = [offline.seal(strong, strong_proof), sealed]
    assert exchange.one(quick.tablet, envelope, sessions=both)["outcome"] == "applied"
    with exchange.house.database.read() as session:
        known = session.get(AuthSession, quick.id)
    assert known is not None
    assert known.strong_id == strong.id


def test_a_quick_unlock_past_its_hours_keeps_its_entries_apart(exchange: Exchange) -> None:
    offline = Offline(exchange)
    strong, strong_proof = offline.unlock(NOW - timedelta(hours=2, minutes=50))
    with exchange.house.database.write() as session:
        session.execute(update(Establishment).values(quick_hours=1))
    quick, quick_proof = offline.unlock(AN_HOUR_AGO, strong=strong.id)
    both = [offline.seal(strong, strong_proof), offline.seal(quick, quick_proof)]
    result = exchange.one(quick.tablet, entry_by(offline, quick), sessions=both)
    assert (result["outcome"], result["code"]) == ("quarantined", "session_refused")
