"""What the pages of the team show: professionals with their units, keys and invitations, and the plan of a week."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import user_keys
from app.gate.auth.credentials import KINDS
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import Credential, Invitation, UserKey
from app.gate.directory.plan import ShiftValue, shifts_between
from app.gate.directory.queries import on_duty_at
from app.gate.directory.team import Member, assignments_now, names_of, team_of
from app.ground.house import House
from app.ground.pages import words
from app.ground.pages.moments import start_of

MOMENTS = {"matin": "Matin", "apres-midi": "Après-midi", "nuit": "Nuit"}
HOURS = {
    "matin": (time(6, 45), time(14, 15)),
    "apres-midi": (time(13, 45), time(21, 15)),
    "nuit": (time(21), time(7)),
}
_BEGINS = ((4, "matin"), (12, "apres-midi"), (19, "nuit"))


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A professional as the list shows them."""

    member: Member
    units: tuple[str, ...]
    is_assigned: bool
    is_on_duty: bool
    keys: int
    invited_until: datetime | None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey in words."""

    id: uuid.UUID
    label: str
    kind: str
    is_offline: bool
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    code: str = ""
    is_blocked: bool = False


def member_lines(
    session: Session, house: House, establishment_id: uuid.UUID, *, now: datetime
) -> list[MemberLine]:
    """Those who work there, by name."""
    assigned = assignments_now(session, establishment_id, now)
    duty = on_duty_at(session, establishment_id, now)
    keys = Counter(
        session.scalars(
            select(Credential.staff_id).where(
                Credential.establishment_id == establishment_id, Credential.revoked_at.is_(None)
            )
        )
    )
    invited = _open_invitations(session, establishment_id, now)
    return [
        MemberLine(
            member,
            tuple(each.unit or "Tout l’établissement" for each in assigned.get(member.id, ())),
            member.id in assigned,
            member.id in duty,
            keys[member.id],
            invited[member.id].expires_at if member.id in invited else None,
        )
        for member in team_of(session, house, establishment_id)
    ]


def passkeys_of(session: Session, staff_id: uuid.UUID) -> list[Passkey]:
    """A professional's passkeys, those that open first."""
    user_key = session.get(UserKey, staff_id)
    rows = session.execute(
        select(Credential, PersonalCode)
        .outerjoin(PersonalCode, PersonalCode.credential_id == Credential.id)
        .where(Credential.staff_id == staff_id)
        .order_by(Credential.revoked_at.is_not(None), Credential.created_at)
    )
    return [
        Passkey(
            row.id,
            row.label,
            KINDS.get(row.kind, row.kind),
            user_keys.is_current(row, user_key),
            row.created_at,
            row.used_at,
            row.revoked_at,
            _told(code),
            code is not None and code.blocked_at is not None,
        )
        for row, code in rows
    ]


def _told(code: PersonalCode | None) -> str:
    """How a personal code stands, in words; nothing when there is nothing to say."""
    if code is None:
        return ""
    if code.blocked_at is not None:
        return "Code bloqué après cinq essais faux."
    offline = words.count(code.tries_offline, "essai") if code.tries_offline else ""
    return " ".join(
        each
        for each in (
            "Un nouveau code sera demandé." if code.must_change else "",
            f"{offline} de code faux hors ligne." if offline else "",
        )
        if each
    )


def open_invitation(
    session: Session, establishment_id: uuid.UUID, staff_id: uuid.UUID, now: datetime
) -> Invitation | None:
    """The invitation that still waits for its professional, or None."""
    return _open_invitations(session, establishment_id, now).get(staff_id)


def _open_invitations(
    session: Session, establishment_id: uuid.UUID, now: datetime
) -> dict[uuid.UUID, Invitation]:
    rows = session.scalars(
        select(Invitation).where(
            Invitation.establishment_id == establishment_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    return {row.staff_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Presence:
    """One line of the plan, as its cell shows it."""

    shift: ShiftValue
    member: Member
    hours: str
    is_usual: bool


Week = dict[uuid.UUID | None, dict[tuple[date, str], list[Presence]]]


def week_of(
    session: Session, house: House, establishment_id: uuid.UUID, monday: date, zone: ZoneInfo
) -> Week:
    """The presences of a week: by unit (None: all of the holder's), then by day and moment."""
    start, end = start_of(monday, zone), start_of(monday + timedelta(days=7), zone)
    staff = names_of(session, house, establishment_id)
    week: Week = defaultdict(lambda: defaultdict(list))
    for shift in shifts_between(session, establishment_id, start, end):
        here = shift.starts_at.astimezone(zone)
        moment = moment_of(here)
        hours = here.time(), shift.ends_at.astimezone(zone).time()
        presence = Presence(shift, staff[shift.staff_id], told(hours), hours == HOURS[moment])
        week[shift.unit_id][here.date(), moment].append(presence)
    return week


def told(hours: tuple[time, time]) -> str:
    """6 h 45 – 14 h 15"""
    return f"{words.hour(hours[0])} – {words.hour(hours[1])}"


def moment_of(starts_at: datetime) -> str:
    """Which moment of the day a presence belongs to, from the hour at which it begins there."""
    found = "nuit"
    for hour, moment in _BEGINS:
        if starts_at.hour >= hour:
            found = moment
    return found
