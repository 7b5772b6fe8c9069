"""Devices: tablets and phones of an establishment, enrolled by a one-time link, revocable at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import cookies, store_keys
from app.gate.auth.actor import Actor
from app.gate.auth.models import AuthSession, Device, DeviceUnit
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Unit
from app.ground.checks import Checks
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.house import House
from app.ground.ids import new_id

LINK_LIFETIME = timedelta(hours=24)
KINDS = {"shared": "Partagée par l’équipe", "personal": "Personnelle"}


def create(
    session: Session,
    actor: Actor,
    *,
    name: str,
    kind: str,
    unit_ids: Collection[uuid.UUID],
    now: datetime,
) -> tuple[Device, str]:
    """A device that waits for its enrolment, and the one-time token of its link. Raises Invalid."""
    name = _checked(session, actor, name, kind, unit_ids)
    made = Device(
        id=new_id(),
        establishment_id=actor.establishment_id,
        name=name,
        kind=kind,
        is_demo=False,
        created_at=now,
    )
    session.add(made)
    session.flush()
    _set_units(session, made, unit_ids)
    token = _new_link(made, now)
    _tell(session, "device.created", actor, made, now)
    return made, token


def edit(
    session: Session,
    actor: Actor,
    device_id: uuid.UUID,
    *,
    name: str,
    unit_ids: Collection[uuid.UUID],
    now: datetime,
) -> Device:
    """Another name, other units. Its kind stays: passkeys were chosen for it. Raises NotFound, Invalid."""
    device = find_to_change(session, Device, actor.establishment_id, device_id)
    device.name = _checked(session, actor, name, device.kind, unit_ids)
    _set_units(session, device, unit_ids)
    _tell(session, "device.edited", actor, device, now)
    return device


def renew_link(session: Session, actor: Actor, device_id: uuid.UUID, *, now: datetime) -> str:
    """A new one-time token for a device that was never enrolled. Raises NotFound, Conflict.

    An enrolled one keeps its cookie: whoever took its place would shut out a tablet that still holds unsent entries.
    """
    device = find_to_change(session, Device, actor.establishment_id, device_id)
    if device.revoked_at is not None or device.enrolled_at is not None:
        raise Conflict("Cet appareil est déjà enrôlé ou révoqué : ajoutez-en un nouveau.")
    token = _new_link(device, now)
    _tell(session, "device.link_renewed", actor, device, now)
    return token


def find_by_link(session: Session, token: str, *, now: datetime) -> Device:
    """The device that a link enrols. Raises NotFound when it is unknown, used, too old, or revoked."""
    device = session.scalars(
        select(Device).where(
            Device.enrolment_hash == cookies.digest(token),
            Device.enrolment_expires_at > now,
            Device.revoked_at.is_(None),
        )
    ).one_or_none()
    if device is None:
        raise NotFound(
            "Ce lien ne sert plus : il a déjà servi, ou il a plus de 24 heures. "
            "Demandez-en un nouveau au bureau."
        )
    return device


def enrol(session: Session, token: str, *, now: datetime) -> tuple[Device, str]:
    """Makes whoever holds the link this device; returns it with its cookie's secret. Raises NotFound."""
    device = find_by_link(session, token, now=now)
    secret = cookies.new_secret()
    used: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(Device)
        .where(Device.id == device.id, Device.enrolment_hash == cookies.digest(token))
        .values(
            enrolment_hash=None,
            enrolment_expires_at=None,
            secret_hash=cookies.digest(secret),
            enrolled_at=now,
            seen_at=now,
        )
    )
    if used.rowcount != 1:
        raise NotFound("Ce lien vient de servir ailleurs.")
    record(
        session,
        "device.enrolled",
        at=now,
        establishment_id=device.establishment_id,
        subject_id=device.id,
    )
    return device, secret


def revoke(
    session: Session, house: House, actor: Actor, device_id: uuid.UUID, *, now: datetime
) -> Device:
    """From now on the device may only hand in what it holds. Its store keys are dropped. Raises NotFound."""
    device = find_to_change(session, Device, actor.establishment_id, device_id)
    if device.revoked_at is None:
        device.revoked_at = now
        device.enrolment_hash = device.enrolment_expires_at = None
        store_keys.drop_all(session, house, device, now=now)
        # Colleagues' tablets may be waiting to hear of it: they are told at their next question.
        take_revision(session, device.establishment_id)
        _close_sessions(session, device.id, now)
        _tell(session, "device.revoked", actor, device, now)
    return device


def units_of(session: Session, device_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The units whose persons this device may show."""
    rows = session.scalars(
        select(DeviceUnit.unit_id)
        .join(Unit, Unit.id == DeviceUnit.unit_id)
        .where(DeviceUnit.device_id == device_id, Unit.closed_at.is_(None))
    )
    return frozenset(rows)


def note_seal_head(session: Session, device_id: uuid.UUID, head: str) -> None:
    """Keeps the last seal head that a tablet says it saw: `chevet audit verify` looks for it in the chain."""
    session.execute(update(Device).where(Device.id == device_id).values(seal_head=head))


def _checked(
    session: Session, actor: Actor, name: str, kind: str, unit_ids: Collection[uuid.UUID]
) -> str:
    checks = Checks()
    clean = checks.line("name", name, missing="Donnez un nom à cet appareil.", limit=80)
    checks.choice("kind", kind, KINDS, message="Dites si l’appareil est partagé ou personnel.")
    if not unit_ids:
        checks.refuse("unit_ids", "Choisissez au moins une unité.")
    checks.end()
    known = session.scalars(
        select(Unit.id).where(
            Unit.id.in_(unit_ids),
            Unit.establishment_id == actor.establishment_id,
            Unit.closed_at.is_(None),
        )
    ).all()
    if set(known) != set(unit_ids):
        raise Invalid({"unit_ids": "L’une de ces unités n’existe pas ou est fermée."})
    return clean


def _set_units(session: Session, device: Device, unit_ids: Collection[uuid.UUID]) -> None:
    session.execute(delete(DeviceUnit).where(DeviceUnit.device_id == device.id))
    rows = [{"device_id": device.id, "unit_id": one} for one in sorted(set(unit_ids))]
    session.execute(insert(DeviceUnit), rows)


def _new_link(device: Device, now: datetime) -> str:
    token = cookies.new_secret()
    device.enrolment_hash = cookies.digest(token)
    device.enrolment_expires_at = now + LINK_LIFETIME
    return token


def _close_sessions(session: Session, device_id: uuid.UUID, now: datetime) -> None:
    session.execute(
        update(AuthSession)
        .where(AuthSession.device_id == device_id, AuthSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def _tell(session: Session, verb: str, actor: Actor, device: Device, now: datetime) -> None:
    record(session, verb, at=now, actor=actor, subject_id=device.id, detail={"kind": device.kind})
