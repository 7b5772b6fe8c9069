"""Writes the protocol's vectors beside this file: python -m tests.vectors.generate

Every key, nonce and initialisation vector comes from the SHA-256 of a label, and signatures are RFC 6979: two runs give
the same bytes. JWE and HKDF are written out with `cryptography` alone, on purpose: a vector made by the library that it
is meant to check would prove nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
import uuid
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.vectors.making import (
    b64,
    dense,
    encrypt,
    identifier,
    private_jwk,
    private_key,
    public_jwk,
    seed,
    sign,
    thumbprint,
)

HERE = Path(__file__).parent
ALLOWED_CODES = [
    "739182",
    "500237",
    "48291736",
    "884517",
    "1357908642",
    "909172",
    "320199",
    "29021901",
]
REFUSED_CODES = [
    "", "12345", "1234567890123", "12 345", "12345a", "１２３４５６", "000000", "123456", "987654", "890123",
    "121212", "123123", "12341234", "474747", "666777", "311299", "991231", "123199", "290200", "880417",
    "24051978", "19780524", "05241978", "159753", "112233",
]  # fmt: skip


def challenge_of(
    nonce: bytes, device: str, staff: str, jwk: dict[str, str], strong: str | None = None
) -> bytes:
    ids = [uuid.UUID(one).bytes for one in (device, staff)]
    parts = [b"chevet-quick-1" if strong else b"chevet-unlock-1", nonce, *ids, thumbprint(jwk)]
    if strong:
        parts.append(uuid.UUID(strong).bytes)
    return hashlib.sha256(b"".join(struct.pack(">I", len(part)) + part for part in parts)).digest()


def both(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    return {"jwk": public_jwk(key), "private_jwk": private_jwk(key)}


def thumbprints() -> dict[str, Any]:
    cases = []
    for label in ("session 1", "session 2", "user"):
        jwk = public_jwk(private_key(label))
        cases.append({"jwk": jwk, "thumbprint": b64(thumbprint(jwk))})
    extra = {"use": "sig", "alg": "ES256", **dict(reversed(cases[0]["jwk"].items())), "ext": True}
    cases.append({"jwk": extra, "thumbprint": cases[0]["thumbprint"]})
    return {"cases": cases}


def challenges() -> dict[str, Any]:
    cases = []
    for label, length in (("fresh", 32), ("lease", 32), ("short", 16)):
        jwk = public_jwk(private_key("session 1"))
        about = {"device": identifier("device"), "staff": identifier("aïcha")}
        nonce = seed(f"nonce {label}", length)
        case = {"nonce": b64(nonce), **about, "thumbprint": b64(thumbprint(jwk))}
        cases.append({**case, "challenge": b64(challenge_of(nonce, **about, jwk=jwk))})
    strong = {"strong": identifier("strong unlock")}
    quick = challenge_of(nonce, **about, jwk=jwk, **strong)
    cases.append({**case, **strong, "challenge": b64(quick)})
    return {"prf_input": b64(hashlib.sha256(b"chevet-prf-1").digest()), "cases": cases}


def actions() -> dict[str, Any]:
    """Actions that a passkey confirms: the body's one text, the digest of the action, and one person's challenge."""
    cases = []
    for label, (person, body) in ACTIONS.items():
        claims = {
            "type": "transmission.record",
            "id": identifier(f"action {label}"),
            "person": person and identifier(person),
            "at": "2026-11-21T14:02:11.250Z",
            "device": identifier("device"),
            "session": identifier("session"),
            "body": body,
        }
        digest, nonce = action_digest(claims), seed(f"nonce {label}", 39)
        about = {"nonce": b64(nonce), "staff": identifier("bruno")}
        parts = (b"chevet-action-1", nonce, raw(claims["device"]), raw(about["staff"]), digest)
        told = {"canonical": canonical(body), "digest": b64(digest), **about}
        cases.append({"action": claims, **told, "challenge": b64(hashed(*parts))})
    return {"cases": cases}


ACTIONS: dict[str, tuple[str | None, dict[str, Any]]] = {
    "empty": ("lenoir", {}),
    "nobody": (None, {"reason": "Malaise, équipe absente"}),
    "order": ("lenoir", {"b": 1, "a": [3, 2, 1], "c": {"z": None, "y": True, "B": False}}),
    "texts": (
        "lenoir",
        {
            "data": '« Œil » 👁\u200d🗨 "cité" \\ / \u2028',
            "actions": "\t\n\r\b\f\u0001\u007f",
        },
    ),
    "numbers": ("lenoir", {"vocabulary": 0, "least": -(2**53 - 1), "most": 2**53 - 1}),
}


def action_digest(claims: dict[str, Any]) -> bytes:
    return hashed(
        claims["type"].encode(),
        raw(claims["id"]),
        raw(claims["person"]) if claims["person"] else b"",
        claims["at"].encode(),
        raw(claims["device"]),
        raw(claims["session"]),
        canonical(claims["body"]).encode(),
    )


def canonical(body: Any) -> str:
    """By hand, so that no library's habits are taken for the rule."""
    if isinstance(body, dict):
        return "{" + ",".join(f"{canonical(k)}:{canonical(body[k])}" for k in sorted(body)) + "}"
    if isinstance(body, list):
        return "[" + ",".join(canonical(one) for one in body) + "]"
    return dense(body).decode()


def hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(struct.pack(">I", len(p)) + p for p in parts)).digest()


def raw(id: str) -> bytes:
    return uuid.UUID(id).bytes


