"""May this tablet be crushed, this capsule opened?

In this order: a form made to last or to pass the stomach is never crushed (European Pharmacopoeia,
monographs of modified-release and gastro-resistant forms; section 4.2 of their summaries); then what
the home's pharmacist decided; then a few substances whose summary forbids it (`not_crushed.csv`);
else nobody said. What melts or is drunk has nothing to crush.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from medication.facts_tables.forms import is_enteric, is_prolonged, is_swallowed_whole
from medication.facts_tables.table import rows_of
from medication.names import fold
from medication.product import Product

Answer = Literal["oui", "non", "inconnu", "sans objet"]
"""`sans objet`: a drop, an injection, a tablet that melts."""

_PHARMACOPOEIA: Final = "Pharmacopée européenne, formes à libération modifiée et gastro-résistantes"


@dataclass(frozen=True, slots=True)
class Crushing:
    """The answer, why, and who says so."""

    answer: Answer
    because: str
    source: str


def crushable(product: Product, home: Mapping[str, str]) -> Crushing:
    """Whether the specialty may be crushed. `home` is the home's table: "oui" or "non" by CIS or by
    folded substance."""
    return crushable_form(
        f"{product.form} {product.name}", product.substances, cis=product.cis, home=home
    )


def crushable_form(
    form: str, substances: Iterable[str], *, cis: str | None, home: Mapping[str, str]
) -> Crushing:
    """The same for a line that is not one of the reference's specialties: by its form's words."""
    keys = tuple(substances)
    if not is_swallowed_whole(form):
        return Crushing("sans objet", "rien à écraser dans cette forme", _PHARMACOPOEIA)
    if is_prolonged(form):
        return Crushing(
            "non", "libération prolongée : écraser libère tout d’un coup", _PHARMACOPOEIA
        )
    if is_enteric(form):
        return Crushing("non", "gastro-résistant : écraser détruit la protection", _PHARMACOPOEIA)
    if decided := _decided(cis, keys, home):
        return decided
    for key in keys:
        if found := _forbidden().get(fold(key)):
            return found
    return Crushing("inconnu", "non vérifié : demander au pharmacien", "")


def _decided(cis: str | None, keys: Iterable[str], home: Mapping[str, str]) -> Crushing | None:
    for name in (cis, *keys):
        answer = home.get(name) if name else None
        if answer == "oui":
            return Crushing(
                "oui", "décision du pharmacien de l’établissement", "table de la maison"
            )
        if answer == "non":
            return Crushing(
                "non", "décision du pharmacien de l’établissement", "table de la maison"
            )
    return None


@cache
def _forbidden() -> Mapping[str, Crushing]:
    return MappingProxyType(
        {
            key: Crushing("non", row.text("because"), str(row.source()))
            for row in rows_of("not_crushed.csv")
            for key in row.words("substances")
        }
    )
