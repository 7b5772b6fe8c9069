"""How a line of contacts is judged and written: somebody around a person, and the quality or power that they hold."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from app.areas.importing.judging import Known, Write, day_of
from app.areas.importing.reading import Row
from app.areas.persons.commands.contacts import (
    CONTACT,
    LINKS,
    POWER,
    QUALITIES,
    SCOPES,
    TRUSTED,
    add_fact,
    check_contact,
    check_power,
)
from app.areas.persons.queries import PersonValue, same_person
from app.ground.errors import Invalid
from app.ground.folding import fold

_YES: Final = ("oui", "o", "x", "1", "vrai")
_NO: Final = ("", "non", "n", "0", "faux")
_NAMED: Final = {"family_name": "contact_family_name", "given_name": "contact_given_name"}
_OF_POWER: Final = ("quality", "since", "until", "scope", "decided_by", "paper")


def contact_line(row: Row, known: Known) -> tuple[str, str, Write]:
    """A contact of somebody there, with at most one quality. Raises Invalid by column."""
    person = _person(row, known)
    values, power = _contact(row, known), _power(row, known)
    said = row.get("contact_family_name"), row.get("contact_given_name")
    known.once(row.number, str(person.id), *said)
    if power and power["quality"] == TRUSTED:
        if person.id in known.trusting:
            raise Invalid({"quality": "Une personne de confiance est déjà désignée."})
        known.trusting.add(person.id)

    def note(session: Session, so_far: Known, kind: str, said: Mapping[str, Any]) -> uuid.UUID:
        row = add_fact(
            session,
            so_far.house.vault,
            so_far.actor,
            person.id,
            kind,
            said,
            today=so_far.today,
            now=so_far.now,
        )
        session.flush()
        return row.chain_id

    def write(session: Session, so_far: Known) -> None:
        contact_id = note(session, so_far, CONTACT, values)
        if power is not None:
            note(session, so_far, POWER, {**power, "contact": str(contact_id)})

    adds = f"Contact de {person.name}" + (f", {QUALITIES[power['quality']]}" if power else "")
    return " ".join(filter(None, said[::-1])), adds, write


def _person(row: Row, known: Known) -> PersonValue:
    born_on = day_of(row.get("born_on"), "born_on")
    if born_on is None:
        raise Invalid({"born_on": "Donnez la date de naissance de la personne."})
    person = same_person(known.persons, row.get("family_name"), row.get("given_name"), born_on)
    if person is None:
        raise Invalid({"family_name": "Personne n’est connu ici sous cette identité exacte."})
    return person


def _contact(row: Row, known: Known) -> dict[str, Any]:
    values: dict[str, Any] = {
        **{name: row.get(name) or None for name in ("phone", "other_phone", "email", "address")},
        "family_name": row.get("contact_family_name"),
        "given_name": row.get("contact_given_name") or None,
        "link": _code(LINKS, row.get("link")),
        "is_told": _flag(row, "is_told"),
    }
    try:
        check_contact(values, known.today)
    except Invalid as refusal:
        told = {_NAMED.get(name, name): reason for name, reason in refusal.fields.items()}
        if "link" in told:
            told["link"] = _among(LINKS)
        raise Invalid(told) from refusal
    return values


def _power(row: Row, known: Known) -> dict[str, Any] | None:
    if not any(row.get(name) for name in _OF_POWER):
        return None
    values: dict[str, Any] = {
        "quality": _code(QUALITIES, row.get("quality")),
        "since": day_of(row.get("since"), "since"),
        "until": day_of(row.get("until"), "until"),
        "scope": _code(SCOPES, row.get("scope")),
        **{name: row.get(name) or None for name in ("decided_by", "paper")},
    }
    if row.get("scope") and not values["scope"]:
        raise Invalid({"scope": _among(SCOPES)})
    try:
        check_power(values, known.today)
    except Invalid as refusal:
        told = dict(refusal.fields)
        if "quality" in told:
            told["quality"] = _among(QUALITIES)
        raise Invalid(told) from refusal
    return values


def _code(words: Mapping[str, str], said: str) -> str:
    return {fold(label): code for code, label in words.items()}.get(fold(said), "")


def _among(words: Mapping[str, str]) -> str:
    return "Choisissez parmi : " + ", ".join(words.values()) + "."


def _flag(row: Row, name: str) -> bool:
    said = fold(row.get(name))
    if said not in (*_YES, *_NO):
        raise Invalid({name: "Écrivez oui ou non."})
    return said in _YES
