"""The reference that the product carries: its own table of specialties, tied to the thesaurus of the
pinned package. It is what a home works with before it imports the published files."""

from __future__ import annotations

import hashlib

from medication.builtin import specialties, thesaurus
from medication.reference import Reference, assemble
from medication.thesaurus import parse


def builtin_reference() -> Reference:
    """The built-in reference, made anew. Raises NotInstalled when the thesaurus is not there."""
    products, groups = specialties.products(), specialties.groups()
    parsed = parse(
        thesaurus.entries(),
        thesaurus.index(),
        version=f"{thesaurus.PUBLISHED:%Y-%m-%d}",
        published=thesaurus.PUBLISHED,
    )
    return assemble(
        products,
        {group.id: group for group in groups},
        parsed,
        bdpm_date=specialties.PUBLISHED,
        digest=hashlib.sha256(repr((products, groups)).encode()).hexdigest(),
    )
