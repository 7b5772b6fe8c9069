"""How a line of each sheet is judged and written, by the commands that the pages use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.orm import Session

from app.areas.importing.judging import Judge, Known, Write, day_of, place_of
from app.areas.importing.reading import Row
from app.areas.persons.commands import admit, checked_identity
from app.areas.persons.commands.contacts import CONTACT, LINKS, add_fact, check_contact
from app.areas.persons.queries import same_person
from app.areas.staff.commands import OPEN_ROLES, hire
from app.gate.directory import commands as directory
from app.ground.checks import Checks
from app.ground.errors import Invalid
from app.ground.folding import fold
from app.ground.ids import new_id

_SEXES: Final = {"f": "F", "feminin": "F", "femme": "F", "m": "M", "masculin": "M", "homme": "M"}
_YES: Final = ("oui", "o", "x", "1", "vrai")
_NO: Final = ("", "non", "n", "0", "faux")

Judged = tuple[str, str, Write]


def _room(row: Row, known: Known) -> Judged:
    checks = Checks()
    unit = checks.line("unit", row.get("unit"), missing="Donnez l’unité.", limit=80)
    room = checks.line("room", row.get("room"), missing="Donnez la chambre.", limit=40)
    checks.end()
    known.once(row.number, unit, room)
    if (fold(unit), fold(room)) in known.rooms:
        raise Invalid({"room": "Cette chambre existe déjà dans cette unité."})

    def write(session: Session, so_far: Known) -> None:
        unit_id = so_far.units.get(fold(unit))
        if unit_id is None:
            made = directory.create_unit(session, so_far.actor, name=unit, now=so_far.now)
            session.flush()
            unit_id = so_far.units[fold(unit)] = made.id
        directory.create_room(session, so_far.actor, unit_id, name=room, now=so_far.now)
        session.flush()

    is_new = fold(unit) not in known.units
    return f"{unit}, {room}", "Unité et chambre créées" if is_new else "Chambre créée", write


def _person(row: Row, known: Known) -> Judged:
    born_on = day_of(row.get("born_on"), "born_on")
    identity: dict[str, Any] = {
        **{name: row.get(name) or None for name in ("used_name", "birth_name")},
        **{name: row.get(name) for name in ("family_name", "given_name")},
        "born_on": born_on,
        "sex": _SEXES.get(fold(row.get("sex")), ""),
    }
    checked_identity(identity, today=known.today)
    unit_id, room_id = place_of(row, known)
    admitted_on = day_of(row.get("admitted_on"), "admitted_on")
    if admitted_on is None or admitted_on > known.today:
        raise Invalid({"admitted_on": "Donnez le jour de l’entrée, aujourd’hui au plus tard."})
    assert born_on is not None  # checked above
    known.once(row.number, row.get("family_name"), row.get("given_name"), born_on.isoformat())
    twin = same_person(known.persons, row.get("family_name"), row.get("given_name"), born_on)
    if twin is not None:
        raise Invalid({"family_name": "Quelqu’un du même nom, né le même jour, est déjà là."})

    def write(session: Session, so_far: Known) -> None:
        so_far.made.append(new_id())
        admit(
            session,
            so_far.house,
            so_far.actor,
            identity,
            unit_id=unit_id,
            room_id=room_id,
            admitted_at=so_far.at(admitted_on),
            is_someone_else=True,  # said above, against the home and the file
            person_id=so_far.made[-1],
            now=so_far.now,
        )

    return f"{row.get('given_name')} {row.get('family_name')}", "Personne admise", write


def _contact(row: Row, known: Known) -> Judged:
    born_on = day_of(row.get("born_on"), "born_on")
    if born_on is None:
        raise Invalid({"born_on": "Donnez la date de naissance de la personne."})
    person = same_person(known.persons, row.get("family_name"), row.get("given_name"), born_on)
    if person is None:
        raise Invalid({"family_name": "Personne n’est connu ici sous cette identité exacte."})
    links = {fold(words): code for code, words in LINKS.items()}
    values: dict[str, Any] = {
        **{name: row.get(name) or None for name in ("phone", "other_phone", "email", "address")},
        "family_name": row.get("contact_family_name"),
        "given_name": row.get("contact_given_name") or None,
        "link": links.get(fold(row.get("link")), ""),
        "is_told": _flag(row, "is_told"),
    }
    try:
        check_contact(values, known.today)
    except Invalid as refusal:
        names = {"family_name": "contact_family_name", "given_name": "contact_given_name"}
        told = {names.get(name, name): reason for name, reason in refusal.fields.items()}
        if "link" in told:
            told["link"] = "Choisissez parmi : " + ", ".join(LINKS.values()) + "."
        raise Invalid(told) from refusal
    said = row.get("contact_family_name"), row.get("contact_given_name")
    known.once(row.number, str(person.id), *said)

    def write(session: Session, so_far: Known) -> None:
        add_fact(
            session,
            so_far.house.vault,
            so_far.actor,
            person.id,
            CONTACT,
            values,
            today=so_far.today,
            now=so_far.now,
        )

    return " ".join(filter(None, said[::-1])), f"Contact de {person.name}", write


def _member(row: Row, known: Known) -> Judged:
    roles = {fold(label): role for role, label in OPEN_ROLES.items()} | {
        fold(role): role for role in OPEN_ROLES
    }
    role = roles.get(fold(row.get("role")))
    if role is None:
        raise Invalid({"role": "Choisissez parmi : " + ", ".join(OPEN_ROLES.values()) + "."})
    names = row.get("given_name"), row.get("family_name")
    title = row.get("title") or None
    directory.check_names(*names, title)
    unit_id = place_of(row, known)[0] if row.get("unit") else None
    known.once(row.number, *names)

    def write(session: Session, so_far: Known) -> None:
        member = hire(
            session,
            so_far.house,
            so_far.actor,
            given_name=names[0],
            family_name=names[1],
            title=title,
            role=role,
            unit_id=unit_id,
            is_everywhere=unit_id is None,
            now=so_far.now,
        )
        so_far.made.append(member.id)

    return (
        " ".join(names),
        f"{OPEN_ROLES[role]}, {row.get('unit') or 'tout l’établissement'}",
        write,
    )


def _flag(row: Row, name: str) -> bool:
    said = fold(row.get(name))
    if said not in (*_YES, *_NO):
        raise Invalid({name: "Écrivez oui ou non."})
    return said in _YES


JUDGES: Final[Mapping[str, Judge]] = MappingProxyType(
    {"chambres": _room, "personnes": _person, "contacts": _contact, "equipe": _member}
)
