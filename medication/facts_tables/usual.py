"""The usual schedules of a drug, so that whoever prescribes picks one and changes a figure at most.

Source of each row: the dosage section of the summary that `usual.csv` names. They are proposals of
words, never of treatment; a drug without a row has those of its form alone. Insulins and
antivitamins K have none: nobody proposes their dose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from medication.facts_tables.forms import is_swallowed_whole
from medication.facts_tables.notation import read_scheme
from medication.facts_tables.table import Row, rows_of
from medication.facts_tables.units import usual_unit
from medication.names import fold
from medication.product import Product
from medication.scheme_json import scheme_to_json
from medication.scheme_words import scheme_words
from medication.schemes import Regular, Scheme

_BY_FORM: Final = ("matin 1", "soir 1", "matin 1 soir 1", "matin 1 midi 1 soir 1", "coucher 1")
_DROPS: Final = ("matin 1", "coucher 1", "matin 1 soir 1")
_WHOLE: Final = frozenset(
    ("gélule", "capsule", "suppositoire", "ovule", "patch", "goutte", "bouffée")
)
"""Units that nobody takes half of."""
_NOBODY_PROPOSES: Final = frozenset({"warfarine", "fluindione", "acenocoumarol"})


@dataclass(frozen=True, slots=True)
class Usual:
    """One choice: its words ("1 comprimé le matin et le soir"), its scheme, the unit of its
    amounts."""

    label: str
    scheme: Scheme
    unit: str

    @property
    def scheme_json(self) -> dict[str, Any]:
        """The scheme as forms carry it."""
        return scheme_to_json(self.scheme)


def usual(product: Product, on: date) -> tuple[Usual, ...]:
    """The choices for this specialty, the most usual first, for a line that begins on the local day
    `on` (a patch of three days counts from it)."""
    unit = usual_unit(product)
    schemes = (read_scheme(text, on=on) for text in _choices(product))
    return tuple(
        Usual(scheme_words(scheme, unit, on), scheme, unit)
        for scheme in schemes
        if not (unit in _WHOLE and _is_halved(scheme))
    )


def _is_halved(scheme: Scheme) -> bool:
    """Whether one taking of it is a part of a tablet."""
    takes = scheme.takes if isinstance(scheme, Regular) else ()
    return any(take.amount is not None and take.amount % 1 for take in takes)


def _choices(product: Product) -> tuple[str, ...]:
    if any(key in _NOBODY_PROPOSES or key.startswith("insuline") for key in product.substances):
        return ()
    form = fold(product.form)
    for key in product.substances:
        for row in _rows().get(key, ()):
            if _suits(row, form, fold(product.name)):
                return tuple(row.text("choices").split(" | "))
    if "collyre" in form:
        return _DROPS
    is_by_mouth = "orale" in product.routes and "gouttes" not in form
    unit = usual_unit(product)
    if is_by_mouth and (is_swallowed_whole(form) or unit in ("comprimé", "sachet", "gélule")):
        return _BY_FORM
    return ()


def _suits(row: Row, form: str, name: str) -> bool:
    strengths = row.words("strength")
    return row.cells["form"] in form and (
        not strengths or any(fold(strength) in name for strength in strengths)
    )


@cache
def _rows() -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows_of("usual.csv"):
        row.source()
        for key in row.words("substances"):
            found.setdefault(key, []).append(row)
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})
