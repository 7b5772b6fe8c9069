"""The receipt of a rescue file: what the server answers to a tablet it cannot speak to.

The tablet put a key, sealed to the server, into its file (the ticket); the receipt is signed with that key, so that a
tablet lets go of nothing because of a receipt that somebody invented. JOSE by joserfc: HS256.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from joserfc import jws
from joserfc.jwk import OctKey

from app.gate.auth import b64
from app.gate.auth.intake import private
from app.gate.auth.presence import SeenDevice
from app.gate.sync.envelope import as_id, digest, open_sealed, protected, strict_json
from app.gate.sync.verdicts import Held, Verdict
from app.ground import clock
from app.ground.house import House
from app.ground.vault import KeyGone

TICKET_TYP, RECEIPT_TYP = "chevet-rescue+jwe", "chevet-receipt+jws"
_KEY_BYTES = 32
_SIGNATURES = jws.JWSRegistry(algorithms=["HS256"], strict_check_header=False)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Which rescue it is of, and the key that its tablet will know the receipt by."""

    rescue: uuid.UUID
    device: uuid.UUID
    key: bytes

    @staticmethod
    def opened(house: House, device: SeenDevice, sealed: str | None) -> Ticket | None:
        """The ticket of that device; None for what is none: its envelopes are taken in without a receipt."""
        if sealed is None:
            return None
        try:
            kid = protected(sealed, TICKET_TYP)["kid"]
            told = strict_json(open_sealed(sealed, private(house, device.establishment_id, kid)))
            rescue, made_on = as_id(told["rescue"]), as_id(told["device"])
            key = b64.decode(told["key"])
        except (Held, KeyGone, ValueError, KeyError, TypeError, AttributeError):
            return None
        if rescue is None or made_on != device.id or len(key) != _KEY_BYTES:
            return None
        return Ticket(rescue, device.id, key)


def receipt_for(
    ticket: Ticket,
    envelopes: Sequence[object],
    verdicts: Sequence[Verdict],
    *,
    epoch: str,
    now: datetime,
) -> str:
    """A compact JWS that says what became of each envelope, by the SHA-256 of its text."""
    results = [
        {"sha256": digest(text).hex(), **verdict.to_json()}
        for text, verdict in zip(envelopes, verdicts, strict=True)
        if isinstance(text, str)
    ]
    told = {
        "v": 1,
        "rescue": str(ticket.rescue),
        "device": str(ticket.device),
        "epoch": epoch,
        "now": clock.to_text(now),
        "results": results,
    }
    header = {"alg": "HS256", "typ": RECEIPT_TYP}
    payload = json.dumps(told, ensure_ascii=False).encode()
    return jws.serialize_compact(
        header, payload, OctKey.import_key(ticket.key), registry=_SIGNATURES
    )
