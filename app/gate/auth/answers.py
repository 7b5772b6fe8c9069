"""The shapes of what the gate's API answers, for openapi.json. A test reads every real answer with them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """An answer: nothing unknown in it."""

    model_config = ConfigDict(extra="forbid")


class DeviceAnswer(Answer):
    """A device as it is named."""

    id: str
    name: str
    kind: Literal["shared", "personal"]


class HomeAnswer(Answer):
    """The establishment; `kind` and `timezone` on the wall only."""

    id: str
    name: str
    kind: str | None = None
    timezone: str | None = None


class Enrolled(Answer):
    """The device that this browser became."""

    device: DeviceAnswer
    establishment: HomeAnswer


class UnitAnswer(Answer):
    """A unit of the device."""

    id: str
    name: str


class IntakeAnswer(Answer):
    """The public key that the tablet seals to."""

    kid: str
    jwk: dict[str, str]


class LeaseAnswer(Answer):
    """What lets the device be unlocked with no network, and until when."""

    nonce: str
    issued_at: str
    expires_at: str
    signature: str


class WrapAnswer(Answer):
    """A user's private key under one passkey's PRF output."""

    iv: str
    wrapped: str


class CodeAnswer(Answer):
    """The personal code of a passkey that lives in this tablet: how to draw it, and whether it opens now."""

    salt: str
    iterations: int
    is_blocked: bool
    must_change: bool


class PasskeyAnswer(Answer):
    """A passkey, for `allowCredentials`; with `code`, it takes its holder's personal code too."""

    id: str
    transports: list[str]
    prf: bool
    wrap: WrapAnswer | None
    code: CodeAnswer | None


class StoreKeyAnswer(Answer):
    """A store key: wrapped (`jwe`) on the wall, opened (`key`) at an unlock without PRF."""

    unit: str
    version: int
    jwe: str | None = None
    key: str | None = None


class CharterPart(Answer):
    """A heading of the charter and its sentences."""

    heading: str
    lines: list[str]


class CharterAnswer(Answer):
    """The charter of use, as whoever has yet to accept it reads it."""

    version: int
    title: str
    opening: list[str]
    parts: list[CharterPart]


class WallStaff(Answer):
    """A professional as the wall shows them."""

    id: str
    first_name: str
    role: str
    role_label: str
    on_duty: bool
    units: list[str]
    has_accepted: bool
    permissions: list[str]
    credentials: list[PasskeyAnswer]
    no_key: str | None
    public_jwk: dict[str, str] | None
    store_keys: list[StoreKeyAnswer]
    emergency_keys: list[StoreKeyAnswer]


class Wall(Answer):
    """All that a locked device needs to know."""

    now: str
    version: str
    device: DeviceAnswer
    establishment: HomeAnswer
    rp_id: str
    idle_seconds: int
    quick_hours: int
    units: list[UnitAnswer]
    intake: IntakeAnswer
    lease: LeaseAnswer
    seal_head: str | None
    charter: CharterAnswer | None
    staff: list[WallStaff]


class NonceAnswer(Answer):
    """32 random bytes, single use, 5 minutes."""

    nonce: str
    now: str


class SessionAnswer(Answer):
    """The session that was opened."""

    id: str
    staff: str
    expires_at: str


class LackingAnswer(Answer):
    """What the page needs so that this passkey opens the user's present key pair."""

    public_jwk: dict[str, str] | None
    wrap: WrapAnswer | None
    bridge: str | None


class UnlockedAnswer(Answer):
    """An open session; store keys only when the passkey cannot unwrap them."""

    session: SessionAnswer
    store_keys: list[StoreKeyAnswer] | None = None
    key_notices: int = 0
    lacking: LackingAnswer | None = None


class CarrierAnswer(Answer):
    """A passkey that carries a user key pair: a page that makes another seals its private half to this one."""

    id: str
    public_jwk: dict[str, str]


class InvitedAnswer(Answer):
    """Who is invited, where, and the options of `navigator.credentials.create`."""

    publicKey: dict[str, Any]
    staff: dict[str, str]
    establishment: dict[str, str]
    carriers: list[CarrierAnswer]


class RegisteredAnswer(Answer):
    """Whose passkey was kept."""

    staff: dict[str, str]


class ChallengeAnswer(Answer):
    """The options of `navigator.credentials.get`."""

    publicKey: dict[str, Any]


class SignedInAnswer(Answer):
    """The page to open next."""

    next: str


class OwnKeysOptions(Answer):
    """What a page needs to add a key: the options of `create`, and how a present key confirms (None in the demo)."""

    publicKey: dict[str, Any]
    confirm: dict[str, Any] | None
    public_jwk: dict[str, str] | None
    carriers: list[CarrierAnswer]


class AddedAnswer(Answer):
    """The key that was kept, and whether it opens tablets without network."""

    id: str
    opens_offline: bool
