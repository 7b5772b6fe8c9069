"""/bureau/documents: what is to be filed, by whom, what it seems to be; what ends soon; what was withdrawn.

A search comes by POST: words about persons have no place in an address.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import render_template, request

from app.areas.documents.filing import stamped
from app.areas.documents.proposing import names_somebody_else, proposed
from app.areas.documents.queries import DocumentValue, documents_of
from app.areas.documents.search import Found, find, texts_of
from app.areas.documents.suggesting import Suggestion
from app.areas.documents.views.blueprint import FILE, Desk, blueprint, desk, ward
from app.areas.persons.queries import PersonValue
from app.gate.audit.once import record_once
from app.gate.auth.routes import page
from app.ground.folding import fold
from app.ground.pages.asked import asked_choice, asked_id
from app.ground.pages.paging import cut, page_number
from app.ground.stamps import stamp

PER_PAGE: Final = 30
ENDING: Final = timedelta(days=60)
WITHDRAWN: Final = timedelta(days=30)
STATES: Final = {"": "À classer", "echeances": "Échéances", "retires": "Retirés"}
OWNERS: Final = {"": "Tous", "moi": "À moi", "libres": "À prendre"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, and the search that came with the form."""

    state: str
    owner: str
    unit_id: uuid.UUID | None
    sort: str
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """One document in the list, with whose it is and what it seems to be."""

    found: Found
    person: PersonValue
    suggestion: Suggestion
    somebody: PersonValue | None
    """Whom its text names instead: nothing is accepted in one click then."""

    @property
    def mark(self) -> str:
        """How it stands as this page shows it."""
        return stamp(stamped(self.one))

    @property
    def one(self) -> DocumentValue:
        return self.found.document


SORTS: Final[Mapping[str, Callable[[DocumentValue, PersonValue], Any]]] = {
    "": lambda one, _: one.received_at,
    "recents": lambda one, _: -one.received_at.timestamp(),
    "personne": lambda one, person: (fold(person.listed_name), one.received_at),
    "sorte": lambda one, _: (fold(one.kind_label), one.received_at),
}


@page(blueprint, "/documents", FILE)
def index() -> str:
    here, wanted = desk(FILE), _wanted()
    units, persons = ward(here, wanted.unit_id)
    record_once(here.house.database, "document.inbox", actor=here.actor, now=here.now)
    with here.house.database.read() as session:
        is_gone = wanted.state == "retires"
        known = documents_of(
            session, here.house.vault, here.actor, list(persons), withdrawn=is_gone
        )
        of_state = _of_state(here, known, wanted.state)
        mine = [one for one in of_state if _owned(here, one, wanted.owner)]
        texts = texts_of(session, here.house.vault, mine) if fold(wanted.query) else {}
        found = find(_sorted(mine, persons, wanted), texts, wanted.query)
        number = page_number(request.args.get("page"))
        start = (number - 1) * PER_PAGE
        some = found[start : start + PER_PAGE + 1]
        texts = texts_of(session, here.house.vault, [one.document for one in some])
    lines = [_line(here, one, persons, texts) for one in some]
    return render_template(
        "documents/inbox.html",
        page=cut(lines, number, PER_PAGE),
        total=len(of_state),
        unowned=sum(one.owner_id is None for one in of_state),
        ending=len(_of_state(here, known, "echeances")) if not is_gone else None,
        found=len(found),
        wanted=wanted,
        states=STATES,
        owners=OWNERS,
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in units)],
        here_desk=here,
        staff=here.staff,
    )


def _wanted() -> Wanted:
    return Wanted(
        state=asked_choice("etat", STATES),
        owner=asked_choice("pour", OWNERS),
        unit_id=asked_id("unite"),
        sort=asked_choice("tri", SORTS),
        query=request.form.get("q", ""),
    )


def _of_state(here: Desk, known: list[DocumentValue], state: str) -> list[DocumentValue]:
    match state:
        case "echeances":
            return [one for one in known if _ends_soon(here, one)]
        case "retires":
            since = here.now - WITHDRAWN
            return [one for one in known if one.withdrawn_at and one.withdrawn_at > since]
    return [one for one in known if not one.is_filed]


def _ends_soon(here: Desk, one: DocumentValue) -> bool:
    ends = one.valid_until
    return bool(one.is_filed and ends and not one.superseded_by and ends <= here.today + ENDING)


def _owned(here: Desk, one: DocumentValue, owner: str) -> bool:
    if owner == "moi":
        return one.owner_id == here.actor.staff_id
    return owner != "libres" or one.owner_id is None


def _sorted(
    known: list[DocumentValue], persons: Mapping[uuid.UUID, PersonValue], wanted: Wanted
) -> list[DocumentValue]:
    if wanted.state == "echeances" and not wanted.sort:
        return sorted(known, key=lambda one: str(one.valid_until))
    key = SORTS[wanted.sort]
    return sorted(known, key=lambda one: key(one, persons[one.person_id]))


def _line(
    here: Desk,
    found: Found,
    persons: Mapping[uuid.UUID, PersonValue],
    texts: Mapping[uuid.UUID, list[str]],
) -> Line:
    one, said = found.document, texts.get(found.document.id, [])
    person = persons[one.person_id]
    if one.is_filed:
        return Line(found, person, Suggestion(), None)
    somebody = names_somebody_else(said, person, persons.values())
    return Line(found, person, proposed(one, said, here.zone), somebody)
