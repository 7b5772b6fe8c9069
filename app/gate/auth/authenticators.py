"""Which kinds of passkeys count where: the one function that invitation, unlock, sign-in, wall and late proofs ask.

A home decides for its shared devices, the personal ones and the desk. A passkey that lives in a shared tablet opens
that tablet alone, with its holder's personal code, where the home allows it; it never confirms anything.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth.key_models import PasskeyRule

PLACES = {
    "shared": "Tablettes partagées",
    "personal": "Appareils personnels",
    "desk": "Bureau",
}
KINDS = {
    "key": "Clé ou badge",
    "phone": "Téléphone ou ordinateur",
    "tablet": "La tablette elle-même, avec un code personnel",
}
OFFERED: dict[str, tuple[str, ...]] = {
    "shared": ("key", "phone", "tablet"),
    "personal": ("key", "phone"),
    "desk": ("key", "phone"),
}
"""What a home may choose from. A shared tablet's own passkey has no business elsewhere."""
USUAL: dict[str, tuple[str, ...]] = dict.fromkeys(PLACES, ("key", "phone"))
_WORDS = {"key": "une clé ou un badge", "phone": "un téléphone"}
_WHERE = {
    "shared": "Sur une tablette partagée",
    "personal": "Sur un appareil personnel",
    "desk": "Au bureau",
}

Rules = Mapping[str, tuple[str, ...]]


class Held(Protocol):
    """What is asked about a passkey: its kind, and the device it was made on."""

    @property
    def kind(self) -> str: ...
    @property
    def registered_on(self) -> uuid.UUID | None: ...


class Place(Protocol):
    """A device, as far as passkeys are concerned."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a passkey counts, whether its holder's personal code goes with it, and else why not, in French."""

    counts: bool
    needs_code: bool = False
    why: str = ""


def rules_at(session: Session, establishment_id: uuid.UUID, at: datetime) -> Rules:
    """What the home had decided at that time."""
    kinds = session.scalar(
        select(PasskeyRule.kinds)
        .where(
            PasskeyRule.establishment_id == establishment_id,
            PasskeyRule.decided_at <= at,
        )
        .order_by(PasskeyRule.decided_at.desc(), PasskeyRule.id.desc())
        .limit(1)
    )
    return USUAL if kinds is None else {place: tuple(kinds[place]) for place in PLACES}


def allowed(rules: Rules, place: str, kind: str) -> Verdict:
    """Whether passkeys of this kind count at this place (`shared`, `personal`, `desk`)."""
    if kind in OFFERED[place] and kind in rules[place]:
        return Verdict(True, needs_code=kind == "tablet")
    return Verdict(False, why=f"{_WHERE[place]}, il faut {_wanted(rules, place)}.")


def opens(rules: Rules, device: Place | None, passkey: Held) -> Verdict:
    """Whether this very passkey opens this very device, or the office (None)."""
    verdict = allowed(rules, place_of(device), passkey.kind)
    if verdict.needs_code and (device is None or passkey.registered_on != device.id):
        return Verdict(
            False, why="Cette clé est celle d’une autre tablette : elle n’ouvre qu’elle."
        )
    return verdict


def confirms(rules: Rules, place: str, kind: str) -> Verdict:
    """Whether passkeys of this kind confirm an action there. One that goes with a code, typed before all, does not."""
    verdict = allowed(rules, place, kind)
    if not verdict.needs_code:
        return verdict
    return Verdict(False, why="Pour confirmer, il faut une clé, un badge ou un téléphone.")


def place_of(device: Place | None) -> str:
    """The class of a device; without one, a desk."""
    return device.kind if device is not None else "desk"


def roaming(rules: Rules, place: str) -> str:
    """What one brings along that counts there, in words: `une clé ou un badge, ou un téléphone`."""
    return ", ou ".join(_WORDS[kind] for kind in _WORDS if kind in rules[place])


def _wanted(rules: Rules, place: str) -> str:
    return roaming(rules, place) or "la clé de la tablette elle-même, avec un code personnel"
