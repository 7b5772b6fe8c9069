"""The establishment's signing key: it signs leases, and dates nonces. The vault keeps it under the master key."""

from __future__ import annotations

import uuid

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.ground.house import House
from app.ground.vault import KeyGone

_KIND, _NAME = "lease", "signing"


def key(house: House, establishment_id: uuid.UUID) -> Ed25519PrivateKey:
    """The key, made when it is first needed."""
    return Ed25519PrivateKey.from_private_bytes(secret(house, establishment_id))


def secret(house: House, establishment_id: uuid.UUID) -> bytes:
    """Its 32 private bytes, from which others are derived."""
    try:
        return house.vault.get_secret(establishment_id, _KIND, _NAME)
    except KeyGone:
        made = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.Raw,
            serialization.PrivateFormat.Raw,
            serialization.NoEncryption(),
        )
    house.vault.put_secret(establishment_id, _KIND, _NAME, made)
    return made
