"""/bureau/personnes/<id>/documents: a person's documents, with their first page small. A search comes by POST."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Final

from flask import render_template, request

from app.areas.documents.kinds import FAMILIES, KINDS
from app.areas.documents.queries import DocumentValue, documents_of
from app.areas.documents.search import find, texts_of
from app.areas.documents.views.blueprint import CAPTURE, OPEN, Desk, blueprint, reached_person
from app.gate.audit.once import record_once
from app.gate.auth.routes import page
from app.ground.folding import fold
from app.ground.pages.asked import asked_choice
from app.ground.pages.paging import cut, page_number

PER_PAGE: Final = 200
TO_FILE: Final = "a-classer"
SHOWN: Final = {"": "Tous", "vigueur": "En vigueur", "retires": "Retirés"}
SORTS: Final = {"": "Les plus récents", "anciens": "Les plus anciens", "sorte": "Par sorte"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, and the search that came with the form."""

    family: str
    shown: str
    sort: str
    query: str

    def keeps(self, one: DocumentValue, here: Desk) -> bool:
        return self._is_of_family(one) and self._is_shown(one, here)

    def _is_of_family(self, one: DocumentValue) -> bool:
        if not self.family:
            return True
        return family_of(one) == self.family

    def _is_shown(self, one: DocumentValue, here: Desk) -> bool:
        if self.shown == "retires":
            return one.withdrawn_at is not None
        ended = one.valid_until is not None and one.valid_until < here.today
        is_past = one.superseded_by is not None or ended
        return self.shown != "vigueur" or (one.is_filed and not is_past)


def family_of(one: DocumentValue) -> str:
    """The family of its kind; to be filed while nobody has filed it."""
    kind = KINDS.get(one.kind or "")
    return kind.family if kind and one.is_filed else TO_FILE


@page(blueprint, "/personnes/<uuid:person_id>/documents", OPEN)
def of_person(person_id: uuid.UUID) -> str:
    here, person = reached_person(person_id)
    wanted = _wanted()
    record_once(
        here.house.database, "document.listed", actor=here.actor, person_id=person_id, now=here.now
    )
    with here.house.database.read() as session:
        is_gone = wanted.shown == "retires"
        known = documents_of(session, here.house.vault, here.actor, [person_id], withdrawn=is_gone)
        kept = _sorted([one for one in known if wanted.keeps(one, here)], wanted.sort)
        texts = texts_of(session, here.house.vault, kept) if fold(wanted.query) else {}
        found = find(kept, texts, wanted.query)
    number = page_number(request.args.get("page"))
    start = (number - 1) * PER_PAGE
    return render_template(
        "documents/list.html",
        person=person,
        page=cut(found[start : start + PER_PAGE + 1], number, PER_PAGE),
        found=len(found),
        total=len(known),
        counts=Counter(map(family_of, known)),
        wanted=wanted,
        shown=SHOWN,
        sorts=SORTS,
        families_shown=[(TO_FILE, "À classer"), *FAMILIES.items()],
        may_add=person.unit_id is not None and here.may_about(CAPTURE, person),
        local_today=here.today,
        staff=here.staff,
    )


def _wanted() -> Wanted:
    return Wanted(
        family=asked_choice("famille", (TO_FILE, *FAMILIES)),
        shown=asked_choice("voir", SHOWN),
        sort=asked_choice("tri", SORTS),
        query=request.form.get("q", ""),
    )


def _sorted(known: list[DocumentValue], sort: str) -> list[DocumentValue]:
    by_day = sorted(
        known, key=lambda one: (one.dated_on or one.captured_at.date(), one.captured_at)
    )
    latest = by_day[::-1]
    if sort == "sorte":
        return sorted(latest, key=lambda one: fold(one.kind_label))
    return by_day if sort == "anciens" else latest
