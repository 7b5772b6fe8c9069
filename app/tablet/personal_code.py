"""The personal code of a passkey that lives in this very tablet: what it adds to the PRF, what shows it was right."""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import ECKey

from app.tablet import base64url
from app.tablet.errors import TabletError

ITERATIONS = 600_000
_OPENED = b"chevet-opened-1"


def mixed(prf: bytes, code: str, salt: bytes, iterations: int) -> bytes:
    """What the user's key is wrapped under: 64 bytes, of the PRF and of the code. Neither half opens it alone."""
    return prf + hashlib.pbkdf2_hmac("sha256", code.encode(), salt, iterations)


def new_salt() -> dict[str, Any]:
    """How a code that is being chosen will be drawn in, as it travels."""
    return {"salt": base64url.encode(os.urandom(16)), "iterations": ITERATIONS}


def mixed_as_told(prf: bytes, code: str, told: dict[str, Any]) -> bytes:
    """The same, with the salt and the iterations that the wall gives."""
    return mixed(prf, code, base64url.decode(told["salt"]), told["iterations"])


def opened(user_key: ECKey, intake: ECKey, nonce: str, session: uuid.UUID) -> str:
    """What shows the server that this page opened the user's key: a keyed digest over a fresh nonce, base64url."""
    private, public = user_key.private_key, intake.public_key
    if not isinstance(private, ec.EllipticCurvePrivateKey) or public is None:
        raise TabletError("only a private key shows that it is open")
    shared = private.exchange(ec.ECDH(), public)
    key = HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=_OPENED).derive(shared)
    parts = (_OPENED, base64url.decode(nonce), session.bytes)
    message = b"".join(struct.pack(">I", len(part)) + part for part in parts)
    return base64url.encode(hmac.digest(key, message, "sha256"))
