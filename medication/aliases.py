"""Other names of a substance, as data: `aliases.csv`.

Columns: name (of the composition file, as `names.fold` gives it), keys (of the thesaurus, separated
by "|"; empty: the name looks like a substance of the thesaurus and is another), why (French).
Sources: the published names compared one by one, DCI of the WHO, French pharmacopoeia.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from medication.names import fold
from medication.salts import canonical


@cache
def aliases() -> Mapping[str, tuple[str, ...]]:
    """The keys of the thesaurus by canonical name; no key: a trap, never to be matched by rule."""
    text = files("medication").joinpath("aliases.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            canonical(fold(row["name"])): tuple(key for key in row["keys"].split("|") if key)
            for row in csv.DictReader(text.splitlines(), strict=True)
        }
    )
