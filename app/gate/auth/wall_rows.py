"""How the wall is told: from the rows that were read to the JSON that a tablet keeps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from app.gate.auth import b64, user_keys
from app.gate.auth.fitting import Fitting
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import Credential, Lease, UserKey
from app.gate.auth.policy import POLICY, ROLES, allows
from app.gate.auth.replaced_keys import outsiders
from app.gate.auth.store_keys import StoreKeyOf, Wrapped
from app.gate.directory import queries
from app.gate.directory.models import Establishment, Unit
from app.gate.directory.queries import Member
from app.ground.house import House


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading transaction found; `lease` is None when a new one is due."""

    home: Establishment
    units: list[Unit]
    team: list[Member]
    on_duty: dict[uuid.UUID, set[uuid.UUID | None]]
    fitting: Fitting
    user_keys: dict[uuid.UUID, UserKey]
    wrapped: Wrapped
    lease: Lease | None
    head: bytes | None
    accepted: set[uuid.UUID]

    def units_of(self, member: Member) -> list[uuid.UUID]:
        """The member's units among the device's."""
        mine = member.unit_ids
        return [unit.id for unit in self.units if mine is None or unit.id in mine]

    def units_in_emergency(self, member: Member) -> list[uuid.UUID]:
        """The device's other units, for whoever may open a file there in an emergency, network or not."""
        if not allows(member.role, "emergency.open"):
            return []
        mine = set(self.units_of(member))
        return [unit.id for unit in self.units if unit.id not in mine]

    def units_to_open(self, member: Member) -> list[uuid.UUID]:
        """Those whose store keys are wrapped to the member, in advance."""
        return [*self.units_of(member), *self.units_in_emergency(member)]

    def opening(self) -> dict[uuid.UUID, list[uuid.UUID]]:
        """Whose store keys are wrapped to whom: units by member."""
        return {member.id: self.units_to_open(member) for member in self.team}

    def outsiders(self) -> bool:
        """Whether somebody holds a store key without being of the team any more."""
        return bool(outsiders(self.wrapped, self.opening()))

    def keys_of(self, member: Member) -> dict[uuid.UUID, StoreKeyOf]:
        """The store keys wrapped to the member's present key, by unit."""
        key = self.user_keys.get(member.id)
        return self.wrapped.get((member.id, key.thumbprint), {}) if key else {}

    def lacks_a_key(self) -> bool:
        """Whether somebody who may work here could not open the store."""
        return any(
            member.id in self.user_keys
            and set(self.units_to_open(member)) - set(self.keys_of(member))
            for member in self.team
        )


def home_row(home: Establishment) -> dict[str, str]:
    return {
        "id": str(home.id),
        "name": home.name,
        "kind": home.kind,
        "timezone": home.timezone,
    }


def staff_rows(house: House, found: Read) -> list[dict[str, Any]]:
    names = queries.staff_names(house, {member.id: member.sealed for member in found.team})
    shown = queries.first_names(names)
    here: set[uuid.UUID | None] = {unit.id for unit in found.units} | {None}
    rows = [_member(found, member, shown[member.id], here) for member in found.team]
    return sorted(rows, key=lambda row: (not row["on_duty"], row["first_name"].casefold()))


def _member(
    found: Read, member: Member, first_name: str, here: set[uuid.UUID | None]
) -> dict[str, Any]:
    key = found.user_keys.get(member.id)
    return {
        "id": str(member.id),
        "first_name": first_name,
        "role": member.role,
        "role_label": ROLES[member.role],
        "on_duty": bool(found.on_duty.get(member.id, set()) & here),
        "units": [str(one) for one in found.units_of(member)],
        "has_accepted": member.id in found.accepted,
        "permissions": sorted(POLICY[member.role]),
        "credentials": [
            _passkey(one, key, found.fitting.codes.get(one.id))
            for one in found.fitting.passkeys.get(member.id, [])
        ],
        "no_key": found.fitting.lacks.get(member.id),
        "public_jwk": key.public_jwk if key else None,
        "store_keys": _wrapped(found, member, found.units_of(member)),
        "emergency_keys": _wrapped(found, member, found.units_in_emergency(member)),
    }


def _wrapped(found: Read, member: Member, units: list[uuid.UUID]) -> list[dict[str, Any]]:
    return [
        {"unit": str(one.unit_id), "version": one.version, "jwe": one.jwe}
        for unit_id, key in found.keys_of(member).items()
        if unit_id in units
        for one in key.all()
    ]


def _passkey(one: Credential, key: UserKey | None, code: PersonalCode | None) -> dict[str, Any]:
    """What is blocked is not handed out to be tried."""
    is_blocked = code is not None and code.blocked_at is not None
    wrap = user_keys.wrap_of(one) if user_keys.is_current(one, key) and not is_blocked else None
    return {
        "id": b64.encode(one.credential_id),
        "transports": one.transports,
        "prf": wrap is not None,
        "wrap": wrap,
        "code": _code(code) if code is not None else None,
    }


def _code(code: PersonalCode) -> dict[str, Any]:
    return {
        "salt": b64.encode(code.salt),
        "iterations": code.iterations,
        "is_blocked": code.blocked_at is not None,
        "must_change": code.must_change,
    }
