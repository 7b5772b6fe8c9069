"""One passkey and the bytes of WebAuthn around it: authenticator data, client data, COSE key, attestation `none`."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import struct
import uuid
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _ELIGIBLE, _BACKED_UP, _ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


@dataclass(slots=True)
class Passkey:
    """A discoverable ES256 credential. `secret` is what its PRF is keyed with; `sign_count` 0 means none."""

    id: bytes
    rp_id: str
    user_handle: bytes
    key: ec.EllipticCurvePrivateKey
    secret: bytes
    sign_count: int = 0

    @classmethod
    def make(cls, rp_id: str, user_handle: bytes, secret: bytes | None = None) -> Passkey:
        return cls(
            id=os.urandom(32),
            rp_id=rp_id,
            user_handle=user_handle,
            key=ec.generate_private_key(ec.SECP256R1()),
            secret=secret or os.urandom(32),
        )

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Passkey:
        """The passkey that `as_json` wrote."""
        key = serialization.load_der_private_key(
            base64.b64decode(value["privateKey"]), password=None
        )
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("a passkey's key is an elliptic curve key")
        return cls(
            id=base64.b64decode(value["credentialId"]),
            rp_id=value["rpId"],
            user_handle=base64.b64decode(value["userHandle"]),
            key=key,
            secret=base64.b64decode(value["secret"]),
            sign_count=value["signCount"],
        )

    def as_json(self) -> dict[str, Any]:
        """Everything, in clear, in the words of Chromium's WebAuthn.addCredential, and `secret`: for tests only."""
        private = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return {
            "credentialId": base64.b64encode(self.id).decode(),
            "isResidentCredential": True,
            "rpId": self.rp_id,
            "privateKey": base64.b64encode(private).decode(),
            "userHandle": base64.b64encode(self.user_handle).decode(),
            "signCount": self.sign_count,
            "secret": base64.b64encode(self.secret).decode(),
        }

    def prf(self, salt: bytes) -> bytes:
        """32 bytes that only this passkey can make from `salt`."""
        return hmac.digest(self.secret, salt, "sha256")

    def sign(self, data: bytes, client_data: bytes) -> bytes:
        """The assertion's signature (DER) over authenticator data and client data."""
        message = data + hashlib.sha256(client_data).digest()
        return self.key.sign(message, ec.ECDSA(hashes.SHA256()))

    def public_der(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def cose_key(self) -> bytes:
        """The public key as COSE (RFC 9053): EC2, ES256, P-256."""
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def authenticator_data(
        self, bits: int, *, aaguid: uuid.UUID | None = None, attested: bool = False
    ) -> bytes:
        """RP id hash, flags, sign count, and the attested credential when it was just made."""
        head = hashlib.sha256(self.rp_id.encode()).digest()
        data = head + struct.pack(">BI", bits | (_ATTESTED if attested else 0), self.sign_count)
        if not attested:
            return data
        number = (aaguid or uuid.UUID(int=0)).bytes
        return data + number + struct.pack(">H", len(self.id)) + self.id + self.cose_key()


def flags(*, verified: bool, eligible: bool, backed_up: bool) -> int:
    """The flag byte; the user is always present."""
    return (
        _PRESENT
        | (_VERIFIED if verified else 0)
        | (_ELIGIBLE if eligible else 0)
        | (_BACKED_UP if backed_up else 0)
    )


def client_data(kind: str, challenge: str, origin: str) -> bytes:
    """The collected client data, as a browser writes it."""
    return json.dumps(
        {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False},
        separators=(",", ":"),
    ).encode()


def attestation(data: bytes) -> bytes:
    """An attestation object of format `none`."""
    return cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
