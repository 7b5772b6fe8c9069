"""A pen that writes envelopes as a tablet does, and wrongly when a test asks for it."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.ground import clock
from app.ground.ids import new_id

if TYPE_CHECKING:
    from tests.sync.homes import Tablet

Claims = dict[str, Any]
_JWE = jwe.JWERegistry(
    algorithms=["ECDH-ES", "A256GCM", "DEF", "ECDH-ES+A256KW"], strict_check_header=False
)
_JWE.max_ciphertext_length = 1 << 22
_JWS = jws.JWSRegistry(algorithms=["ES256", "none", "HS256"], strict_check_header=False)


@dataclass
class Unlock:
    """A professional's session on a tablet: what it signs with, and what it seals to."""

    id: uuid.UUID
    home: uuid.UUID
    staff: uuid.UUID
    tablet: Tablet
    key: ECKey
    kid: str
    intake: ECKey
    cookie: str

    def claims(
        self,
        type: str,
        person: uuid.UUID | None,
        body: Claims,
        *,
        at: datetime | str,
        offset_ms: int | None = 0,
        **others: Any,
    ) -> Claims:
        """The claims of one command, numbered by the tablet; `others` overrides any of them."""
        self.tablet.seq += 1
        return {
            "v": 1,
            "id": str(new_id()),
            "type": type,
            "at": at if isinstance(at, str) else clock.to_text(at),
            "clock": {"offset_ms": offset_ms, "measured_at": None},
            "establishment": str(self.home),
            "device": str(self.tablet.id),
            "author": str(self.staff),
            "session": str(self.id),
            "install": str(self.tablet.install),
            "seq": self.tablet.seq,
            "person": str(person) if person else None,
            "body": body,
            **others,
        }

    def seal(
        self,
        claims: Claims | bytes,
        *,
        header: Claims | None = None,
        signed_by: ECKey | None = None,
        signed_header: Claims | None = None,
        sealed_to: ECKey | None = None,
    ) -> str:
        """The compact envelope of these claims; `header` overrides what its outside says."""
        payload = claims if isinstance(claims, bytes) else _json(claims)
        told = {} if isinstance(claims, bytes) else claims
        protected = {
            "alg": "ES256",
            "kid": str(self.id),
            "typ": "chevet-command+jws",
            **(signed_header or {}),
        }
        signed = jws.serialize_compact(protected, payload, signed_by or self.key, registry=_JWS)
        outside = {
            "alg": "ECDH-ES",
            "enc": "A256GCM",
            "kid": self.kid,
            "typ": "chevet-envelope+jwe",
            "v": told.get("v", 1),
            "id": told.get("id", str(new_id())),
            "est": str(self.home),
            "dev": str(self.tablet.id),
            "ins": str(self.tablet.install),
            "seq": told.get("seq", 1),
            "ses": str(self.id),
            "size": len(signed),
            **(header or {}),
        }
        key = sealed_to or self.intake
        return jwe.encrypt_compact(outside, signed.encode(), key, registry=_JWE)

    def write(self, type: str, person: uuid.UUID | None, body: Claims, **options: Any) -> str:
        """An honest envelope of one command."""
        return self.seal(self.claims(type, person, body, **options))


def digest(envelope: str) -> bytes:
    return hashlib.sha256(envelope.encode()).digest()


def outside(envelope: str) -> Claims:
    """What an envelope says without being opened."""
    head = envelope.split(".")[0]
    told: Claims = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return told


def _json(claims: Claims) -> bytes:
    """As JSON.stringify writes it: an unpaired surrogate as an escape."""
    try:
        return json.dumps(claims, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(claims).encode()
