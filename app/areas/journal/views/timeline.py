"""/bureau/personnes/<id>/transmissions: what was said about a person, to read at a desk.

Filters stay in the address. Words go by POST, like a search for names: an address is kept in histories and logs.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.follow_ups.queries import FollowUpValue, of_entries, open_ones
from app.areas.journal import history
from app.areas.journal.opening import open_file
from app.areas.journal.queries import EntryValue, FilePage, Wanted, entries_of, facets_of
from app.areas.journal.search import Place
from app.areas.journal.telling import PLACE
from app.areas.journal.views.blueprint import blueprint
from app.areas.journal.views.marking import marking
from app.areas.journal.wording import FLAGS
from app.areas.marks.queries import marks_beside
from app.areas.persons.queries import person_of
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.asked import read_day
from transmissions.search import QUERY_LIMIT, words_of

_CIBLE = re.compile(r"[a-z0-9-]{1,100}")
_FILTERS = ("cible", "auteur", "du", "au")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader looks for: as it was typed, as it is searched, and from which place on."""

    query: str
    wanted: Wanted
    before: Place | None
    filters: dict[str, Any]


@page(blueprint, "/personnes/<uuid:person_id>/transmissions", "person.read")
def timeline(person_id: uuid.UUID) -> str | Response:
    actor, house = require("person.read"), current_house()
    home = actor.establishment_id
    with house.database.read() as session:
        person = person_of(session, house, home, person_id)
        zone = zone_of(session, home)
    open_file(person_id, person.unit_id, "person.read", "journal.read")
    asked = _asked()
    if request.method == "POST" and not asked.wanted.words:
        return redirect(url_for("journal.timeline", person_id=person_id, **asked.filters), 303)
    reader = actor.staff_id
    found = entries_of(house, home, person_id, asked.wanted, zone, asked.before, reader_id=reader)
    with house.database.read() as session:
        return render_template(
            "office/timeline.html",
            person=person,
            page=found,
            asked=asked,
            flags=FLAGS,
            marked=marking(asked.wanted.words),
            due=_due(of_entries(session, house, person_id, _all(found)), found.rows),
            remaining=open_ones(session, house, home, person_id=person_id),
            marks=marks_beside(
                session, house.vault, PLACE, {one.id: one.ids for one in found.rows}
            ),
            facets=facets_of(session, home, person_id, reader),
            staff=names_of(session, house, home),
        )


def _asked() -> Asked:
    """What the form or the address asks for; what makes no sense in it asks for nothing."""
    given = request.form if request.method == "POST" else request.args
    query = request.form.get("mots", "").strip()[:QUERY_LIMIT] if request.method == "POST" else ""
    cible = given.get("cible", "")
    wanted = Wanted(
        words=words_of(query),
        cible=cible if _CIBLE.fullmatch(cible) else None,
        author=parse_id(given.get("auteur")),
        since=read_day(given.get("du")),
        until=read_day(given.get("au")),
    )
    return Asked(query, wanted, _place(given.get("suite", "")), _filters(wanted))


def _filters(wanted: Wanted) -> dict[str, Any]:
    """What was understood, as the address says it."""
    values: tuple[str | uuid.UUID | date | None, ...] = (
        wanted.cible,
        wanted.author,
        wanted.since,
        wanted.until,
    )
    return {name: str(value) for name, value in zip(_FILTERS, values, strict=True) if value}


def _place(text: str) -> Place | None:
    try:
        return history.from_text(text)
    except ValueError:
        return None


def _all(found: FilePage) -> list[uuid.UUID]:
    return [id for entry in found.rows for id in entry.ids]


def _due(
    by_version: Mapping[uuid.UUID, Any], entries: list[EntryValue]
) -> dict[uuid.UUID, list[FollowUpValue]]:
    """What is due after each entry, whichever version it was asked with."""
    return {
        entry.id: [one for id in entry.ids for one in by_version.get(id, ())] for entry in entries
    }
