"""Signing in to the office with a passkey: no device, no store, no feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import actors, authenticators, nonces, passkeys, sessions
from app.gate.auth.actor import Actor
from app.gate.auth.believing import note_use
from app.gate.auth.models import AuthSession, Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.policy import may
from app.ground.errors import ChevetError, Refused
from app.ground.house import House
from app.ground.ids import new_id


def options(session: Session, house: House, *, now: datetime) -> dict[str, Any]:
    """What the page needs to ask for any passkey of this server."""
    challenge = nonces.issue(session, "signin", None, now=now)
    return {"publicKey": passkeys.request_options(house.settings, challenge=challenge)}


def open_session(
    session: Session, house: House, assertion: dict[str, Any], *, now: datetime
) -> tuple[AuthSession, str] | ChevetError:
    """An office session and its cookie's secret, or why there is none (answered, so that its trace is committed)."""
    try:
        challenge = passkeys.challenge_of(assertion)
        if nonces.consume(session, "signin", None, challenge, now=now) is None:
            raise NotBelieved("Cette demande a expiré ou a déjà servi : recommencez.", code="nonce")
        credential = _credential(session, assertion)
    except NotBelieved as error:
        return error
    try:
        shown = passkeys.verify_assertion(
            house.settings, assertion, challenge=challenge, public_key=credential.public_key
        )
        note_use(session, credential, shown, now=now, compare=True)
        _check_kind(session, credential, now)
        actor = _actor(session, credential, now)
    except (NotBelieved, Refused) as error:
        _tell_refusal(session, credential, error.code, now)
        return error
    opened = AuthSession(
        id=actor.session_id,
        establishment_id=actor.establishment_id,
        staff_id=actor.staff_id,
        credential_id=credential.id,
        basis="office",
        opened_at=now,
        received_at=now,
        active_at=now,
    )
    session.add(opened)
    secret = sessions.give_cookie(session, opened, now=now)
    record(session, "session.opened", at=now, actor=actor, detail={"basis": "office"})
    return opened, secret


def _credential(session: Session, assertion: dict[str, Any]) -> Credential:
    """The passkey that answered, for the user it names."""
    found = session.scalars(
        select(Credential).where(Credential.credential_id == passkeys.credential_id(assertion))
    ).one_or_none()
    if found is None or found.staff_id.bytes != passkeys.user_handle(assertion):
        raise NotBelieved("Cette clé n’est pas enregistrée ici.", code="credential")
    if found.revoked_at is not None:
        raise NotBelieved("Cette clé a été retirée.", code="credential_revoked")
    return found


def _check_kind(session: Session, credential: Credential, now: datetime) -> None:
    rules = authenticators.rules_at(session, credential.establishment_id, now)
    verdict = authenticators.opens(rules, None, credential)
    if not verdict.counts:
        raise NotBelieved(verdict.why, code="passkey_kind")


def _actor(session: Session, credential: Credential, now: datetime) -> Actor:
    actor = actors.actor_at(session, credential.staff_id, now, session_id=new_id())
    if actor is None:
        raise Refused("Vous n’avez pas d’affectation en cours.", code="rights")
    if not may(actor, "office.use"):
        raise Refused(
            "Votre rôle n’ouvre pas le bureau : vos écrans sont sur la tablette.", code="rights"
        )
    return actor


def _tell_refusal(session: Session, credential: Credential, code: str, now: datetime) -> None:
    record(
        session,
        "session.refused",
        at=now,
        establishment_id=credential.establishment_id,
        subject_id=credential.staff_id,
        detail={"code": code, "basis": "office"},
    )
