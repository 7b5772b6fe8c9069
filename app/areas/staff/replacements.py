"""Temporary staff: a replacement is at work in a minute, and their rights end by themselves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.staff.commands import OPEN_ROLES
from app.gate.auth import invitations
from app.gate.auth.actor import Actor
from app.gate.auth.models import Invitation
from app.gate.auth.policy import allows
from app.gate.directory import commands as directory
from app.gate.directory.models import Staff
from app.ground.checks import all_told
from app.ground.errors import Invalid
from app.ground.house import House

BEDSIDE_ROLES = {
    role: label
    for role, label in OPEN_ROLES.items()
    if allows(role, "bedside.use") and not allows(role, "staff.manage")
}
"""The roles in which somebody is replaced at the bedside; who manages the team is not hired by the day."""

LONGEST = timedelta(days=31)
_DAY_ENDS, _NIGHT_ENDS = time(21, 15), time(7, 15)


@dataclass(frozen=True, slots=True)
class Welcomed:
    """A replacement, the invitation by which they register a key of their own, and its token."""

    staff: Staff
    invitation: Invitation
    token: str


def welcome(
    session: Session,
    house: House,
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    role: str,
    unit_id: uuid.UUID | None,
    is_everywhere: bool,
    until: datetime,
    now: datetime,
) -> Welcomed:
    """A professional whose rights begin now and end at `until`, on duty for the time of a shift, with an invitation.

    Raises Invalid, NotFound.
    """
    all_told(
        lambda: _check_role(role),
        lambda: _check_place(unit_id, is_everywhere),
        lambda: _check_end(until, now),
        lambda: directory.check_names(given_name, family_name, None),
    )
    member = directory.create_staff(
        session,
        house,
        actor,
        given_name=given_name,
        family_name=family_name,
        title=None,
        role=role,
        now=now,
    )
    session.flush()
    place: dict[str, Any] = {"staff": member, "unit_id": unit_id, "starts_at": now, "now": now}
    directory.assign(session, actor, ends_at=until, **place)
    directory.plan_shift(session, actor, ends_at=min(until, now + timedelta(hours=12)), **place)
    made, token = invitations.create(session, actor, staff=member, now=now)
    return Welcomed(member, made, token)


def usual_end(now: datetime, zone: ZoneInfo) -> datetime:
    """When a replacement who comes now usually leaves: the end of the day, or of the night."""
    here = now.astimezone(zone)
    if here.time() < time(4):
        return datetime.combine(here.date(), _NIGHT_ENDS, tzinfo=zone)
    if here.time() < time(19):
        return datetime.combine(here.date(), _DAY_ENDS, tzinfo=zone)
    return datetime.combine(here.date() + timedelta(days=1), _NIGHT_ENDS, tzinfo=zone)


def _check_role(role: str) -> None:
    if role not in BEDSIDE_ROLES:
        raise Invalid({"role": "Choisissez un rôle."})


def _check_place(unit_id: uuid.UUID | None, is_everywhere: bool) -> None:
    if unit_id is None and not is_everywhere:
        raise Invalid({"unit_id": "Choisissez une unité, ou tout l’établissement."})


def _check_end(until: datetime, now: datetime) -> None:
    if until <= now:
        raise Invalid({"until_on": "La fin est déjà passée."})
    if until - now > LONGEST:
        raise Invalid({"until_on": "Au plus 31 jours ; au-delà, ajoutez la personne à l’équipe."})
