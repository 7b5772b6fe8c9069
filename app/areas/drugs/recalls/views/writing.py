"""The form of a recall: about the boxes of a specialty, or about one box that the reference does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.drugs.queries import current
from app.areas.drugs.recalls.commands import write_recalls
from app.areas.drugs.recalls.drafts import RecalledPack, pack_typed, packs_of
from app.areas.drugs.recalls.forms import SOURCES, RecallForm
from app.areas.drugs.recalls.views.blueprint import WRITE, blueprint, today_of
from app.areas.drugs.recalls.views.finding import choosing_box
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.errors import Invalid, NotFound
from app.ground.house import current_house
from app.ground.ids import new_id, parse_id
from app.ground.pages.undo import say
from app.ground.pages.words import count

Answer = Response | tuple[str, int]
_LOT = 40


@page(blueprint, "/noter/<cis>", WRITE)
def writing(cis: str) -> Answer:
    product = current(current_house()).products.get(cis)
    packs = packs_of(product) if product else []
    if product is None or not packs:
        raise NotFound()
    code = request.args.get("boite", "")
    chosen = [pack.gtin for pack in packs if pack.cip13 == code or len(packs) == 1]
    return _form(product.name, packs, chosen)


@page(blueprint, "/noter/boite", WRITE)
def writing_unknown() -> Answer:
    """A box from elsewhere, or one that the reference does not have yet: known by its code, named as it is printed."""
    day = today_of(require(WRITE))
    pack, _ = pack_typed(current(current_house()), request.args.get("code", ""), day)
    if pack is None:
        return choosing_box()
    return _form("", [pack], [pack.gtin])


def _form(name: str, packs: Sequence[RecalledPack], chosen: Sequence[str]) -> Answer:
    actor = require(WRITE)
    lot = request.args.get("lot", "")[:_LOT]
    form = RecallForm.about(packs, chosen, lot, today_of(actor))

    def act(session: Session) -> int:
        draft = form.draft(packs if name else _named(form, packs))
        id = parse_id(form.form_id.data) or new_id()
        return len(write_recalls(session, actor, draft, id=id, now=clock.now()))

    if form.carry(act):
        told = count(form.outcome, "rappel noté", "rappels notés")
        say(f"{told} : les tablettes le sauront au prochain échange.")
        return redirect(url_for("recalls.index"))
    shown = render_template(
        "office/recalls/writing.html", form=form, name=name, packs=packs, sources=SOURCES
    )
    return shown, form.status


def _named(form: RecallForm, packs: Sequence[RecalledPack]) -> list[RecalledPack]:
    """The box under the name that was read on it. Raises Invalid when none was typed."""
    name = " ".join((form.named.data or "").split())
    if not name:
        raise Invalid({"named": "Écrivez le nom qui est sur la boîte."})
    return [replace(pack, label=f"{name} — {pack.label}") for pack in packs]
