"""/bureau/vocabulaire: themes and cibles, and the forms that change them in the draft."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.areas.journal.office import drafts, edits
from app.areas.journal.office.blueprint import blueprint
from app.areas.journal.office.differences import differences
from app.areas.journal.office.forms import PARTS, CibleForm, NewCibleForm, ThemeForm, lines
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page, reading
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.fields import choices
from app.ground.pages.undo import press, say
from app.ground.stamps import check_unchanged
from transmissions.vocabulary import ALARM_IDS, Cible, Vocabulary
from transmissions.vocabulary_edits import add_theme, restore_cible, retire_cible

RIGHT = "vocabulary.manage"


@reading(blueprint, "", RIGHT)
def index() -> str:
    actor = require(RIGHT)
    with current_house().database.read() as session:
        before = drafts.in_force(session, actor.establishment_id)
        after = drafts.prepared(session, actor.establishment_id)
    vocabulary = after or before
    return render_template(
        "office/vocabulary.html",
        version=before.version,
        vocabulary=vocabulary,
        shelves=[(theme, edits.offered_in(vocabulary, theme.id)) for theme in vocabulary.themes],
        retired=[cible for cible in vocabulary.cibles if cible.retired],
        waiting=differences(before, after) if after else [],
    )


@page(blueprint, "/themes/ajouter", RIGHT)
def theme_adding() -> Response | tuple[str, int]:
    actor = require(RIGHT)
    form = ThemeForm()
    label = form.label.data or ""
    if form.carry(
        lambda session: drafts.change(
            session, actor, lambda words: add_theme(words, label), now=clock.now()
        )
    ):
        say("Thème ajouté à l’ébauche.")
        return redirect(url_for("vocabulary.index"))
    return render_template("office/theme_adding.html", form=form), form.status


@page(blueprint, "/cibles/ajouter", RIGHT)
def cible_adding() -> Response | tuple[str, int]:
    actor = require(RIGHT)
    form = NewCibleForm(data={"theme": request.args.get("theme", "")})
    form.theme.choices = _themes(_vocabulary(actor))
    asked = {**_asked(form), "macro": form.macro.data}
    if form.carry(
        lambda session: drafts.change(
            session, actor, lambda words: edits.add(words, **asked), now=clock.now()
        )
    ):
        say("Cible ajoutée à l’ébauche.")
        return redirect(url_for("vocabulary.index"))
    return render_template("office/cible_adding.html", form=form), form.status


@page(blueprint, "/cibles/<cible_id>", RIGHT)
def cible(cible_id: str) -> Response | tuple[str, int]:
    actor = require(RIGHT)
    vocabulary = _vocabulary(actor)
    kept = _known(vocabulary, cible_id)
    form = CibleForm.over(_words_of(vocabulary, kept))
    form.theme.choices = _themes(vocabulary)
    asked = {**_asked(form), "common": form.common.data, "witness": form.witness.data}
    if form.carry(
        lambda session: drafts.change(
            session,
            actor,
            lambda words: edits.reword(_as_seen(words, cible_id, form), cible_id, **asked),
            now=clock.now(),
        )
    ):
        say("Cible modifiée dans l’ébauche.")
        return redirect(url_for("vocabulary.index"))
    is_alarm = cible_id in ALARM_IDS
    return render_template(
        "office/cible.html", cible=kept, form=form, is_alarm=is_alarm
    ), form.status


@button(blueprint, "/cibles/<cible_id>/rang", RIGHT)
def cible_rank(cible_id: str) -> Response:
    step = request.form.get("pas", 1, type=int)
    return _press(cible_id, lambda words: edits.place(words, cible_id, step))


@button(blueprint, "/cibles/<cible_id>/retirer", RIGHT)
def cible_retiring(cible_id: str) -> Response:
    return _press(
        cible_id,
        lambda words: retire_cible(words, cible_id),
        said="Cible retirée dans l’ébauche.",
        undo=url_for("vocabulary.cible_restoring", cible_id=cible_id),
    )


@button(blueprint, "/cibles/<cible_id>/reprendre", RIGHT)
def cible_restoring(cible_id: str) -> Response:
    return _press(
        cible_id,
        lambda words: restore_cible(words, cible_id),
        said="Cible reprise dans l’ébauche.",
    )


def _press(
    cible_id: str, change: drafts.Change, *, said: str | None = None, undo: str | None = None
) -> Response:
    actor = require(RIGHT)
    _known(_vocabulary(actor), cible_id)
    return press(
        lambda session: drafts.change(session, actor, change, now=clock.now()),
        back=url_for("vocabulary.index"),
        said=said,
        undo=undo,
    )


def _vocabulary(actor: Actor) -> Vocabulary:
    with current_house().database.read() as session:
        return drafts.shown(session, actor.establishment_id)


def _known(vocabulary: Vocabulary, cible_id: str) -> Cible:
    found = vocabulary.get(cible_id)
    if found is None:
        raise NotFound()
    return found


def _themes(vocabulary: Vocabulary) -> list[SelectChoice]:
    return choices((theme.id, theme.label) for theme in vocabulary.themes)


def _words_of(vocabulary: Vocabulary, kept: Cible) -> dict[str, Any]:
    """A cible as its form shows it: one phrase a line."""
    return {
        "label": kept.label,
        "theme": kept.theme,
        **{f"phrases_{part}": "\n".join(getattr(kept, part)) for part in PARTS},
        "common": edits.common_rank(vocabulary, kept.id),
        "witness": kept.witness,
    }


def _as_seen(words: Vocabulary, cible_id: str, form: CibleForm) -> Vocabulary:
    """The vocabulary, unless this cible is no longer what the form showed. Raises Conflict, NotFound."""
    check_unchanged(_words_of(words, _known(words, cible_id)), form.seen.data)
    return words


def _asked(form: Any) -> dict[str, Any]:
    return {
        "label": form.label.data or "",
        "theme": form.theme.data or "",
        **{part: lines(form[f"phrases_{part}"].data) for part in PARTS},
    }
