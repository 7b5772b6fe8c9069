"""What vectors are made of, from `cryptography` alone: deterministic keys and bytes, compact JWS and JWE."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def seed(label: str, length: int = 32) -> bytes:
    return hashlib.sha256(f"chevet vector: {label}".encode()).digest()[:length]


def identifier(label: str) -> str:
    """A UUIDv7 whose time is 2026-11-21T08:00:00Z."""
    data = bytearray(struct.pack(">Q", 1795248000000)[2:] + seed(f"id {label}", 10))
    data[6], data[8] = data[6] & 0x0F | 0x70, data[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(data)))


def private_key(label: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(
        int.from_bytes(seed(f"key {label}")) % (ORDER - 1) + 1, ec.SECP256R1()
    )


def public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    x, y = (b64(part.to_bytes(32)) for part in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def private_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    return {**public_jwk(key), "d": b64(key.private_numbers().private_value.to_bytes(32))}


def thumbprint(jwk: dict[str, str]) -> bytes:
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return hashlib.sha256(dense(members)).digest()


def dense(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sign(header: dict[str, Any], payload: bytes, key: ec.EllipticCurvePrivateKey) -> str:
    """A compact JWS, ES256."""
    signed = f"{b64(dense(header))}.{b64(payload)}"
    algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(signed.encode(), algorithm))
    return f"{signed}.{b64(r.to_bytes(32) + s.to_bytes(32))}"


def agree(label: str, recipient: ec.EllipticCurvePrivateKey, name: str, bits: int) -> Any:
    """ECDH-ES (RFC 7518, 4.6): the ephemeral public key, and the key both sides derive."""
    ephemeral = private_key(f"ephemeral {label}")
    shared = ephemeral.exchange(ec.ECDH(), recipient.public_key())
    info = struct.pack(">I", len(name)) + name.encode() + bytes(8) + struct.pack(">I", bits)
    key = ConcatKDFHash(hashes.SHA256(), length=bits // 8, otherinfo=info).derive(shared)
    return public_jwk(ephemeral), key


def encrypt(label: str, header: dict[str, Any], plain: bytes, recipient: Any) -> str:
    """A compact JWE: `alg` is ECDH-ES or ECDH-ES+A256KW, `enc` A256GCM."""
    is_direct = header["alg"] == "ECDH-ES"
    epk, agreed = agree(label, recipient, "A256GCM" if is_direct else header["alg"], 256)
    content_key = agreed if is_direct else seed(f"content {label}")
    wrapped = b"" if is_direct else keywrap.aes_key_wrap(agreed, content_key)
    protected = b64(dense({**header, "epk": epk}))
    iv = seed(f"iv {label}", 12)
    sealed = AESGCM(content_key).encrypt(iv, plain, protected.encode())
    return ".".join((protected, b64(wrapped), b64(iv), b64(sealed[:-16]), b64(sealed[-16:])))
