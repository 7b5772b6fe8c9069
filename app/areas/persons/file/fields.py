"""The fields of a fact: what each takes, and how what was typed is checked. Forms, history and imports share them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from app.areas.persons import ins
from app.ground.checks import Checks
from app.ground.ids import parse_id

Takes = Literal[
    "line", "day", "choice", "flag", "contact", "document", "phone", "email", "number", "place"
]
_LINE: Final = 120
_NOT_A_PHONE: Final = "Ce numéro ne se compose pas : des chiffres, avec + pour un autre pays."
_PHONE: Final = re.compile(r"\+?[0-9]{4,15}")
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PLACE: Final = re.compile(r"(\d{2}|2A|2B)\d{3}")


@dataclass(frozen=True, slots=True)
class Field:
    """`missing` is what is said when it is left empty; None: it may be."""

    name: str
    label: str
    takes: Takes = "line"
    missing: str | None = None
    limit: int = _LINE
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    is_past: bool = False

    def told(self, value: Any, names: Mapping[uuid.UUID, str]) -> str:
        """A kept value as its reader knows it; `names` are those of contacts and documents."""
        if self.takes == "flag":
            return "Oui" if value else "Non"
        if value in (None, ""):
            return "—"
        if self.takes == "choice":
            return self.choices.get(value, value)
        if self.takes == "day":
            return date.fromisoformat(value).strftime("%d/%m/%Y")
        if self.takes == "contact":
            return names.get(uuid.UUID(value), "contact retiré")
        if self.takes == "document":
            return names.get(uuid.UUID(value), "un document que vous ne pouvez pas lire")
        return str(value)


def checked(fields: tuple[Field, ...], values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values as they are sealed: JSON only. Raises Invalid, with every problem beside its field."""
    checks = Checks()
    kept = {one.name: _checked(checks, one, values.get(one.name), today) for one in fields}
    checks.end()
    return kept


def _checked(checks: Checks, one: Field, value: Any, today: date) -> Any:
    if one.takes == "flag":
        return bool(value)
    found = _day(checks, one, value, today) if one.takes == "day" else _text(checks, one, value)
    if found is None and one.missing is not None:
        checks.refuse(one.name, one.missing)
    return found


def _day(checks: Checks, one: Field, value: Any, today: date) -> str | None:
    if isinstance(value, str) and value:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            checks.refuse(one.name, "Cette date n’existe pas : jour, mois, année.")
            return None
    if not isinstance(value, date):
        return None
    if one.is_past and value > today:
        checks.refuse(one.name, "Cette date est à venir.")
    return value.isoformat()


def _text(checks: Checks, one: Field, value: Any) -> str | None:
    text = checks.optional_line(one.name, str(value or ""), limit=one.limit)
    if text is None:
        return None
    if one.takes == "choice":
        return checks.choice(one.name, text, one.choices, message="Choisissez.")
    if one.takes in ("contact", "document"):
        id_ = parse_id(text)
        return str(id_) if id_ else _refused(checks, one, f"Choisissez un {one.takes}.")
    return _coded(checks, one, text)


def _coded(checks: Checks, one: Field, text: str) -> str:
    if one.takes == "phone":
        kept = re.sub(r"[ .\-()]", "", text)
        return text if _PHONE.fullmatch(kept) else _refused(checks, one, _NOT_A_PHONE)
    if one.takes == "email" and not _EMAIL.fullmatch(text):
        return _refused(checks, one, "Cette adresse n’a pas la forme nom@exemple.fr.")
    if one.takes == "place":
        place = text.upper()
        return place if _PLACE.fullmatch(place) else _refused(checks, one, _NOT_A_PLACE)
    if one.takes == "number":
        refusal = ins.number_refusal(text)
        return _refused(checks, one, refusal) if refusal else ins.compact_number(text)
    return text


_NOT_A_PLACE: Final = (
    "Cinq caractères : le code Insee de la commune, ou du pays (99…) ; 99999 si inconnu."
)


def _refused(checks: Checks, one: Field, words: str) -> str:
    checks.refuse(one.name, words)
    return ""
