"""Rescue: the sealed outbox as files that another tablet hands in, and the receipt that comes back."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from app.ground import clock
from app.ground.ids import new_id
from app.tablet import base64url
from app.tablet.envelope import Intake, digest, seal
from app.tablet.errors import TabletError
from app.tablet.outbox import Kept

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet

_BATCH = 200
_KEY = "rescue_key"
_SIGNATURES = jws.JWSRegistry(algorithms=["HS256"], strict_check_header=False)


def export(tablet: Tablet, *, most: int = 1000) -> list[str]:
    """What waits here, as the text of each file, `most` entries in one. Nothing is marked: it all goes on waiting."""
    waiting = tablet.outbox.waiting(limit=-1)
    rescue, key = _key_of(tablet)
    ticket = _ticket(tablet, rescue, key)
    parts = [waiting[at : at + most] for at in range(0, len(waiting), most)]
    return [
        _file(tablet, rescue, ticket, part, number, len(parts), len(waiting))
        for number, part in enumerate(parts, 1)
    ]


def carry(tablet: Tablet, text: str) -> tuple[list[dict[str, Any]], str]:
    """Hands another tablet's file in; the results, and the text of the receipt for it."""
    told = json.loads(text)
    results: list[dict[str, Any]] = []
    receipts: list[str] = []
    sealed = [one["jwe"] for one in told["envelopes"]]
    for at in range(0, len(sealed), _BATCH):
        body = {
            "carried_for": {"device": told["device"], "ticket": told["ticket"]},
            "sessions": told["sessions"],
            "envelopes": sealed[at : at + _BATCH],
        }
        answer = tablet.connection.post("/api/v1/outbox", body)
        results += answer["results"]
        receipts += [answer["receipt"]] if answer["receipt"] else []
    receipt = {"format": "chevet-receipt", "v": 1, "establishment": told["establishment"]}
    receipt |= {"device": told["device"], "rescue": told["rescue"], "receipts": receipts}
    return results, json.dumps(receipt, separators=(",", ":"))


def take_receipt(tablet: Tablet, text: str) -> int:
    """Marks what the server says it has; how many. Raises TabletError for a receipt that is not this tablet's."""
    told = json.loads(text)
    rescue, key = tablet.storage.get(_KEY) or (None, "")
    if told.get("format") != "chevet-receipt" or told["rescue"] != rescue:
        raise TabletError("not a receipt of this tablet's")
    settled = 0
    for one in told["receipts"]:
        settled += _take(tablet, one, rescue, base64url.decode(key))
    return settled


def _take(tablet: Tablet, receipt: str, rescue: str, key: bytes) -> int:
    try:
        read = jws.deserialize_compact(receipt, OctKey.import_key(key), registry=_SIGNATURES)
    except (JoseError, ValueError) as error:
        raise TabletError("a receipt that the server did not sign") from error
    told = json.loads(read.payload)
    if (told["rescue"], told["device"]) != (rescue, str(tablet.device)):
        raise TabletError("a receipt of another rescue")
    by_digest = {one["sha256"]: one for one in told["results"]}
    kept = [one for one in tablet.outbox.waiting(limit=-1) if _hex(one) in by_digest]
    if tablet.storage.get("epoch") is None:
        tablet.storage.put("epoch", told["epoch"])
    at = clock.from_text(told["now"]) or tablet.now()
    return tablet.outbox.settle(kept, [by_digest[_hex(one)] for one in kept], at)


def _hex(one: Kept) -> str:
    return digest(one.sealed).hex()


def _key_of(tablet: Tablet) -> tuple[str, bytes]:
    """The rescue that this store began, and its key: a second export is the same one, so that any receipt serves."""
    known = tablet.storage.get(_KEY)
    if known is None:
        known = [str(new_id()), base64url.encode(secrets.token_bytes(32))]
        tablet.storage.put(_KEY, known)
    return known[0], base64url.decode(known[1])


def _ticket(tablet: Tablet, rescue: str, key: bytes) -> str:
    """What lets the server sign a receipt that this tablet knows."""
    intake = Intake.from_json(tablet.known_wall["intake"])
    told = {
        "v": 1,
        "rescue": rescue,
        "device": str(tablet.device),
        "key": base64url.encode(key),
    }
    header = {"est": str(tablet.origin.establishment), "dev": str(tablet.device)}
    return seal(json.dumps(told).encode(), intake, "chevet-rescue+jwe", header)


def _file(
    tablet: Tablet,
    rescue: str,
    ticket: str,
    part: list[Kept],
    number: int,
    parts: int,
    total: int,
) -> str:
    told = {
        "format": "chevet-rescue",
        "v": 1,
        "rescue": rescue,
        "establishment": str(tablet.origin.establishment),
        "device": str(tablet.device),
        "part": number,
        "parts": parts,
        "total": total,
        "count": len(part),
        "exported_at": clock.to_text(tablet.now()),
        "ticket": ticket,
        "sessions": tablet.proofs.all(),
        "envelopes": [{"sha256": _hex(one), "jwe": one.sealed} for one in part],
    }
    return json.dumps(told, separators=(",", ":"))
