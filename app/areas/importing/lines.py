"""How a line of each sheet is judged and written, by the commands that the pages use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.orm import Session

from app.areas.importing.contacts import contact_line
from app.areas.importing.judging import Judge, Known, Write, day_of, place_of
from app.areas.importing.reading import Row
from app.areas.importing.recovering import recovery_of
from app.areas.persons.commands import admit, checked_identity
from app.areas.persons.commands.recovered import take_answer
from app.areas.persons.queries import same_person
from app.areas.staff.commands import OPEN_ROLES, hire
from app.gate.directory import commands as directory
from app.ground.checks import Checks
from app.ground.errors import Invalid
from app.ground.folding import fold
from app.ground.ids import new_id

_SEXES: Final = {"f": "F", "feminin": "F", "femme": "F", "m": "M", "masculin": "M", "homme": "M"}

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
    recovery = recovery_of(row, known, identity)

    def write(session: Session, so_far: Known) -> None:
        so_far.made.append(new_id())
        person = admit(
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
        if recovery is not None:
            about = (session, so_far.house.vault, so_far.actor, person.id, recovery)
            take_answer(*about, now=so_far.now)

    adds = "Personne admise" + (", identité récupérée" if recovery else "")
    return f"{row.get('given_name')} {row.get('family_name')}", adds, write


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


JUDGES: Final[Mapping[str, Judge]] = MappingProxyType(
    {"chambres": _room, "personnes": _person, "contacts": contact_line, "equipe": _member}
)
