"""What the fields of a fact must say together, beside what each takes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from app.areas.persons import ins
from app.areas.persons.file.fields import checked
from app.areas.persons.file.kinds import Kind
from app.areas.persons.file.words import TRUSTED
from app.areas.persons.sharing_rules import OF
from app.ground.checks import Checks
from app.ground.errors import Invalid

Kept = dict[str, Any]


def checked_fact(kind: Kind, values: Mapping[str, Any], today: date) -> Kept:
    """The fact as it is sealed. Raises Invalid."""
    kept = checked(kind.fields, values, today)
    checks = Checks()
    since, until = kept.get("since"), kept.get("until")
    if since and until and until < since:
        checks.refuse("until", "La fin vient avant le début.")
    _TOGETHER.get(kind.code, _nothing)(checks, kept)
    checks.end()
    if not any(value for value in kept.values()):
        raise Invalid({kind.fields[0].name: "Rien n’a été écrit."})
    return kept


def _nothing(_checks: Checks, _kept: Kept) -> None:
    """Most kinds have nothing more to say."""


def _identifier(checks: Checks, kept: Kept) -> None:
    if kept["system"] == "nir":
        refusal = ins.number_refusal(kept["value"])
        if refusal:
            checks.refuse("value", refusal)
        kept["value"] = ins.compact_number(kept["value"])


def _coverage(checks: Checks, kept: Kept) -> None:
    if kept["nature"] == "base" and kept["number"]:
        refusal = ins.number_refusal(kept["number"])
        if refusal:
            checks.refuse("number", refusal)
        kept["number"] = ins.compact_number(kept["number"])


def _contact(checks: Checks, kept: Kept) -> None:
    if kept["is_told"] and not (kept["phone"] or kept["other_phone"]):
        checks.refuse("phone", "Donnez un téléphone : c’est lui que l’on appelle en urgence.")


def _power(checks: Checks, kept: Kept) -> None:
    """Unless the judge said otherwise, a measure protects the person and the goods (Code civil, 425)."""
    if not kept["paper"] and not kept["document"]:
        checks.refuse(
            "paper",
            "Dites quel papier le dit, ou choisissez le document : un pouvoir sans écrit n’en est pas un.",
        )
    if kept["quality"] == TRUSTED:
        kept["scope"], kept["assists"] = None, False
    else:
        kept["scope"] = kept["scope"] or "both"


def _ins(checks: Checks, kept: Kept) -> None:
    if kept["proof_kind"] and not kept["proof_on"]:
        checks.refuse("proof_on", "Donnez le jour du contrôle.")
    if kept["proof_on"] and not kept["proof_kind"]:
        checks.refuse("proof_kind", "Dites quelle pièce a été contrôlée.")


def _caregiver(checks: Checks, kept: Kept) -> None:
    """An answer is somebody's, of a day; an agreement says on what, after information in writing (D. 1110-3-2)."""
    answer, belongs = kept["answer"], kept["belongs"]
    if answer is None:
        return
    if belongs and answer not in OF[belongs]:
        words = {
            "team": "Dans l’équipe, la personne est informée, ou s’oppose : il n’y a pas d’accord à donner.",
            "outside": "Hors de l’équipe, c’est un accord, un refus, ou l’impossibilité de répondre.",
        }
        checks.refuse("answer", words[belongs])
    if not kept["by"]:
        checks.refuse("by", "Dites qui a répondu.")
    if not kept["answered_on"]:
        checks.refuse("answered_on", "Donnez le jour de la réponse.")
    if answer == "given" and not kept["what"]:
        checks.refuse("what", "Dites à quelles informations l’accord s’étend.")
    if answer == "given" and not kept["handed_on"]:
        checks.refuse("handed_on", "Un accord suit une information écrite : donnez son jour.")


_TOGETHER: Final[Mapping[str, Callable[[Checks, Kept], None]]] = {
    "identifier": _identifier,
    "coverage": _coverage,
    "contact": _contact,
    "power": _power,
    "ins": _ins,
    "caregiver": _caregiver,
}
