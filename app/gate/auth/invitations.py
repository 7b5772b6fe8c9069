"""Invitations: a one-time link, good for 24 h, by which a professional registers a passkey.

Whoever holds such a link becomes that professional. So a second person agrees to it when the professional has a key
already (a lost one, a further one), or when the inviter would make somebody who reads what they may not read
themselves. The command line, which holds the server anyway, needs nobody.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import authenticators, cookies, nonces, notices, passkeys, second, user_keys
from app.gate.auth.actor import Actor
from app.gate.auth.models import Credential, Invitation
from app.gate.auth.presence import SeenDevice
from app.gate.directory import queries
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Establishment, Staff
from app.ground.errors import Conflict, NotFound, Refused
from app.ground.house import House
from app.ground.ids import new_id

LIFETIME = timedelta(hours=24)


def create(
    session: Session, actor: Actor | None, *, staff: Staff, now: datetime
) -> tuple[Invitation, str]:
    """A new link for `staff` and its token; the links made before for the same person end. Raises Conflict.

    The actor is None for the command line, and else of the same establishment: whoever calls has asked `may`.
    """
    if staff.left_at is not None and staff.left_at <= now:
        raise Conflict("Cette personne a quitté l’établissement.")
    _withdraw_open(session, staff.id, now)
    token = cookies.new_secret()
    made = Invitation(
        id=new_id(),
        establishment_id=staff.establishment_id,
        staff_id=staff.id,
        token_hash=cookies.digest(token),
        created_by=actor.staff_id if actor else None,
        created_at=now,
        expires_at=now + LIFETIME,
        needs_second=actor is not None and second.is_needed(session, actor, staff, now),
    )
    session.add(made)
    session.flush()
    notices.tell(session, notices.INVITED, of=made, by=made.created_by, now=now)
    record(
        session,
        "invitation.created",
        at=now,
        actor=actor,
        establishment_id=staff.establishment_id,
        subject_id=staff.id,
        detail={"second": made.needs_second} if actor else None,
    )
    return made, token


def agree(session: Session, actor: Actor, invitation_id: uuid.UUID, *, now: datetime) -> None:
    """The second person's word. Raises NotFound, Refused for whoever asked for it, Conflict once it is over."""
    found = find_to_change(session, Invitation, actor.establishment_id, invitation_id)
    if actor.staff_id in (found.created_by, found.staff_id):
        raise Refused("L’accord est celui d’une autre personne que vous.")
    if found.used_at is not None or found.withdrawn_at is not None or found.expires_at <= now:
        raise Conflict("Cette invitation ne sert plus.")
    if found.waits_for_second:
        found.agreed_by, found.agreed_at = actor.staff_id, now
        record(session, "invitation.agreed", at=now, actor=actor, subject_id=found.staff_id)


def withdraw(session: Session, actor: Actor, invitation_id: uuid.UUID, *, now: datetime) -> None:
    """Ends a link before it is used. Raises NotFound."""
    found = find_to_change(session, Invitation, actor.establishment_id, invitation_id)
    if found.used_at is None and found.withdrawn_at is None:
        found.withdrawn_at = now
        record(session, "invitation.withdrawn", at=now, actor=actor, subject_id=found.staff_id)


def find(session: Session, token: str, *, now: datetime) -> tuple[Invitation, Staff]:
    """The invitation of a link and who it is for.

    Raises NotFound: unknown, used, withdrawn, too old, or left; Refused while it waits for a second person.
    """
    row = session.execute(
        select(Invitation, Staff)
        .join(Staff, Staff.id == Invitation.staff_id)
        .where(
            Invitation.token_hash == cookies.digest(token),
            Invitation.expires_at > now,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if row is None or (row.Staff.left_at is not None and row.Staff.left_at <= now):
        raise NotFound(
            "Cette invitation ne sert plus : elle a déjà servi, ou elle a plus de 24 heures. "
            "Demandez-en une nouvelle à la personne qui vous l’a donnée."
        )
    if row.Invitation.waits_for_second:
        raise Refused(
            "Cette invitation attend l’accord d’une deuxième personne, donné au bureau, page « Équipe ». "
            "Gardez ce lien : il servira ensuite."
        )
    return row.Invitation, row.Staff


def options(
    session: Session,
    house: House,
    token: str,
    device: SeenDevice | None,
    *,
    in_the_tablet: bool = False,
    now: datetime,
) -> dict[str, Any]:
    """What the page needs to ask for a passkey (`in_the_tablet`: of this very tablet). Raises NotFound, Refused."""
    invitation, staff = find(session, token, now=now)
    if in_the_tablet and not takes_tablet(session, staff.establishment_id, device, now=now):
        raise Refused("Votre établissement n’accepte pas la clé de la tablette elle-même.")
    name = queries.staff_names(house, {staff.id: staff.sealed})[staff.id]
    home = session.get_one(Establishment, staff.establishment_id)
    known = session.scalars(
        select(Credential.credential_id).where(
            Credential.staff_id == staff.id, Credential.revoked_at.is_(None)
        )
    )
    return {
        "publicKey": passkeys.creation_options(
            house.settings,
            challenge=nonces.issue(session, "register", invitation.id, now=now),
            user_handle=staff.id.bytes,
            user_name=name.full,
            known=list(known),
            roaming_only=device is not None and device.kind == "shared",
            in_the_tablet=in_the_tablet,
        ),
        "staff": {"first_name": name.given_name},
        "establishment": {"name": home.name},
        "carriers": user_keys.carriers(session, staff.id),
    }


def takes_tablet(
    session: Session, establishment_id: uuid.UUID, device: SeenDevice | None, *, now: datetime
) -> bool:
    """Whether a passkey may live in this very tablet, behind a personal code."""
    if device is None or device.kind != "shared" or device.establishment_id != establishment_id:
        return False
    rules = authenticators.rules_at(session, establishment_id, now)
    return authenticators.allowed(rules, "shared", "tablet").counts


def use_up(session: Session, invitation: Invitation, *, now: datetime) -> None:
    """The link has served. Raises NotFound when it has just served elsewhere."""
    used: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=now)
    )
    if used.rowcount != 1:
        raise NotFound("Cette invitation vient de servir ailleurs.")


def _withdraw_open(session: Session, staff_id: uuid.UUID, now: datetime) -> None:
    session.execute(
        update(Invitation)
        .where(
            Invitation.staff_id == staff_id,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
