"""One relative: what is open, since when and by whose leave; opening, closing, excluding."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.family import commands
from app.areas.family.forms import GrantForm
from app.areas.family.giving import giving
from app.areas.family.queries import grants_of, topics_at
from app.areas.family.rules import TOPICS
from app.areas.family.views.blueprint import GRANT, READ, Desk, blueprint, reached
from app.areas.persons.queries import measures_of
from app.gate.audit.once import record_once
from app.gate.auth import confirming
from app.gate.auth.routes import button, page, reading
from app.ground.errors import Invalid, NotFound
from app.ground.pages.undo import press, say

Answer = Response | tuple[str, int]
_SAID = {
    "active": "Accès rouvert : il ne voit que ce qui lui sera ouvert de nouveau.",
    "excluded": "Écarté : dès maintenant, il ne voit plus rien et rien ne lui dit qu’il y a quelque chose.",
    "ended": "Accès terminé : tous les sujets sont fermés.",
}


@reading(blueprint, "/proches/<uuid:relative_id>", READ)
def relative(relative_id: uuid.UUID) -> str:
    desk, found = reached(relative_id)
    house, person_id = desk.house, desk.person.id
    record_once(house.database, "person.open", actor=desk.actor, person_id=person_id, now=desk.now)
    with house.database.read() as session:
        grants = grants_of(session, house, relative_id)
        topics = topics_at(session, house, relative_id, desk.now)
        measures = measures_of(session, house.vault, person_id, desk.now)
    rules = {topic: giving(topic, measures) for topic in TOPICS}
    return render_template(
        "office/family/relative.html",
        desk=desk,
        person=desk.person,
        relative=found,
        open=[one for one in grants if one.grant.topic in topics and one.holds(desk.now)],
        past=[one for one in grants if not (one.grant.topic in topics and one.holds(desk.now))],
        changed={one.id for one in grants if not rules[one.grant.topic].allows(one.given_by)},
        rules=rules,
        staff=desk.staff,
    )


@page(blueprint, "/proches/<uuid:relative_id>/ouvrir", GRANT)
def granting(relative_id: uuid.UUID) -> Answer:
    desk, found = reached(relative_id, GRANT)
    if found.is_self:
        raise NotFound()
    form = GrantForm()
    with desk.house.database.read() as session:
        measures = measures_of(session, desk.house.vault, desk.person.id, desk.now)
    if form.carry(lambda session: _grant(session, desk, relative_id, form)):
        say("Sujets ouverts : ils se voient dès la prochaine page.")
        return redirect(url_for("family.relative", relative_id=relative_id))
    shown = render_template(
        "office/family/granting.html",
        form=form,
        person=desk.person,
        relative=found,
        rules=[(label, giving(topic, measures)) for topic, label in TOPICS.items()],
    )
    return shown, form.status


@button(blueprint, "/proches/<uuid:relative_id>/fermer", GRANT)
def revoking(relative_id: uuid.UUID) -> Response:
    desk, _found = reached(relative_id, GRANT)
    topic = request.form.get("topic", "")

    def act(session: Session) -> None:
        if topic not in TOPICS:
            raise Invalid({"topic": "Choisissez le sujet à fermer."})
        commands.revoke(session, desk.actor, relative_id, topic, now=desk.now)

    return press(
        act,
        back=url_for("family.relative", relative_id=relative_id),
        said=f"Fermé : {TOPICS.get(topic, '')}. La prochaine page du proche ne le montre plus.",
    )


@button(blueprint, "/proches/<uuid:relative_id>/acces", GRANT)
def stating(relative_id: uuid.UUID) -> Response:
    desk, found = reached(relative_id, GRANT)
    state = request.form.get("state", "")
    if found.is_self and state == "excluded":
        raise NotFound()

    def act(session: Session) -> None:
        commands.set_state(session, desk.actor, relative_id, state, now=desk.now)
        if state == "active" and found.state != "active":
            confirming.demand(session, desk.actor, "Rouvrir l’accès d’un proche")

    return press(
        act,
        back=url_for("family.relative", relative_id=relative_id),
        said=_SAID.get(state),
    )


def _grant(
    session: Session, desk: Desk, relative_id: uuid.UUID, form: GrantForm
) -> list[uuid.UUID]:
    """The measures are read again in the transaction that opens: one that ended meanwhile counts no more."""
    measures = measures_of(session, desk.house.vault, desk.person.id, desk.now)
    said = form.to_granting(desk.zone)
    opened = commands.grant(
        session, desk.house, desk.actor, relative_id, said, measures, now=desk.now
    )
    confirming.demand(session, desk.actor, "Ouvrir des sujets à un proche")
    return opened
