"""What a file keeps of somebody's identity and stay, in the words of whoever receives a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.persons import away
from app.areas.persons.file.kinds import KINDS
from app.areas.persons.identity import SEXES
from app.areas.persons.values import MOVEMENTS
from app.ground.portable import Beside, Pair, Row

_NAMES: Final = {
    "given_name": "Prénom",
    "family_name": "Nom",
    "birth_name": "Nom de naissance",
    "used_name": "Nom d’usage",
}
_OF_OTHERS: Final = ("contact", "power")


def person(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    for name, label in _NAMES.items():
        yield label, said.get(name)
    yield "Naissance", beside.day(said.get("born_on"))
    yield "Sexe", SEXES.get(said.get("sex"))
    yield "Arrivée", beside.when(row["admitted_at"])
    yield "Départ", beside.when(row["left_at"])
    yield "À savoir", ", ".join(one["text"] for one in said.get("marks") or () if one.get("text"))


def movement(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", MOVEMENTS.get(row["kind"], row["kind"])
    yield "Unité", beside.row("unit", row["unit_id"]).get("name")
    yield "Chambre", beside.row("room", row["room_id"]).get("name")


def absence(row: Row, beside: Beside) -> Iterator[Pair]:
    state = away.STATES[row["state"]].lower()
    yield "", f"{away.KINDS.get(row['kind'], row['kind'])} : {state}"
    yield "Du", beside.when(row["from_at"])
    yield "Au", beside.when(row["until_at"])
    yield "Note", (row["sealed"] or {}).get("note")
    if row["superseded_at"]:
        yield "", "Modifiée depuis."


def fact(row: Row, beside: Beside) -> Iterator[Pair]:
    said, kind = row["sealed"], KINDS[row["kind"]]
    yield "", kind.label
    for one in kind.fields:
        value = said.get(one.name)
        if value in (None, "", False):
            continue
        if one.takes == "day":
            yield one.label, beside.day(value)
        elif one.takes == "contact":
            yield one.label, _contact(beside, value)
        else:
            yield one.label, one.told(value, {})
    yield "Motif du changement", said.get("reason")
    if row["state"] == "withdrawn":
        yield "", "Retiré du dossier."
    elif row["superseded_at"]:
        yield "", "Modifié depuis."


def emergency(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", "Dossier ouvert par quelqu’un qui n’y est pas affecté"
    yield "Motif", row["sealed"].get("reason")
    yield "Jusqu’à", beside.when(row["ends_at"])


def is_of_others(row: Row) -> bool:
    """Contacts and those who hold a power; what is known of the person alone is not looked at again."""
    return row["kind"] in _OF_OTHERS


def _contact(beside: Beside, id: str) -> str:
    said = beside.row("person_fact", id).get("sealed") or {}
    return f"{said.get('given_name') or ''} {said.get('family_name') or ''}".strip() or "un contact"
