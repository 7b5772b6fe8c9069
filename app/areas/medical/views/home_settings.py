"""/bureau/reglages/medicaments: what the home set of the rules about medication, with its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.drugs.queries import current
from app.areas.medical.commands import set_settings
from app.areas.medical.named_drugs import label_of_key
from app.areas.medical.settings import DEFAULTS, chosen_of, history_of, settings_of
from app.areas.medical.settings_form import CRUSHED, SettingsForm, read, typed, with_one
from app.areas.medical.settings_words import GROUPS, SPECS, label_of, told, whole_told
from app.areas.medical.views.blueprint import blueprint
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import press, say
from medication.settings import Settings

SET = "medication.settings"
_MOMENT = "moment-"


@page(blueprint, "/reglages/medicaments", SET)
def home_settings() -> Response | tuple[str, int]:
    actor, house = require(SET), current_house()
    reference = current(house)
    with house.database.read() as session:
        settings = settings_of(session, actor.establishment_id)
        chosen = chosen_of(session, actor.establishment_id)
    form = SettingsForm.over(typed(settings, reference), stamped=chosen)
    removed = frozenset(request.form.getlist("crush_removed"))

    def act(session: Session) -> bool:
        made = read(form, settings, reference, removed)
        return set_settings(session, actor, made, seen=form.seen.data, now=clock.now())

    if form.carry(act):
        say("Réglages enregistrés." if form.outcome else "Rien n’a changé.")
        return redirect(url_for("medical.home_settings"))
    return _shown(actor, form, settings), form.status


@button(blueprint, "/reglages/medicaments/valeur", SET)
def setting_back() -> Response:
    """Puts one setting back to its default, or to the `value` that "Annuler" carries."""
    actor, name = require(SET), request.form.get("name", "")
    if name not in SPECS:
        raise NotFound()
    text = request.form.get("value", str(_in(DEFAULTS, name)))
    before: dict[str, str] = {}

    def act(session: Session) -> None:
        settings = settings_of(session, actor.establishment_id)
        before["value"] = str(_in(settings.to_json(), name))
        set_settings(session, actor, with_one(settings, name, text), now=clock.now())

    return press(
        act,
        back=url_for("medical.home_settings"),
        said=lambda _: f"{SPECS[name].label} : {told(SPECS[name], text)}.",
        undo=url_for("medical.setting_back"),
        fields=lambda _: {"name": name, **before},
    )


def _in(written: Mapping[str, Any], name: str) -> Any:
    """A figure or an hour among settings as they are written."""
    if name.startswith(_MOMENT):
        return written["moments"][name.removeprefix(_MOMENT)]
    return written[name]


def _shown(actor: Actor, form: SettingsForm, settings: Settings) -> str:
    house = current_house()
    reference = current(house)
    with house.database.read() as session:
        history = history_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return render_template(
        "office/medical/settings.html",
        form=form,
        groups=GROUPS,
        defaults={name: told(spec, _in(DEFAULTS, name)) for name, spec in SPECS.items()},
        changed={name for name in SPECS if _in(settings.to_json(), name) != _in(DEFAULTS, name)},
        crush=sorted(
            (label_of_key(reference, key), key, CRUSHED[answer])
            for key, answer in settings.crush.items()
        ),
        history=history,
        staff=staff,
        label_of=label_of,
        whole_told=whole_told,
    )
