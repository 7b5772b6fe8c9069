"""/bureau/cles-et-tablettes: which keys count where."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.steering.forms import PasskeysForm
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth import authenticators, confirming, passkey_rules
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say
from app.ground.pages.words import count


@page(blueprint, "/cles-et-tablettes", "structure.manage")
def passkeys() -> Response | tuple[str, int]:
    actor, house, now = require("structure.manage"), current_house(), clock.now()
    home = actor.establishment_id
    with house.database.read() as session:
        rules = authenticators.rules_at(session, home, now)
        outside = passkey_rules.left_outside(session, home, rules, now=now)
        names = names_of(session, house, home) if any(outside.values()) else {}
    form = PasskeysForm.over(passkey_rules.settings_of(rules))
    if form.carry(lambda session: _decide(session, actor, form)):
        say("Enregistré : cela vaut dès maintenant, sur chaque tablette qui a du réseau.")
        return redirect(url_for("steering.passkeys"))
    return render_template(
        "office/passkeys.html",
        form=form,
        places=authenticators.PLACES,
        outside={place: [names[one] for one in ids] for place, ids in outside.items()},
    ), form.status


def _decide(session: Session, actor: Actor, form: PasskeysForm) -> None:
    now = clock.now()
    if not passkey_rules.decide(session, actor, form.values, seen=form.seen.data, now=now):
        return
    rules = authenticators.rules_at(session, actor.establishment_id, now)
    outside = passkey_rules.left_outside(session, actor.establishment_id, rules, now=now)
    told = [
        f"{count(len(ids), 'personne')} sans clé qui convienne ({authenticators.PLACES[place].lower()})"
        for place, ids in outside.items()
        if ids
    ]
    what = "Changer les clés acceptées"
    confirming.demand(session, actor, f"{what} : {', '.join(told)}" if told else what)
