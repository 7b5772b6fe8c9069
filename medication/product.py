"""What the reference says of a drug: a specialty (spécialité, known by its CIS), what it is made
of, and its packs (présentations, known by their CIP13).

Facts as published, with one thing added: `Ingredient.substances`, the names under which the
thesaurus of interactions knows the ingredient (`medication/mapping.py`). No name there never means
"safe": it means that the thesaurus does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Nature = Literal["SA", "FT"]
"""A row of the composition is an active substance as it is weighed (SA, "maléate d'énalapril") or
the therapeutic fraction that acts (FT, "énalapril"). The two rows of one ingredient share a link."""

PackState = Literal["marketed", "stopped", "suspended", "unauthorised", "undeclared"]
"""What the holder declared about selling this pack; "unauthorised": its authorisation is gone."""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One row of the composition.

    `dose` is as published ("5,00 mg", or empty), for the `reference_dose` ("un comprimé") of the
    pharmaceutical `element` ("comprimé"). `substances` are the keys of the thesaurus that the
    ingredient answers to, the same on both rows of one link; `known` says whether there are any.
    """

    code: str
    name: str
    dose: str
    reference_dose: str
    nature: Nature
    link: int
    substances: tuple[str, ...] = ()
    known: bool = False
    element: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pharmacy hands over. Prices in cents, None when free; `rates` in percent."""

    cip13: str
    cip7: str
    label: str
    state: PackState = "marketed"
    rates: tuple[int, ...] = ()
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """A shortage or its end: `label` as published, days as ISO dates or empty, `cip13` empty when
    it concerns every pack of the specialty."""

    cip13: str
    label: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Product:
    """A specialty. `routes` as published ("orale"); `status` is that of its authorisation; `groups`
    are the generic groups (a few specialties are in two); `atc` is None where the list of drugs of
    major interest does not name it; `conditions` are those of prescription and supply ("liste I")."""

    cis: str
    name: str
    form: str
    routes: tuple[str, ...]
    marketed: bool
    ingredients: tuple[Ingredient, ...] = ()
    packs: tuple[Pack, ...] = ()
    atc: str | None = None
    groups: tuple[int, ...] = ()
    holders: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    supply: tuple[Supply, ...] = ()
    status: str = ""
    homeopathic: bool = False
    reinforced: bool = False

    @property
    def actives(self) -> tuple[Ingredient, ...]:
        """What the drug is made of, each once: the active substances, and a fraction where nothing
        else is published."""
        weighed = {row.link for row in self.ingredients if row.nature == "SA"}
        return tuple(
            row for row in self.ingredients if row.nature == "SA" or row.link not in weighed
        )

    @property
    def substances(self) -> tuple[str, ...]:
        """Every key of the thesaurus that the drug answers to, none twice."""
        return tuple(dict.fromkeys(key for row in self.ingredients for key in row.substances))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of the ingredients that the thesaurus does not know, none twice."""
        return tuple(dict.fromkeys(row.name for row in self.actives if not row.known))

    @property
    def is_covered(self) -> bool:
        """Whether the thesaurus knows every ingredient: of any other drug, silence says nothing."""
        return bool(self.ingredients) and all(row.known for row in self.ingredients)


@dataclass(frozen=True, slots=True)
class Group:
    """A generic group: specialties that may stand for one another (CIS, in published order)."""

    id: int
    label: str
    members: tuple[str, ...]
