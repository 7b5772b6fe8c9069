"""One unlock: its key, its proof, and the signatures made while it lasts."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey

from app.ground import clock
from app.ground.ids import new_id
from app.tablet import base64url, challenge
from app.tablet.keys import new_key, public_jwk

COMMAND_TYP = "chevet-command+jws"
POSSESSION_TYP = "chevet-possession+jws"


@dataclass(slots=True)
class Session:
    """A professional on a device, from unlock to lock. `key` never leaves memory.

    `proof` is what the server believes it by; `is_known` says that the server has accepted it. `strong` is the strong
    unlock that a quick one leans on. `is_behind_code`: a personal code went with the tablet's own passkey.
    """

    device: uuid.UUID
    staff: uuid.UUID
    id: uuid.UUID = field(default_factory=new_id)
    key: ECKey = field(default_factory=new_key)
    proof: dict[str, Any] = field(default_factory=dict)
    user_key: ECKey | None = None
    is_known: bool = False
    strong: uuid.UUID | None = None
    is_behind_code: bool = False

    @property
    def jwk(self) -> dict[str, str]:
        return public_jwk(self.key)

    def challenge(self, nonce: bytes) -> bytes:
        """What the passkey signs so that this session key, and no other, is unlocked."""
        about: dict[str, Any] = {
            "nonce": nonce,
            "device": self.device,
            "staff": self.staff,
            "thumbprint": challenge.thumbprint(self.jwk),
        }
        if self.strong is None:
            return challenge.unlock_challenge(**about)
        return challenge.quick_challenge(**about, strong=self.strong)

    def prove(
        self, assertion: dict[str, Any] | None, *, nonce: str, basis: str, at: datetime
    ) -> dict[str, Any]:
        """Builds and keeps the proof. `assertion` carries no PRF secret; the demo door has none."""
        self.proof = {
            "session": str(self.id),
            "device": str(self.device),
            "staff": str(self.staff),
            "jwk": self.jwk,
            "nonce": nonce,
            "basis": basis,
            "at": clock.to_text(at),
        }
        if assertion is not None:
            self.proof["assertion"] = assertion
        if self.strong is not None:
            self.proof["strong"] = str(self.strong)
        return self.proof

    def sign(self, payload: bytes, typ: str, header: dict[str, Any] | None = None) -> str:
        """`payload` as a compact JWS by the session key. `header` overrides what the header says."""
        protected = {"alg": "ES256", "kid": str(self.id), "typ": typ, **(header or {})}
        return jws.serialize_compact(protected, payload, self.key, registry=_ANY_HEADER)

    def possession(self, nonce: str) -> str:
        """The proof that the page still holds the session key, over a fresh nonce."""
        payload = {"nonce": nonce, "session": str(self.id)}
        return self.sign(json.dumps(payload).encode(), POSSESSION_TYP)

    @property
    def thumbprint(self) -> str:
        return base64url.encode(challenge.thumbprint(self.jwk))


_ANY_HEADER = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