def user_key() -> dict[str, Any]:
    key, prf, iv = private_key("user"), seed("prf"), seed("iv user key", 12)
    kdf = HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=b"chevet-user-key-1")
    wrapping_key = kdf.derive(prf)
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "prf": b64(prf),
        "wrapping_key": b64(wrapping_key),
        "private_jwk": private_jwk(key),
        "public_jwk": public_jwk(key),
        "wrap": {"iv": b64(iv), "wrapped": b64(AESGCM(wrapping_key).encrypt(iv, pkcs8, None))},
    }


def personal_code() -> dict[str, Any]:
    """A tablet's own passkey: what its code becomes, the user's key under both, and what shows that it was opened."""
    key, intake, prf = private_key("user"), private_key("intake"), seed("prf")
    code, salt, iterations = "739182", seed("salt of a code", 16), 600_000
    secret = prf + hashlib.pbkdf2_hmac("sha256", code.encode(), salt, iterations)
    kdf = HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=b"chevet-user-key-1")
    wrapping_key, iv = kdf.derive(secret), seed("iv user key and code", 12)
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    nonce, session = seed("nonce fresh"), identifier("session")
    shared = key.exchange(ec.ECDH(), intake.public_key())
    told = HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=b"chevet-opened-1").derive(shared)
    parts = (b"chevet-opened-1", nonce, uuid.UUID(session).bytes)
    message = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return {
        "choices": {"allowed": ALLOWED_CODES, "refused": REFUSED_CODES},
        "prf": b64(prf),
        "code": code,
        "salt": b64(salt),
        "iterations": iterations,
        "secret": b64(secret),
        "wrapping_key": b64(wrapping_key),
        "public_jwk": public_jwk(key),
        "private_jwk": private_jwk(key),
        "wrap": {"iv": b64(iv), "wrapped": b64(AESGCM(wrapping_key).encrypt(iv, pkcs8, None))},
        "intake": both(intake),
        "nonce": b64(nonce),
        "session": session,
        "opened": b64(hmac.digest(told, message, "sha256")),
    }


def store_key() -> dict[str, Any]:
    key = private_key("user")
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "kid": b64(thumbprint(public_jwk(key)))}
    sealed = encrypt("store key", header, seed("store key"), key)
    return {
        "private_jwk": private_jwk(key),
        "store_key": {"unit": identifier("unit"), "version": 1, "jwe": sealed},
        "key": b64(seed("store key")),
    }


def command() -> dict[str, Any]:
    return {
        "v": 1,
        "id": identifier("command"),
        "type": "transmission.record",
        "at": "2026-11-21T08:12:30.250Z",
        "clock": {"offset_ms": -1200, "measured_at": "2026-11-21T08:00:00.000Z"},
        "establishment": identifier("establishment"),
        "device": identifier("device"),
        "author": identifier("aïcha"),
        "session": identifier("session"),
        "install": identifier("install"),
        "seq": 7,
        "person": identifier("mme lenoir"),
        "body": {
            "cible": "douleur-aigue",
            "vocabulary": 1,
            "data": "A mal au dos, « 6/10 » 🩹",
            "chips": {"data": ["au repos"], "actions": [], "result": []},
            "importance": "normal",
            "to_read": False,
        },
    }


def envelope() -> dict[str, Any]:
    claims, intake, session = command(), private_key("intake"), private_key("session 1")
    signed = {"alg": "ES256", "kid": claims["session"], "typ": "chevet-command+jws"}
    jws = sign(signed, dense(claims), session)
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "intake-1", "typ": "chevet-envelope+jwe"}
    header |= {"v": 1, "id": claims["id"], "est": claims["establishment"], "dev": claims["device"]}
    header |= {"ins": claims["install"], "seq": claims["seq"], "ses": claims["session"]}
    header["size"] = len(jws)
    jwe = encrypt("envelope", header, jws.encode(), intake)
    return {
        "intake": {"kid": "intake-1", **both(intake)},
        "session": both(session),
        "command": claims,
        "jws_header": signed,
        "jws": jws,
        "header": header,
        "jwe": jwe,
        "digest": b64(hashlib.sha256(jwe.encode()).digest()),
    }


def session_proof() -> dict[str, Any]:
    intake, session = private_key("intake"), private_key("session 1")
    nonce = seed("nonce lease")
    proof = {
        "session": identifier("session"),
        "device": identifier("device"),
        "staff": identifier("aïcha"),
        "jwk": public_jwk(session),
        "nonce": b64(nonce),
        "basis": "lease",
        "at": "2026-11-21T08:10:00.000Z",
        "assertion": {"id": b64(seed("credential", 16)), "clientExtensionResults": {}},
    }
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "typ": "chevet-session+jwe", "kid": "intake-1"}
    header |= {"est": identifier("establishment"), "dev": proof["device"], "ses": proof["session"]}
    fresh = b64(seed("nonce fresh"))
    possession = {"alg": "ES256", "kid": proof["session"], "typ": "chevet-possession+jws"}
    claims = {"nonce": fresh, "session": proof["session"]}
    return {
        "intake": {"kid": "intake-1", **both(intake)},
        "session": both(session),
        "proof": proof,
        "header": header,
        "jwe": encrypt("proof", header, dense(proof), intake),
        "possession": {
            "header": possession,
            "claims": claims,
            "jws": sign(possession, dense(claims), session),
        },
    }


def main() -> None:
    for name, make in {
        "thumbprint": thumbprints,
        "challenge": challenges,
        "action": actions,
        "user_key": user_key,
        "personal_code": personal_code,
        "store_key": store_key,
        "envelope": envelope,
        "session_proof": session_proof,
    }.items():
        text = json.dumps(make(), ensure_ascii=False, indent=1)
        (HERE / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
