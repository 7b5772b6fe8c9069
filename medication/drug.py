"""A drug as the interactions see it: what is in it, how it is given, how much of it.

What is not known stays unknown: `None`, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from medication.ternary import MAYBE, NO, YES, Ternary

_ORAL: Final = frozenset({"orale", "gastro-enterale", "gastrique", "intestinale"})
_VEIN: Final = frozenset(
    {"intraveineuse", "intraarterielle", "intracoronaire", "hemodialyse", "hemofiltration"}
)
_INJECTED: Final = _VEIN | {
    "intramusculaire",
    "sous-cutanee",
    "peridurale",
    "intrathecale",
    "intradurale",
    "intraperitoneale",
    "intraosseuse",
    "infiltration",
    "perineurale",
    "voie parenterale autre",
    "voie extracorporelle autre",
}
_MOUTH: Final = frozenset({"dentaire", "gingivale", "buccogingivale", "voie buccale autre"})
LOCAL: Final = frozenset(
    {
        "cutanee",
        "ophtalmique",
        "auriculaire",
        "nasale",
        "endosinusale",
        "vaginale",
        "intra-uterine",
        "intravitreenne",
        "intraoculaire",
        "intracamerulaire",
        "sous-conjonctivale",
        "peribulbaire",
        "subretinale",
        "epilesionnelle",
        "uretrale",
        "intravesicale",
    }
)
"""Routes meant to act where the drug is put; what reaches the blood is little, seldom nothing."""

ROUTES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "orale": _ORAL,
        "iv": _VEIN,
        "injectable": _INJECTED,
        "im ou iv": _VEIN | {"intramusculaire"},
        "orale ou iv": _ORAL | _VEIN,
        "orale ou nasale": _ORAL | {"nasale"},
        "orale ou inhalee": _ORAL | {"inhalee"},
        "bucco-dentaire ou sous-cutanee": _MOUTH
        | {"sous-cutanee", "sous-muqueuse", "infiltration", "perineurale", "intradermique"},
        "vaginale": frozenset({"vaginale"}),
        "intra-uterine": frozenset({"intra-uterine"}),
    }
)
"""The kinds of route that entries speak of, in the folded words of the public drug database."""


@dataclass(frozen=True, slots=True)
class Dose:
    """Milligrams of one substance: in a unit (a tablet, an ampoule), a day, a week."""

    unit: float | None = None
    day: float | None = None
    week: float | None = None


@dataclass(frozen=True, slots=True)
class Drug:
    """`label` is what the caller calls it. `substances` are keys of the thesaurus, `unknown` the
    names of ingredients that it does not know. `routes` are folded words of the public drug
    database, None when nobody said. `doses` go by substance key. A homeopathic drug meets nothing by
    its route alone: what is said of every swallowed drug is about absorbing a dose."""

    label: str
    substances: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    routes: frozenset[str] | None = None
    doses: Mapping[str, Dose] = field(default_factory=lambda: MappingProxyType({}))
    cis: str | None = None
    is_homeopathic: bool = False

    @property
    def is_local(self) -> bool:
        """Whether every way of giving it is local."""
        return _is_local(self.routes)


@cache
def _is_local(routes: frozenset[str] | None) -> bool:
    return bool(routes) and routes is not None and routes <= LOCAL


@cache
def goes_by(routes: frozenset[str] | None, kind: str) -> Ternary:
    """Whether a drug of these routes is given by that kind of route, one of ROUTES or:
    "generale", any but local and inhaled ones; "avalee", not known to be given otherwise than by
    mouth, for texts that speak of the gut without naming a route."""
    if kind == "avalee":
        return YES if not routes or routes & _ORAL else NO
    if not routes:
        return MAYBE
    within = routes - LOCAL - {"inhalee"} if kind == "generale" else routes & ROUTES[kind]
    if within == routes:
        return YES
    return MAYBE if within else NO
