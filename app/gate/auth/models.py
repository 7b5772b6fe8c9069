"""Tables of devices, passkeys, sessions and the public halves of keys. Secrets of cookies and
links are kept as SHA-256 only.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class Device(Base):
    """A tablet or phone of the establishment. `kind` is `shared` or `personal`; its units are in
    `device_unit`.
    """

    __tablename__ = "device"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    enrolment_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    enrolment_expires_at: Mapped[datetime | None]
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime]
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    clock_offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    waiting: Mapped[int | None] = mapped_column(Integer)
    oldest_waiting_at: Mapped[datetime | None]
    app_version: Mapped[str | None] = mapped_column(String(40))
    is_persisted: Mapped[bool | None] = mapped_column(Boolean)
    storage_usage: Mapped[int | None] = mapped_column(BigInteger)
    storage_quota: Mapped[int | None] = mapped_column(BigInteger)
    seal_head: Mapped[str | None] = mapped_column(String(64))


class DeviceUnit(Base):
    """A unit whose persons this device may show."""

    __tablename__ = "device_unit"
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class StoreKey(Base):
    """That a store key exists for a device and unit; the key itself is a secret of the vault
    (kind `store`).
    """

    __tablename__ = "store_key"
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    created_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class WrappedStoreKey(Base):
    """A store key wrapped (compact JWE) to one staff member's public key."""

    __tablename__ = "wrapped_store_key"
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    key_thumbprint: Mapped[str] = mapped_column(String(43), primary_key=True)
    jwe: Mapped[str] = mapped_column(String(1000))


class Credential(Base):
    """A passkey. `kind` is `tablet`, `key` or `phone`, fixed at registration; sign counts of 0
    mean none. `wrapped_key` is the private half of `user_jwk`; when that pair was replaced meanwhile, `bridge` is the
    present private half, sealed (compact JWE) to the one that this passkey still opens.
    """

    __tablename__ = "credential"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    kind: Mapped[str] = mapped_column(String(16))
    transports: Mapped[list[str]] = mapped_column(JSON)
    aaguid: Mapped[str] = mapped_column(String(36))
    is_backup_eligible: Mapped[bool] = mapped_column(Boolean)
    is_backed_up: Mapped[bool] = mapped_column(Boolean)
    label: Mapped[str] = mapped_column(String(60))
    registered_on: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"))
    wrap_iv: Mapped[bytes | None] = mapped_column(LargeBinary)
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    user_jwk: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    bridge: Mapped[str | None] = mapped_column(String(1000))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class UserKey(Base):
    """The public half of a staff member's key pair (ECDH P-256); the private half exists wrapped
    only, beside each passkey.
    """

    __tablename__ = "user_key"
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSON)
    thumbprint: Mapped[str] = mapped_column(String(43))
    created_at: Mapped[datetime]


class Invitation(Base):
    """A one-time link by which a staff member registers a passkey. With `needs_second` it serves once a second person
    has agreed (`agreed_by`).
    """

    __tablename__ = "invitation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_by: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    needs_second: Mapped[bool] = mapped_column(Boolean, default=False)
    agreed_by: Mapped[uuid.UUID | None]
    agreed_at: Mapped[datetime | None]

    @property
    def waits_for_second(self) -> bool:
        return self.needs_second and self.agreed_at is None


class KeyNotice(Base):
    """What happened to somebody's keys, for them to see: `what` is `added`, `withdrawn` or `invited`, by whom (None:
    the command line). They say that it was them (`seen_at`) or that it was not (`disputed_at`), and then whoever
    manages the team settles it.
    """

    __tablename__ = "key_notice"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    what: Mapped[str] = mapped_column(String(16))
    credential_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("credential.id"))
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("invitation.id"))
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None]


class EmergencyAccess(Base):
    """That somebody opened, for an hour, the file of a person they are not assigned to. Sealed (under the person's
    key): the reason.
    """

    __tablename__ = "emergency_access"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]


class Challenge(Base):
    """A single-use random nonce handed to a device or a browser, for one purpose."""

    __tablename__ = "challenge"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))  # unlock | register | signin
    subject: Mapped[uuid.UUID | None]
    nonce_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Lease(Base):
    """The reusable nonce with which a device may be unlocked offline, for 72 h."""

    __tablename__ = "lease"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), index=True)
    nonce: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AuthSession(Base):
    """One strong unlock, online or offline, or one office sign-in.

    `jwk` is the session's public key; `basis` is fresh, lease, office or demo. `secret_hash` is
    null for sessions that never had a cookie (proofs of offline unlocks that only verify
    envelopes). `refused` says, in French, why a proof was not believed. `lease_expires_at` is set
    for unlocks made on a lease: what is dated after it is flagged. `strong_id` is set for quick ones: the strong unlock
    of the same person on the same device that they lean on. `is_code_unverified` is set for those of a passkey that
    lives in the tablet, when the server has not seen its personal code.
    """

    __tablename__ = "auth_session"
    __table_args__ = (UniqueConstraint("thumbprint"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"), index=True)
    credential_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("credential.id"))
    strong_id: Mapped[uuid.UUID | None]
    basis: Mapped[str] = mapped_column(String(8))
    jwk: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    thumbprint: Mapped[str | None] = mapped_column(String(43))
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    active_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    refused: Mapped[str | None] = mapped_column(String(300))
    lease_expires_at: Mapped[datetime | None]
    is_code_unverified: Mapped[bool] = mapped_column(Boolean, default=False)


class RateWindow(Base):
    """How often something was asked in one window of time; `subject` is a hash of whoever asked."""

    __tablename__ = "rate_window"
    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)
    ends_at: Mapped[datetime] = mapped_column(index=True)
