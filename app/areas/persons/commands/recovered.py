"""A national identity that another software had recovered, taken over with the person: by an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from app.areas.persons.file.identity import take_answer
from app.areas.persons.file.receiving import disagreements
from app.areas.persons.ins import OIDS, Recovery, Traits, compact_number, number_refusal
from app.ground.checks import Checks
from app.ground.errors import Invalid

__all__ = ["Recovery", "checked_recovery", "take_answer"]

_NEEDED: Final = {
    "ins_oid": "Donnez l’autorité (OID) avec le matricule.",
    "ins_names": "Donnez les prénoms de naissance avec le matricule.",
    "ins_place": "Donnez le lieu de naissance avec le matricule.",
}


def checked_recovery(
    identity: Mapping[str, Any], said: Mapping[str, Any], received_on: date | None
) -> Recovery | None:
    """What the other software had received; None when nothing is said of it. Raises Invalid."""
    if not any(said.values()) and received_on is None:
        return None
    checks = Checks()
    refusal = number_refusal(said["ins_matricule"])
    if refusal:
        checks.refuse("ins_matricule", refusal)
    for name, words in _NEEDED.items():
        if not said[name]:
            checks.refuse(name, words)
    if said["ins_oid"] and said["ins_oid"] not in OIDS:
        checks.refuse("ins_oid", "Cet identifiant n’est pas celui d’un matricule INS.")
    if received_on is None:
        checks.refuse("ins_on", "Donnez le jour où le téléservice a répondu.")
    checks.end()
    assert received_on is not None  # checked above
    birth_name = identity["birth_name"] or identity["family_name"]
    about = identity["born_on"], identity["sex"], said["ins_place"].upper()
    kept = Traits(birth_name, identity["given_name"], *about)
    told = Traits(birth_name, said["ins_names"], *about)
    if disagreements(kept, told):
        raise Invalid({"ins_names": "Le prénom de la fiche n’est pas le premier de ceux-ci."})
    return Recovery(compact_number(said["ins_matricule"]), said["ins_oid"], received_on, told)
