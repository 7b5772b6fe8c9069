"""Deciding which kinds of passkeys count where, and who would be left outside."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.authenticators import KINDS, OFFERED, PLACES, Rules, allowed, rules_at
from app.gate.auth.key_models import PasskeyRule
from app.gate.auth.models import AuthSession, Credential, Device
from app.gate.auth.policy import allows
from app.gate.directory import queries
from app.gate.directory.models import Establishment
from app.ground.errors import Invalid
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged

_OPENS = {"shared": "bedside.use", "personal": "bedside.use", "desk": "office.use"}


def settings_of(rules: Rules) -> dict[str, object]:
    """The rules as a form shows them."""
    return {place: [kind for kind in OFFERED[place] if kind in rules[place]] for place in PLACES}


def decide(
    session: Session,
    actor: Actor,
    kinds: Mapping[str, Collection[str]],
    *,
    seen: str | None = None,
    now: datetime,
) -> bool:
    """Sets which kinds count, from now on; what was opened with one that no longer does is closed. Whether it changed.

    Raises Invalid, or Conflict when the rules are no longer as `seen`.
    """
    session.get_one(Establishment, actor.establishment_id, with_for_update=True)
    before = settings_of(rules_at(session, actor.establishment_id, now))
    check_unchanged(before, seen)
    made = {place: [kind for kind in OFFERED[place] if kind in kinds[place]] for place in PLACES}
    _check(session, actor, made)
    if made == before:
        return False
    session.add(
        PasskeyRule(
            id=new_id(),
            establishment_id=actor.establishment_id,
            kinds=made,
            decided_at=now,
            decided_by=actor.staff_id,
        )
    )
    _close(session, actor, made, now)
    detail = {"before": before, "after": made}
    record(session, "passkey_rule.decided", at=now, actor=actor, detail=detail)
    return True


def left_outside(
    session: Session, establishment_id: uuid.UUID, rules: Rules, *, now: datetime
) -> dict[str, list[uuid.UUID]]:
    """Who has passkeys, and none that counts at a place where their role has something to do; personal devices where
    there are some.
    """
    held: dict[uuid.UUID, set[str]] = {}
    rows = session.execute(
        select(Credential.staff_id, Credential.kind).where(
            Credential.establishment_id == establishment_id, Credential.revoked_at.is_(None)
        )
    )
    for staff_id, kind in rows:
        held.setdefault(staff_id, set()).add(kind)
    team = queries.members_at(session, establishment_id, now)
    personal = select(Device.id).where(
        Device.establishment_id == establishment_id,
        Device.kind == "personal",
        Device.revoked_at.is_(None),
    )
    places = [place for place in PLACES if place != "personal" or session.scalar(personal.limit(1))]
    return {
        place: [
            member.id
            for member in team
            if member.id in held
            and allows(member.role, _OPENS[place])
            and not any(allowed(rules, place, kind).counts for kind in held[member.id])
        ]
        for place in places
    }


def told(rules: Rules) -> list[tuple[str, str]]:
    """The rules in words, one line a place: for the page and for the command line."""
    return [
        (where, ", ".join(KINDS[kind] for kind in OFFERED[place] if kind in rules[place]))
        for place, where in PLACES.items()
    ]


def _check(session: Session, actor: Actor, made: Mapping[str, list[str]]) -> None:
    fields = {
        place: "Gardez au moins une sorte de clé : sinon, plus personne n’entre."
        for place, kinds in made.items()
        if not kinds
    }
    own = set(
        session.scalars(
            select(Credential.kind).where(
                Credential.staff_id == actor.staff_id, Credential.revoked_at.is_(None)
            )
        )
    )
    if own and "desk" not in fields and not own & set(made["desk"]):
        fields["desk"] = "Vous n’auriez plus de clé qui ouvre le bureau."
    if fields:
        raise Invalid(fields)


def _close(
    session: Session, actor: Actor, made: Rules | dict[str, list[str]], now: datetime
) -> None:
    """Sessions whose passkey counts no more where they were opened end now, not at their next lock."""
    for place, kinds in made.items():
        devices = select(Device.id).where(
            Device.establishment_id == actor.establishment_id, Device.kind == place
        )
        here = (
            AuthSession.device_id.is_(None)
            if place == "desk"
            else AuthSession.device_id.in_(devices)
        )
        gone = select(Credential.id).where(
            Credential.establishment_id == actor.establishment_id, Credential.kind.not_in(kinds)
        )
        session.execute(
            update(AuthSession)
            .where(
                AuthSession.establishment_id == actor.establishment_id,
                AuthSession.secret_hash.is_not(None),
                AuthSession.ended_at.is_(None),
                AuthSession.credential_id.in_(gone),
                here,
            )
            .values(ended_at=now)
            .execution_options(synchronize_session=False)
        )
