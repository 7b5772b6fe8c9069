"""Being invited: the page of a link or a letter, the code, and the passkey made there."""

from __future__ import annotations

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.family.queries import relative_of
from app.gate.auth import bodies, rates
from app.gate.auth.rates import Rate
from app.gate.directory import queries
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.tenancy import acting_for, acting_for_every
from app.portal import entering, invitations, tokens
from app.portal.access import opens
from app.portal.views.blueprint import blueprint
from app.portal.views.entering import welcome
from app.portal.views.reads import Begin, Finish

INVITATIONS = Rate("family.invitation", 20)


@opens(blueprint, "/invitation", "anybody")
def letter() -> ResponseReturnValue:
    """For whoever holds a letter and types it."""
    token = request.args.get("code", "")
    if not token:
        return render_template("portal/letter.html")
    if len(token) > 80 or not tokens.typed(token).isalnum():
        raise Invalid({"code": "Ce code n’est pas lisible : il a vingt lettres et chiffres."})
    return redirect(url_for("portal.invitation", token=tokens.typed(token)))


@opens(blueprint, "/invitation/<token>", "anybody")
def invitation(token: str) -> ResponseReturnValue:
    """Opening a link uses nothing up: mail programs open links before people do."""
    house, now = current_house(), clock.now()
    rates.spend(house.database, INVITATIONS, request.remote_addr or "", now=now)
    with acting_for_every(), house.database.read() as session:
        found, relative = invitations.find(session, token, now=now)
        home = queries.establishment(session, relative.establishment_id)
    needs_code = found.code_hash is not None
    # Before the code, the page says nothing of whom it is about: the mail may have gone astray.
    return render_template(
        "portal/invitation.html", token=token, needs_code=needs_code, home=home.name
    )


@opens(blueprint, "/api/invitation/options", "anybody", "POST")
def invitation_options() -> ResponseReturnValue:
    """A refusal is raised once what was tried is counted."""
    body = bodies.read(Begin)
    house, now = current_house(), clock.now()
    rates.spend(house.database, INVITATIONS, request.remote_addr or "", now=now)
    with acting_for_every(), house.database.read() as session:
        _, relative = invitations.find(session, body.token, now=now)
        home = queries.establishment(session, relative.establishment_id)
        name = relative_of(session, house, relative.id).name
    with acting_for(relative.establishment_id), house.database.write() as session:
        found, relative = invitations.find(session, body.token, now=now)
        refused = invitations.check_code(session, house, found, relative, body.code, now=now)
        options = None
        if refused is None:
            shown = f"{name} · {home.name}"
            options = entering.making_options(session, house, found, relative, name=shown, now=now)
    if refused is not None:
        raise refused
    return jsonify(publicKey=options)


@opens(blueprint, "/api/invitation", "anybody", "POST")
def accepting() -> ResponseReturnValue:
    body = bodies.read(Finish)
    house, now = current_house(), clock.now()
    rates.spend(house.database, INVITATIONS, request.remote_addr or "", now=now)
    with acting_for_every(), house.database.write() as session:
        done = entering.register(session, house, body.token, body.credential, now=now)
    return welcome(*done)
