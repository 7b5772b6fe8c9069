"""How much of a reference the thesaurus can speak of: what its report says after an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from medication.mapping import Reason
from medication.product import Product
from medication.reference import Links, Reference

REASONS: Final[tuple[Reason, ...]] = ("exact", "hydrate", "salt", "alias", "link", "none")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts over the marketed specialties.

    `names` are the distinct published names of ingredients by how they were found; `unknown` those
    that the thesaurus does not know, with the number of specialties, most frequent first;
    `without_homeopathy` leaves out drugs that no thesaurus of interactions speaks of.
    """

    names: Mapping[Reason, int]
    substances_reached: int
    substances: int
    marketed: int
    covered: int
    without_homeopathy: int
    unknown: tuple[tuple[str, int], ...]
    matches: tuple[tuple[str, tuple[str, ...], Reason], ...]

    @property
    def mapped(self) -> int:
        """The distinct names that answer to a substance of the thesaurus."""
        return sum(count for reason, count in self.names.items() if reason != "none")


def coverage(reference: Reference) -> Coverage:
    """The coverage of the reference by its own thesaurus; `matches` is each distinct name with its
    keys and how they were found, in the order of the names."""
    links = Links(reference.thesaurus)
    marketed = [one for one in reference.products.values() if one.marketed]
    found: dict[str, tuple[tuple[str, ...], Reason]] = {}
    unknown: Counter[str] = Counter()
    for product in marketed:
        if not product.homeopathic:
            _note(product, links, found, unknown)
    reached = {key for keys, _ in found.values() for key in keys}
    counted = Counter(reason for _, reason in found.values())
    return Coverage(
        names={reason: counted[reason] for reason in REASONS},
        substances_reached=len(reached),
        substances=len(reference.thesaurus.substances),
        marketed=len(marketed),
        covered=sum(one.is_covered for one in marketed),
        without_homeopathy=sum(not one.homeopathic for one in marketed),
        unknown=tuple(sorted(unknown.items(), key=lambda pair: (-pair[1], pair[0]))),
        matches=tuple((name, *found[name]) for name in sorted(found)),
    )


def _note(
    product: Product,
    links: Links,
    found: dict[str, tuple[tuple[str, ...], Reason]],
    unknown: Counter[str],
) -> None:
    for row in product.ingredients:
        own = links.match(row.name)
        reason: Reason = "link" if row.known and not own.keys else own.reason
        if row.name not in found or not found[row.name][0]:
            found[row.name] = (row.substances, reason if row.known else "none")
    unknown.update(product.unknown)
