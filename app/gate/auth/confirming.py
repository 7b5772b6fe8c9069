"""Step-up: a passkey shown over this very request, for what must not be done by whoever finds an open session.

The challenge covers the action itself: the address, every field that was sent, the session, and a nonce good for five
minutes and one use. A command asks for it by `demand`, last in its transaction: whoever is asked for their key knows
that everything else was in order, and what is not confirmed leaves nothing written.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import authenticators, b64, nonces, passkeys
from app.gate.auth.actor import Actor
from app.gate.auth.actors import current_device, current_session
from app.gate.auth.believing import note_use
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.models import AuthSession, Credential
from app.gate.auth.passkeys import NotBelieved
from app.ground import clock
from app.ground.errors import ChevetError
from app.ground.house import House, current_house

ANSWER, NONCE = "step_up", "step_up_nonce"
"""The two fields that a confirmed form has beside its own: what the key answered, and to which nonce."""

_PURPOSE = "stepup"
_DEMO = "demo"


class NeedsKey(ChevetError):
    """The action is in order and waits for its author's key; `problem` says why the last answer was not enough."""

    status = 428
    code = "step_up"

    def __init__(self, actor: Actor, what: str, problem: NotBelieved | None = None) -> None:
        super().__init__(f"{what} : confirmez avec votre clé.")
        self.actor = actor
        self.what = what
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page needs: the fields to send again, the nonce, and the browser's options (None in the demo)."""

    fields: list[tuple[str, str]]
    nonce: str
    options: dict[str, Any] | None


def demand(session: Session, actor: Actor, what: str) -> None:
    """Lets the running action through if its author's key was shown over it. Raises NeedsKey.

    `what` says the action in French, for the page that asks ("Inviter Aïcha à enregistrer une clé").
    """
    answer = request.form.get(ANSWER)
    if not answer:
        raise NeedsKey(actor, what)
    try:
        _believe(session, current_house(), actor, answer)
    except NotBelieved as problem:
        raise NeedsKey(actor, what, problem) from problem
    record(
        session,
        "session.confirmed",
        at=clock.now(),
        actor=actor,
        detail={"action": request.endpoint},
    )


def ask(house: House, needed: NeedsKey) -> Asked:
    """A fresh question about the same action; a refused answer leaves its trace."""
    now, actor = clock.now(), needed.actor
    with house.database.write() as session:
        if needed.problem is not None:
            record(
                session,
                "session.unconfirmed",
                at=now,
                actor=actor,
                detail={"action": request.endpoint, "code": needed.problem.code},
            )
        nonce = nonces.issue(session, _PURPOSE, actor.session_id, now=now)
        allowed = [] if is_demo() else _credentials(session, actor)
    options = None
    if not is_demo():
        options = passkeys.request_options(
            house.settings,
            challenge=_challenge(actor, nonce),
            allowed=[(one.credential_id, one.transports) for one in allowed],
        )
    return Asked(_fields(), b64.encode(nonce), options)


def _believe(session: Session, house: House, actor: Actor, answer: str) -> None:
    """The answer is to a nonce of this session not used yet, by a passkey of the actor. Raises NotBelieved."""
    now = clock.now()
    nonce = _nonce()
    if nonces.consume(session, _PURPOSE, actor.session_id, nonce, now=now) is None:
        raise NotBelieved(
            "Cette demande a expiré ou a déjà servi : présentez à nouveau votre clé.", code="nonce"
        )
    if is_demo() and answer == _DEMO:
        return
    assertion = _read(answer)
    wanted = passkeys.credential_id(assertion)
    credential = next(
        (one for one in _credentials(session, actor) if one.credential_id == wanted), None
    )
    if credential is None:
        raise NotBelieved("Cette clé n’est pas la vôtre, ou ne sert pas ici.", code="credential")
    shown = passkeys.verify_assertion(
        house.settings,
        assertion,
        challenge=_challenge(actor, nonce),
        public_key=credential.public_key,
    )
    note_use(session, credential, shown, now=now, compare=True)


def own_credentials(session: Session, actor: Actor) -> list[Credential]:
    """The actor's passkeys that confirm where the request comes from."""
    return _credentials(session, actor)


def current_credential(session: Session) -> Credential | None:
    """The passkey that opened the session of this request; None in the demo."""
    seen = current_session()
    if seen is None:
        return None
    wanted = select(AuthSession.credential_id).where(AuthSession.id == seen.actor.session_id)
    return session.scalars(
        select(Credential).where(
            Credential.id == wanted.scalar_subquery(), Credential.revoked_at.is_(None)
        )
    ).one_or_none()


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise NotBelieved("La réponse de la clé est illisible.", code="assertion") from error
    if not isinstance(read, dict):
        raise NotBelieved("La réponse de la clé est illisible.", code="assertion")
    return read


def _nonce() -> bytes:
    try:
        return b64.decode(request.form.get(NONCE, ""))
    except ValueError as error:
        raise NotBelieved("La réponse de la clé est illisible.", code="nonce") from error


def is_demo() -> bool:
    """Whoever came in by the demo's door has no passkey; that door exists in no other world."""
    seen = current_session()
    return seen is not None and seen.basis == "demo"


def _credentials(session: Session, actor: Actor) -> list[Credential]:
    """The actor's passkeys that count where the request comes from."""
    found = session.scalars(
        select(Credential).where(
            Credential.staff_id == actor.staff_id, Credential.revoked_at.is_(None)
        )
    ).all()
    device = current_device() if actor.device_id else None
    place = authenticators.place_of(device)
    rules = authenticators.rules_at(session, actor.establishment_id, clock.now())
    return [one for one in found if authenticators.confirms(rules, place, one.kind).counts]


def _challenge(actor: Actor, nonce: bytes) -> bytes:
    assert actor.session_id is not None
    parts = (b"chevet-step-up-1", nonce, actor.session_id.bytes, actor.staff_id.bytes, _action())
    return hashlib.sha256(length_prefixed(*parts)).digest()


def _action() -> bytes:
    """What is about to be done: method, address, and every field with its value, in order."""
    told = [request.method.encode(), request.full_path.encode()]
    for name, value in _fields():
        told += [name.encode(), value.encode("utf-8", "surrogatepass")]
    return hashlib.sha256(length_prefixed(*told)).digest()


def _fields() -> list[tuple[str, str]]:
    own = (ANSWER, NONCE, "csrf_token")
    return [pair for pair in request.form.items(multi=True) if pair[0] not in own]
