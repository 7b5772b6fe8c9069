"""Saying a fact of a file, saying it otherwise, withdrawing it: the same pages for every kind, a right for each tab."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.persons.file.commands import add_fact, change_fact, withdraw_fact
from app.areas.persons.file.forms import FactForm, form_over
from app.areas.persons.file.kinds import KINDS, TABS, Tab
from app.areas.persons.file.reading import Fact, facts_of
from app.areas.persons.papers import papers_of
from app.areas.persons.queries import PersonValue
from app.areas.persons.representation import contacts_of
from app.areas.persons.views.blueprint import blueprint, reached
from app.areas.persons.views.file import SLUGS
from app.gate.auth.actor import Actor
from app.gate.auth.routes import button, page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice
from app.ground.pages.undo import press, say

Answer = Response | tuple[str, int]


def _open(tab: Tab) -> None:
    """Opens the three addresses of a tab."""
    base, writes = f"/personnes/<uuid:person_id>/{SLUGS[tab.code]}", tab.writes
    named = f"<uuid:{tab.code}_fact_id>"

    def adding(person_id: uuid.UUID) -> Answer:
        return _add(tab, person_id)

    def changing(person_id: uuid.UUID, **named: uuid.UUID) -> Answer:
        return _change(tab, person_id, *named.values())

    def withdrawing(person_id: uuid.UUID, **named: uuid.UUID) -> Response:
        return _withdraw(tab, person_id, *named.values())

    for view in (adding, changing, withdrawing):
        view.__name__ = f"fact_{view.__name__}_{tab.code}"
    page(blueprint, f"{base}/ajouter", writes)(adding)
    page(blueprint, f"{base}/{named}", writes)(changing)
    button(blueprint, f"{base}/{named}/retirer", writes)(withdrawing)


def _add(tab: Tab, person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, tab.writes)
    codes = [one.code for one in tab.kinds]
    kind = KINDS[asked_choice("quoi", codes) or codes[0]]
    vault = current_house().vault
    form = form_over(kind, {}, _contacts(person_id), _papers(actor, person_id))
    if form.carry(
        lambda session: add_fact(
            session,
            vault,
            actor,
            person_id,
            kind.code,
            form.said,
            today=_today(actor),
            now=clock.now(),
        )
    ):
        return _done(tab, person_id, f"{kind.label} : noté.")
    return _form(tab, person, form, None)


def _change(tab: Tab, person_id: uuid.UUID, chain_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, tab.writes)
    one, vault = _one(tab, person_id, chain_id), current_house().vault
    offered = _contacts(person_id), _papers(actor, person_id)
    form = form_over(one.kind, one.said or {}, *offered, version=one.version)
    if form.carry(
        lambda session: change_fact(
            session,
            vault,
            actor,
            person_id,
            chain_id,
            form.said,
            reason=form.reason.data,
            today=_today(actor),
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        return _done(tab, person_id, "Modifié : ce qui était écrit avant reste lisible.")
    return _form(tab, person, form, one)


def _withdraw(tab: Tab, person_id: uuid.UUID, chain_id: uuid.UUID) -> Response:
    actor, _person = reached(person_id, tab.writes)
    _one(tab, person_id, chain_id)
    reason, vault = request.form.get("reason"), current_house().vault
    return press(
        lambda session: withdraw_fact(
            session, vault, actor, person_id, chain_id, reason=reason, now=clock.now()
        ),
        back=_address(tab, person_id),
        said="Retiré : ce qui était écrit reste lisible.",
    )


def _one(tab: Tab, person_id: uuid.UUID, chain_id: uuid.UUID) -> Fact:
    """The fact in force, of a kind of that tab. Raises NotFound."""
    house = current_house()
    with house.database.read() as session:
        kinds = [one.code for one in tab.kinds]
        for fact in facts_of(session, house.vault, [person_id], kinds).get(person_id, ()):
            if fact.id == chain_id:
                return fact
    raise NotFound()


def _contacts(person_id: uuid.UUID) -> dict[uuid.UUID, str]:
    house = current_house()
    with house.database.read() as session:
        found = contacts_of(session, house.vault, person_id)
    return {one.id: f"{one.name} · {one.link_label}" for one in found}


def _papers(actor: Actor, person_id: uuid.UUID) -> dict[uuid.UUID, str]:
    house = current_house()
    with house.database.read() as session:
        return papers_of(session, house.vault, actor, person_id)


def _today(actor: Actor) -> date:
    with current_house().database.read() as session:
        return clock.now().astimezone(zone_of(session, actor.establishment_id)).date()


def _address(tab: Tab, person_id: uuid.UUID) -> str:
    return url_for(f"persons.file_{tab.code}", person_id=person_id)


def _done(tab: Tab, person_id: uuid.UUID, words: str) -> Response:
    say(words)
    return redirect(_address(tab, person_id))


def _form(tab: Tab, person: PersonValue, form: FactForm, one: Fact | None) -> Answer:
    shown = render_template(
        "office/file/fact.html", person=person, tab=tab, form=form, one=one, slugs=SLUGS
    )
    return shown, form.status


for _tab in TABS.values():
    _open(_tab)
