"""The INS columns of a person's line: what another software had received of the INSi service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.areas.importing.judging import Known, day_of
from app.areas.importing.reading import Row
from app.areas.persons.commands.recovered import Recovery, checked_recovery
from app.ground.errors import Invalid

_COLUMNS: Final = ("ins_matricule", "ins_oid", "ins_names", "ins_place")


def recovery_of(row: Row, known: Known, identity: Mapping[str, Any]) -> Recovery | None:
    """None when the line says nothing of it. Raises Invalid by column."""
    on = day_of(row.get("ins_on"), "ins_on")
    if on is not None and on > known.today:
        raise Invalid({"ins_on": "Cette date est à venir."})
    found = checked_recovery(identity, {name: row.get(name) for name in _COLUMNS}, on)
    if found is None:
        return None
    if found.matricule in known.numbers:
        raise Invalid({"ins_matricule": "Ce matricule est déjà dans un dossier de la maison."})
    try:
        known.once(row.number, "ins", found.matricule)
    except Invalid as twice:
        raise Invalid({"ins_matricule": twice.fields[""]}) from twice
    return found
