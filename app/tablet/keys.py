"""Keys that a tablet makes or opens: the session key, the user's pair under a passkey's PRF, the store keys."""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.tablet import base64url
from app.tablet.errors import TabletError

_INFO = b"chevet-user-key-1"
_STORE_KEY_ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A user's private key (PKCS8) under AES-256-GCM: what the server keeps beside a passkey."""

    iv: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, str]:
        return {"iv": base64url.encode(self.iv), "wrapped": base64url.encode(self.wrapped)}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> WrappedKey:
        return cls(base64url.decode(value["iv"]), base64url.decode(value["wrapped"]))


def new_key() -> ECKey:
    """A P-256 key, for a session (ES256) or a user (ECDH)."""
    return ECKey.generate_key("P-256", private=True, auto_kid=False)


def public_jwk(key: ECKey) -> dict[str, str]:
    """The public half alone: kty, crv, x, y."""
    full = key.as_dict(private=False)
    return {name: str(full[name]) for name in ("kty", "crv", "x", "y")}


def wrap_user_key(key: ECKey, prf: bytes, *, iv: bytes | None = None) -> WrappedKey:
    """`key` under HKDF-SHA256(`prf`), for the passkey whose PRF answered `prf` (32 bytes)."""
    private = key.private_key
    if private is None:
        raise TabletError("only a key with its private half can be wrapped")
    plain = private.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    iv = iv or os.urandom(12)
    return WrappedKey(iv, AESGCM(_wrapping_key(prf)).encrypt(iv, plain, None))


def unwrap_user_key(kept: WrappedKey, prf: bytes) -> ECKey:
    """The user's key. Raises TabletError when `prf` is not the output it was wrapped under."""
    try:
        plain = AESGCM(_wrapping_key(prf)).decrypt(kept.iv, kept.wrapped, None)
    except InvalidTag as error:
        raise TabletError("this passkey's PRF output does not open the user key") from error
    private = serialization.load_der_private_key(plain, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TabletError("the user key is not an elliptic curve key")
    return ECKey.import_key(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def open_store_key(sealed: str, user_key: ECKey) -> bytes:
    """The 32 bytes of a store key that the server wrapped to this user's public key."""
    registry = jwe.JWERegistry(algorithms=_STORE_KEY_ALGORITHMS, strict_check_header=False)
    try:
        key = jwe.decrypt_compact(sealed, user_key, registry=registry).plaintext
    except JoseError as error:
        raise TabletError("this store key is not wrapped to this user") from error
    if key is None or len(key) != 32:
        raise TabletError("a store key is 32 bytes")
    return key


def _wrapping_key(prf: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=bytes(32), info=_INFO).derive(prf)
