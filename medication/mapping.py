"""From the ingredients of the specialties to the substances of the thesaurus, with the reason.

The two publications name substances each in its way. A match must be right rather than frequent: a
wrong one makes a false alarm or hides a real one, a missing one is said ("non vérifié"). So a name
is only unwrapped by known words (`salts`), renamed by known names (`aliases`), and what looks alike
is never enough. Judged names: `tests/medication/judged_mapping.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from medication.aliases import aliases
from medication.herbs import plant_of, vaccine_of
from medication.names import fold
from medication.salts import acid_of, canonical, metal_of, unwrap

Reason = Literal["exact", "hydrate", "salt", "alias", "link", "none"]
"""How a name was found: as it is; without its water or form; without its salt or ester; by another
known name; by the other row of its link (`reference`); not at all."""

TWINS: Final = (
    ("cascara", "cascara sagrada"),
    ("fampridine", "fampridines"),
    ("iloprost", "iloprost trometamol"),
    ("isosorbide", "dinitrate d'isosorbide"),
    ("noradrenaline", "norepinephrine"),
    ("oxybate de sodium", "sodium (oxybate de)"),
    ("perindopril", "perindopril tert-butylamine"),
    ("piroxicam", "piroxicam-betadex"),
    ("ricin", "ricinus communis"),
    ("sene", "sene de l'inde"),
)
"""Names of the index for one substance, each with a part of its classes: both are given."""

_DILUTED = re.compile(r"\bpour preparations? homeo?pathiques?\b|\bdynamise")


@dataclass(frozen=True, slots=True)
class Match:
    """The keys of the thesaurus that a name answers to, and how they were found."""

    keys: tuple[str, ...]
    reason: Reason


NOT_FOUND: Final = Match((), "none")


class Mapper:
    """Finds the substances of one version of the thesaurus. `keys` are its folded names."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = frozenset(keys)
        self._canonical = {canonical(key): key for key in sorted(self._keys)}
        self._twins = _twins(self._keys)

    def match(self, name: str) -> Match:
        """What the name of an ingredient answers to in this thesaurus.

        Never by resemblance; never for a homeopathic dilution.
        """
        folded = fold(name)
        if _DILUTED.search(folded):
            return NOT_FOUND
        whole = canonical(folded)
        return self._standing(whole, "exact") or self._described(folded) or self._unwrapped(whole)

    def _described(self, folded: str) -> Match | None:
        """A plant or a live vaccine, by its description."""
        described = plant_of(folded) or vaccine_of(folded)
        return self._given((described,), "alias") if described in self._keys else None

    def _unwrapped(self, name: str) -> Match:
        """By what remains of the name without its water, its salt, its ester."""
        reason: Reason = "hydrate"
        while (outer := unwrap(name)) is not None:
            name, wrapping = outer
            reason = "salt" if "salt" in (wrapping, reason) else "hydrate"
            if (found := self._standing(name, reason)) is not None:
                return found
        return NOT_FOUND

    def _standing(self, name: str, reason: Reason) -> Match | None:
        """What a canonical name is without taking anything away."""
        known = aliases().get(name)
        if known is not None:
            return self._given(known, "alias")
        if name in self._canonical:
            return self._given((self._canonical[name],), reason)
        for other in (metal_of(name), acid_of(name)):
            if other in self._keys:
                return self._given((other,), "salt")
        return None

    def _given(self, keys: Iterable[str], reason: Reason) -> Match:
        """With their twins, and without what this version of the thesaurus does not name."""
        found = dict.fromkeys(
            twin for key in keys if key in self._keys for twin in self._twins.get(key, (key,))
        )
        return Match(tuple(found), reason) if found else NOT_FOUND


def _twins(keys: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    present = (tuple(key for key in pair if key in keys) for pair in TWINS)
    return {key: pair for pair in present for key in pair}
