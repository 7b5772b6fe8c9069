"""/bureau/personnes/<id>/traitement/mois: a month of treatment, day by day, to read and to print."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Final

from flask import render_template, request

from app.areas.prescribing.monthly import month_of
from app.areas.prescribing.views.blueprint import READ, blueprint, reached
from app.areas.prescribing.views.saying import said
from app.gate.auth.routes import reading
from app.ground.pages.asked import read_day
from medication.amount_words import amount_words, unit_words
from medication.month import STATES, Cell, Grid
from medication.prescription import Line, Sliding
from medication.scheme_words import moment_words

MARKS: Final = {
    "absent": "A",
    "suspended": "S",
    "untraced": "!",
    "conflict": "≠",
    "perhaps_given": "?",
    "partly_taken": "✓-",
    "refused": "R",
    "spat_out": "C",
    "asleep": "E",
    "fasting": "J",
    "out_of_stock": "X",
    "withheld": "N",
    "other": "O",
    "not_found": "I",
    "came_off": "D",
    **dict.fromkeys(("given", "helped", "taken_alone", "handed_over", "removed", "in_place"), "✓"),
}
ACTS: Final = {"give": "", "remove": "retirer", "check": "vérifier"}
NOTABLE: Final = frozenset(STATES) - {"due", "absent", "suspended"}
"""What somebody recorded, or should have: a cell that opens on it."""
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


@reading(blueprint, "/personnes/<uuid:person_id>/traitement/mois", READ)
def month(person_id: uuid.UUID) -> str:
    desk = reached(person_id)
    first = (read_day(f"{request.args.get('mois', '')}-01") or desk.today).replace(day=1)
    with desk.house.database.read() as session:
        found = month_of(session, desk.house, person_id, first, desk.settings, now=desk.now)
    return render_template(
        "office/prescribing/month.html",
        person=desk.person,
        grid=found.grid,
        taken=found.taken,
        unreadable=found.unreadable,
        key=_key(found.grid),
        notable=NOTABLE,
        title=month_words(first),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{first + timedelta(days=31):%Y-%m}",
        local_today=desk.today,
        now=desk.now,
        said={one.id: said(one, desk.today, desk.restriction) for one in found.grid.as_needed},
        mark=mark,
        told=told,
        acts=ACTS,
        moment=moment_words,
    )


def _key(grid: Grid) -> list[tuple[str, str]]:
    """What the marks of this month mean: those that are there alone."""
    there = {cell.state for row in grid.rows for slot in row.slots for cell in slot.cells if cell}
    words: dict[str, list[str]] = {}
    for state in STATES:
        if state in there and state in MARKS:
            words.setdefault(MARKS[state], []).append(STATES[state])
    return [(short, ", ".join(some)) for short, some in words.items()]


def month_words(first: date) -> str:
    """ "novembre 2026" """
    return f"{_MONTHS[first.month - 1]} {first.year}"


def mark(cell: Cell, line: Line) -> str:
    """What the eye reads in the grid: how much is due ("½"; "6+" where a measure adds to it), why nothing is, or what
    somebody recorded of it."""
    if cell.state in MARKS:
        return MARKS[cell.state]
    if cell.amount is None:
        return "•"
    whole = amount_words(cell.amount, line.unit).removesuffix(unit_words(line.unit, cell.amount))
    return whole.replace(" ", "") + ("+" if isinstance(line.scheme, Sliding) else "")


def told(cell: Cell, line: Line) -> str:
    """The same in words, read out."""
    if cell.amount is None:
        return cell.words
    more = ", plus selon la glycémie" if isinstance(line.scheme, Sliding) else ""
    return f"{cell.words}, {amount_words(cell.amount, line.unit)}{more}"
