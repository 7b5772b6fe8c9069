"""Notices: whoever's keys change is told so, and may say that it was not them.

Nobody is told of their very first key: there is nothing yet that it could threaten.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import sessions, user_keys
from app.gate.auth.actor import Actor
from app.gate.auth.models import Credential, Invitation, KeyNotice
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, NotFound, Refused
from app.ground.ids import new_id

ADDED, WITHDRAWN, INVITED = "added", "withdrawn", "invited"


def tell(
    session: Session,
    what: str,
    *,
    of: Credential | Invitation,
    by: uuid.UUID | None,
    through: Invitation | None = None,
    now: datetime,
) -> None:
    """Tells the professional what happened to their keys, unless they never had any other."""
    credential_id = of.id if isinstance(of, Credential) else None
    link = of if isinstance(of, Invitation) else through
    others = select(Credential.id).where(Credential.staff_id == of.staff_id)
    if what != WITHDRAWN and not set(session.scalars(others)) - {credential_id}:
        return
    session.add(
        KeyNotice(
            id=new_id(),
            establishment_id=of.establishment_id,
            staff_id=of.staff_id,
            what=what,
            credential_id=credential_id,
            invitation_id=link.id if link is not None else None,
            by_id=by,
            at=now,
        )
    )


def waiting(session: Session, staff_id: uuid.UUID) -> int:
    """How many notices the professional has not answered."""
    query = select(func.count()).where(
        KeyNotice.staff_id == staff_id,
        KeyNotice.seen_at.is_(None),
        KeyNotice.disputed_at.is_(None),
    )
    return session.scalar(query) or 0


def of_staff(session: Session, staff_id: uuid.UUID) -> list[KeyNotice]:
    """A professional's notices: what waits for an answer first, however much came since; then the last first."""
    found = select(KeyNotice).where(KeyNotice.staff_id == staff_id)
    is_waiting = KeyNotice.seen_at.is_(None) & KeyNotice.disputed_at.is_(None)
    order = (is_waiting.desc(), KeyNotice.at.desc(), KeyNotice.id.desc())
    return list(session.scalars(found.order_by(*order).limit(50)))


def of_home(session: Session, establishment_id: uuid.UUID) -> list[KeyNotice]:
    """What happened to everybody's keys: what is disputed and not settled first, then the last first."""
    found = select(KeyNotice).where(KeyNotice.establishment_id == establishment_id)
    is_open = KeyNotice.disputed_at.is_not(None) & KeyNotice.settled_at.is_(None)
    order = (is_open.desc(), KeyNotice.at.desc(), KeyNotice.id.desc())
    return list(session.scalars(found.order_by(*order).limit(200)))


def disputed(session: Session, establishment_id: uuid.UUID) -> int:
    """How many disputes nobody has settled."""
    query = select(func.count()).where(
        KeyNotice.establishment_id == establishment_id,
        KeyNotice.disputed_at.is_not(None),
        KeyNotice.settled_at.is_(None),
    )
    return session.scalar(query) or 0


def acknowledge(
    session: Session,
    actor: Actor,
    notice_id: uuid.UUID,
    *,
    shown: Credential | None = None,
    now: datetime,
) -> None:
    """The owner says that it was them, or that they know. `shown` is the passkey that opened the session: one made
    since says nothing while an older one is there, for it may be the very key that nobody knew of.

    Raises NotFound, Conflict.
    """
    notice = _own(session, actor, notice_id)
    if shown is not None and shown.created_at >= notice.at and _has_older(session, notice):
        raise Conflict(
            "Répondez avec une clé que vous aviez déjà avant ce geste. Si elle est perdue, retirez-la d’abord."
        )
    if notice.seen_at is None and notice.disputed_at is None:
        notice.seen_at = now
        record(session, "key_notice.seen", at=now, actor=actor, detail={"what": notice.what})


def dispute(
    session: Session, actor: Actor, notice_id: uuid.UUID, *, now: datetime
) -> list[uuid.UUID]:
    """The owner says that it was not them: the key opens nothing more, its sessions end, the link no longer serves, and
    whoever manages the team is alerted. Returns the passkeys withdrawn. Raises NotFound.
    """
    notice = _own(session, actor, notice_id)
    if notice.disputed_at is not None:
        return []
    notice.disputed_at = now
    gone = [revoke(session, one, actor, now=now) for one in _made_by(session, notice)]
    if notice.invitation_id is not None:
        link = session.get_one(Invitation, notice.invitation_id)
        if link.used_at is None and link.withdrawn_at is None:
            link.withdrawn_at = now
            record(session, "invitation.withdrawn", at=now, actor=actor, subject_id=link.staff_id)
    record(
        session,
        "key_notice.disputed",
        at=now,
        actor=actor,
        subject_id=notice.staff_id,
        detail={"what": notice.what, "passkeys": [str(one) for one in gone]},
    )
    return gone


def settle(session: Session, actor: Actor, notice_id: uuid.UUID, *, now: datetime) -> None:
    """Whoever manages the team has seen to a dispute. Raises NotFound, Refused for one's own, Conflict for none."""
    notice = find_to_change(session, KeyNotice, actor.establishment_id, notice_id)
    if actor.staff_id in (notice.staff_id, notice.by_id):
        raise Refused("Une autre personne que vous règle cette contestation.")
    if notice.disputed_at is None:
        raise Conflict("Personne ne conteste ce geste.")
    if notice.settled_at is None:
        notice.settled_by, notice.settled_at = actor.staff_id, now
        record(session, "key_notice.settled", at=now, actor=actor, subject_id=notice.staff_id)


def revoke(session: Session, one: Credential, actor: Actor, *, now: datetime) -> uuid.UUID:
    """The passkey opens nothing from now on, what it carried goes, and the sessions it opened end."""
    one.revoked_at = now
    user_keys.let_go(one)
    sessions.end_all_by(session, one.id, now=now)
    record(
        session,
        "passkey.withdrawn",
        at=now,
        actor=actor,
        subject_id=one.staff_id,
        detail={"passkey": str(one.id), "kind": one.kind},
    )
    return one.id


def _made_by(session: Session, notice: KeyNotice) -> list[Credential]:
    """The keys that exist because of what is disputed: the one told of, or those made from the link."""
    if notice.what == WITHDRAWN:
        return []
    wanted = {notice.credential_id}
    if notice.invitation_id is not None:
        same = select(KeyNotice.credential_id).where(
            KeyNotice.invitation_id == notice.invitation_id
        )
        wanted |= set(session.scalars(same))
    found = select(Credential).where(
        Credential.id.in_([one for one in wanted if one]), Credential.revoked_at.is_(None)
    )
    return list(session.scalars(found))


def _has_older(session: Session, notice: KeyNotice) -> bool:
    """Whether the owner still has a passkey from before what the notice tells."""
    found = select(Credential.id).where(
        Credential.staff_id == notice.staff_id,
        Credential.created_at < notice.at,
        Credential.revoked_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def _own(session: Session, actor: Actor, notice_id: uuid.UUID) -> KeyNotice:
    notice = find_to_change(session, KeyNotice, actor.establishment_id, notice_id)
    if notice.staff_id != actor.staff_id:
        raise NotFound()
    return notice
