"""Opening the person's own access: from there on, their invitation and keys are kept where a relative's are."""

from __future__ import annotations

import uuid

from flask import url_for
from werkzeug.wrappers import Response

from app.areas.family import commands
from app.areas.family.views.blueprint import GRANT, blueprint, reached_person
from app.gate.auth.routes import button
from app.ground.pages.undo import press


@button(blueprint, "/personnes/<uuid:person_id>/proches/soi-meme", GRANT)
def opening_own(person_id: uuid.UUID) -> Response:
    """Nobody enters yet: inviting the person asks for one's own key, as for a relative."""
    desk = reached_person(person_id, GRANT)
    return press(
        lambda session: commands.open_own_access(
            session, desk.house, desk.actor, person_id, now=desk.now
        ),
        back=url_for("family.of_person", person_id=person_id),
        said="Accès ouvert : invitez maintenant la personne à créer sa clé.",
    )
