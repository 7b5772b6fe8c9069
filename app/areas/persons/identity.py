"""Who a person is and what must be known at once: what may be written, and in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.ground.checks import Checks

SEXES = {"F": "Féminin", "M": "Masculin"}
PRESENCES = {"present": "Présent·e", "hospital": "À l’hôpital", "outing": "En sortie"}
MARKS = {
    "allergy": "Allergie",
    "swallowing": "Fausse route",
    "isolation": "Isolement",
    "falls": "Chutes",
    "wandering": "Fugue",
    "diabetes": "Diabète",
    "anticoagulant": "Anticoagulant",
    "oxygen": "Oxygène",
    "palliative": "Soins palliatifs",
    "directives": "Directives anticipées",
}
# What stands in place of a name that no longer opens: see app/gate/sync/broken.py.
UNREADABLE = "Fiche illisible"
_NEED_WORDS = {"allergy": "Dites à quoi : c’est ce que lit celui qui donne un médicament."}
_NAME_LIMIT, _MARK_LIMIT = 60, 120
_OLDEST = 125


def checked_identity(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The identity as it is sealed: names, born_on (ISO date), sex. Raises Invalid."""
    checks, limit = Checks(), _NAME_LIMIT
    identity = {
        "family_name": checks.line(
            "family_name", values["family_name"], missing="Donnez le nom.", limit=limit
        ),
        "given_name": checks.line(
            "given_name", values["given_name"], missing="Donnez le prénom.", limit=limit
        ),
        "used_name": checks.optional_line("used_name", values.get("used_name"), limit=limit),
        "birth_name": checks.optional_line("birth_name", values.get("birth_name"), limit=limit),
        "sex": checks.choice("sex", values["sex"], SEXES, message="Choisissez."),
        "born_on": _birth_date(checks, values["born_on"], today),
    }
    checks.end()
    return identity


def _birth_date(checks: Checks, born_on: object, today: date) -> str:
    """The ISO date, or what is wrong with it noted."""
    if not isinstance(born_on, date):
        checks.refuse("born_on", "Donnez la date de naissance : jour, mois, année.")
        return ""
    if born_on > today:
        checks.refuse("born_on", "Cette date est à venir.")
    elif born_on.year < today.year - _OLDEST:
        checks.refuse("born_on", f"Cela ferait plus de {_OLDEST} ans : vérifiez l’année.")
    return born_on.isoformat()


def checked_marks(marks: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Marks as they are sealed, in the order of `MARKS`. The field of a problem is the mark's kind. Raises Invalid."""
    checks = Checks()
    given = dict(marks)
    kept = []
    for kind in MARKS:
        if kind in given:
            text = checks.optional_line(kind, given[kind], limit=_MARK_LIMIT)
            if text is None and kind in _NEED_WORDS:
                checks.refuse(kind, _NEED_WORDS[kind])
            kept.append({"kind": kind, "text": text or ""})
    checks.end()
    return kept
