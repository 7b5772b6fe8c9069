"""Taking back: an invitation that waits, a passkey that was lost, the browsers that are open."""

from __future__ import annotations

import uuid

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.family.views.blueprint import GRANT, reached
from app.gate.audit.record import record
from app.gate.auth.routes import button
from app.ground.errors import NotFound
from app.ground.ids import parse_id
from app.ground.pages.undo import press
from app.portal import invitations, keys, sessions
from app.portal.inviting.blueprint import back_to, blueprint
from app.portal.models import RelativeCredential, RelativeInvitation


@button(blueprint, "/proches/<uuid:relative_id>/invitation/retirer", GRANT)
def withdrawing(relative_id: uuid.UUID) -> Response:
    desk, _found = reached(relative_id, GRANT)
    which = parse_id(request.form.get("invitation", ""))

    def act(session: Session) -> None:
        row = session.get(RelativeInvitation, which) if which else None
        if row is None or row.relative_id != relative_id:
            raise NotFound()
        invitations.withdraw(session, desk.actor, row.id, now=desk.now)

    return press(
        act, back=back_to(relative_id), said="Invitation retirée : elle n’ouvre plus rien."
    )


@button(blueprint, "/proches/<uuid:relative_id>/invitation/cle", GRANT)
def removing(relative_id: uuid.UUID) -> Response:
    desk, _found = reached(relative_id, GRANT)
    which = parse_id(request.form.get("key", ""))

    def act(session: Session) -> None:
        row = session.get(RelativeCredential, which) if which else None
        if row is None or row.relative_id != relative_id:
            raise NotFound()
        keys.withdraw(session, desk.actor, row.id, now=desk.now)

    return press(
        act,
        back=back_to(relative_id),
        said="Clé retirée : elle n’ouvre plus rien, et ce qu’elle avait ouvert est fermé.",
    )


@button(blueprint, "/proches/<uuid:relative_id>/invitation/fermer", GRANT)
def closing(relative_id: uuid.UUID) -> Response:
    desk, _found = reached(relative_id, GRANT)

    def act(session: Session) -> None:
        closed = sessions.end_all_of(session, relative_id, now=desk.now)
        about = {"person_id": desk.person.id, "subject_id": relative_id}
        detail = {"closed": closed}
        record(
            session, "relative.signed_out", at=desk.now, actor=desk.actor, **about, detail=detail
        )

    return press(
        act,
        back=back_to(relative_id),
        said="Fermé partout. Sa clé ouvre toujours : il peut revenir.",
    )
