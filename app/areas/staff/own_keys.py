"""What "Mes clés" shows: one's own passkeys in words, what happened to them; and what happened to everybody's."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import authenticators, notices, own_keys, user_keys
from app.gate.auth.actor import Actor
from app.gate.auth.authenticators import Rules
from app.gate.auth.models import Credential, Invitation, KeyNotice, UserKey
from app.gate.directory.team import Member, names_of
from app.ground.house import House

ALWAYS, SOON, NEVER = "always", "soon", "never"
_PLACES = {"shared": "tablettes partagées", "personal": "appareils personnels", "desk": "bureau"}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A passkey in words. `offline` is `always`, `soon` (after its next unlock with network) or `never`."""

    id: uuid.UUID
    label: str
    kind: str
    where: str
    offline: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice with the names it is about; `by` is None for the command line."""

    notice: KeyNotice
    staff: Member
    by: Member | None
    is_own: bool
    label: str
    invitation: Invitation | None
    agreed_by: Member | None

    @property
    def state(self) -> str:
        """`waiting`, `seen`, `disputed` or `settled`."""
        if self.notice.disputed_at is not None:
            return "settled" if self.notice.settled_at is not None else "disputed"
        return "seen" if self.notice.seen_at is not None else "waiting"


@dataclass(frozen=True, slots=True)
class WaitingLink:
    """An invitation that waits for a second person: whom it is for, who asked, until when."""

    invitation: Invitation
    staff: Member
    asked_by: Member | None


def key_lines(session: Session, actor: Actor, *, now: datetime) -> list[KeyLine]:
    """One's own passkeys that open something."""
    rules = authenticators.rules_at(session, actor.establishment_id, now)
    user_key = session.get(UserKey, actor.staff_id)
    return [key_line(one, rules, user_key) for one in own_keys.live(session, actor.staff_id)]


def key_line(one: Credential, rules: Rules, user_key: UserKey | None) -> KeyLine:
    offline = ALWAYS if user_keys.is_current(one, user_key) else SOON if one.bridge else NEVER
    kind = authenticators.KINDS.get(one.kind, one.kind)
    return KeyLine(
        one.id, one.label, kind, _where(one, rules), offline, one.created_at, one.used_at
    )


def own_notices(session: Session, house: House, actor: Actor) -> list[NoticeLine]:
    """What happened to one's own keys: what waits for an answer first, then the last first."""
    found = notices.of_staff(session, actor.staff_id)
    return _lines(session, house, actor.establishment_id, found)


def home_notices(session: Session, house: House, establishment_id: uuid.UUID) -> list[NoticeLine]:
    """What happened to everybody's keys, what is disputed first."""
    found = notices.of_home(session, establishment_id)
    return _lines(session, house, establishment_id, found)


def waiting_links(
    session: Session, house: House, establishment_id: uuid.UUID, *, now: datetime
) -> list[WaitingLink]:
    """The invitations that wait for a second person, the first to end first."""
    rows = session.scalars(
        select(Invitation)
        .where(
            Invitation.establishment_id == establishment_id,
            Invitation.needs_second,
            Invitation.agreed_at.is_(None),
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
        )
        .order_by(Invitation.expires_at)
    ).all()
    names = names_of(session, house, establishment_id) if rows else {}
    return [
        WaitingLink(one, names[one.staff_id], names.get(one.created_by or one.id)) for one in rows
    ]


def _lines(
    session: Session, house: House, establishment_id: uuid.UUID, found: list[KeyNotice]
) -> list[NoticeLine]:
    if not found:
        return []
    names = names_of(session, house, establishment_id)
    labels = _labels(session, {one.credential_id for one in found})
    links = _links(session, {one.invitation_id for one in found})
    return [_line(one, names, labels, links) for one in found]


def _line(
    one: KeyNotice,
    names: dict[uuid.UUID, Member],
    labels: dict[uuid.UUID, str],
    links: dict[uuid.UUID, Invitation],
) -> NoticeLine:
    link = links.get(one.invitation_id) if one.invitation_id else None
    return NoticeLine(
        notice=one,
        staff=names[one.staff_id],
        by=names.get(one.by_id) if one.by_id else None,
        is_own=one.by_id == one.staff_id,
        label=labels.get(one.credential_id, "") if one.credential_id else "",
        invitation=link,
        agreed_by=names.get(link.agreed_by) if link and link.agreed_by else None,
    )


def _labels(session: Session, ids: set[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    rows = session.execute(
        select(Credential.id, Credential.label).where(Credential.id.in_(ids - {None}))
    )
    return {row.id: row.label for row in rows}


def _links(session: Session, ids: set[uuid.UUID | None]) -> dict[uuid.UUID, Invitation]:
    rows = session.scalars(select(Invitation).where(Invitation.id.in_(ids - {None})))
    return {row.id: row for row in rows}


def _where(one: Credential, rules: Rules) -> str:
    """Where the home lets it serve: `Tablettes partagées, bureau`."""
    if one.kind == "tablet":
        counts = authenticators.allowed(rules, "shared", one.kind).counts
        return "Sa tablette seulement, avec le code personnel" if counts else ""
    places = [
        words
        for place, words in _PLACES.items()
        if authenticators.allowed(rules, place, one.kind).counts
    ]
    return ", ".join(places).capitalize()
