"""The built-in reference, made once for the tests that look things up in it."""

from __future__ import annotations

from functools import cache

from medication.builtin import specialties
from medication.builtin import thesaurus as published_thesaurus
from medication.reference import Reference, assemble
from medication.thesaurus import parse


@cache
def builtin_reference() -> Reference:
    entries, index = published_thesaurus.entries(), published_thesaurus.index()
    thesaurus = parse(entries, index, version="2020-10", published=published_thesaurus.PUBLISHED)
    return assemble(
        specialties.products(),
        {group.id: group for group in specialties.groups()},
        thesaurus,
        bdpm_date=specialties.PUBLISHED,
        digest="0" * 64,
    )
