"""Public keys as they travel (JWK, P-256), and what is checked before anything is believed or sealed to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.gate.auth import b64
from app.gate.auth.bodies import Body
from app.gate.auth.challenge import thumbprint
from app.ground.errors import Invalid

_MEMBERS = ("kty", "crv", "x", "y")


class PublicJwk(Body):
    """The public half of a P-256 key, and nothing more."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str


def checked(jwk: PublicJwk, field: str) -> dict[str, str]:
    """The key as a plain dict, once it is known to be a point of the curve. Raises Invalid."""
    made = jwk.model_dump()
    try:
        if len(b64.decode(jwk.x)) != 32 or len(b64.decode(jwk.y)) != 32:
            raise ValueError("coordinates are 32 bytes")
        public_key(made)
    except (ValueError, JoseError) as error:
        raise Invalid({field: "Cette clé publique n’est pas valable."}) from error
    return made


def public_key(jwk: Mapping[str, str]) -> ECKey:
    """The key to verify or seal with. Raises ValueError for what is no point of the curve."""
    return ECKey.import_key({name: jwk[name] for name in _MEMBERS})


def public_jwk(key: ECKey) -> dict[str, str]:
    """The public half of a key."""
    full = key.as_dict(private=False)
    return {name: str(full[name]) for name in _MEMBERS}


def thumbprint_text(jwk: Mapping[str, str]) -> str:
    """The thumbprint as it is stored and compared: base64url, 43 characters."""
    return b64.encode(thumbprint(jwk))
