"""What stands on a person's label."""

from __future__ import annotations

from app.areas.persons.queries import PersonValue
from app.areas.rounds.labels.fitting import Printed

_BORN = {"F": "née", "M": "né"}


def printed(person: PersonValue, text: str, *, has_birth: bool) -> Printed:
    """The name as it is used, the name at birth where it differs, the day of birth when it is wanted, the room."""
    used = person.used_name or person.family_name
    born = _BORN.get(person.sex or "", "naissance :")
    other = person.birth_name or (person.family_name if person.used_name else None)
    lines = []
    if other and other.casefold() != used.casefold():
        lines.append(f"{born} {other.upper()}")
    if has_birth and person.born_on is not None:
        lines.append(
            f"{born} le {person.born_on:%d/%m/%Y}" if not lines else f"le {person.born_on:%d/%m/%Y}"
        )
    lines.append(" · ".join(part for part in (person.room, person.unit) if part))
    return Printed(used.upper(), person.given_name, tuple(filter(None, lines)), text)
