"""Reading the wall: what a device knows of its home, its staff and its lease before anyone unlocks it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from app.ground import clock
from app.tablet.errors import LeaseOver, TabletError
from app.tablet.keys import WrappedKey

Wall = dict[str, Any]


def find_staff(wall: Wall, who: str | uuid.UUID) -> dict[str, Any]:
    """The staff member with this id or this first name as the wall shows it."""
    found = [one for one in wall["staff"] if str(who) in (one["id"], one["first_name"])]
    if len(found) != 1:
        raise TabletError(f"{who} is not on this tablet's wall, or not alone of that name")
    return dict(found[0])


def find_unit(wall: Wall, which: str | uuid.UUID) -> str:
    """The id of the unit with this id or name."""
    for unit in wall["units"]:
        if str(which) in (unit["id"], unit["name"]):
            return str(unit["id"])
    raise TabletError(f"{which} is not a unit of this tablet")


def allowed_credentials(
    staff: dict[str, Any], *, behind_code: bool = False
) -> list[dict[str, Any]]:
    """One person's passkeys, for `allowCredentials`: never another's. With a code, those of this very tablet; else the
    others.
    """
    return [
        {"type": "public-key", "id": one["id"], "transports": one["transports"]}
        for one in staff["credentials"]
        if bool(one.get("code")) == behind_code
    ]


def code_of(staff: dict[str, Any], credential_id: str) -> dict[str, Any]:
    """How the personal code of this passkey is drawn: salt and iterations."""
    found = next(one for one in staff["credentials"] if one["id"] == credential_id)
    told: dict[str, Any] = found["code"]
    return told


def wrap_of(staff: dict[str, Any], credential_id: str) -> WrappedKey | None:
    """The user's private key under this passkey's PRF, where there is one."""
    for one in staff["credentials"]:
        if one["id"] == credential_id and one.get("wrap"):
            return WrappedKey.from_json(one["wrap"])
    return None


def lease_nonce(wall: Wall, now: datetime) -> str:
    """The nonce that lets this device unlock with no network. Raises LeaseOver."""
    expires_at = clock.from_text(wall["lease"]["expires_at"])
    if expires_at is None or expires_at <= now:
        raise LeaseOver("the lease has expired: this tablet must meet its server first")
    return str(wall["lease"]["nonce"])
