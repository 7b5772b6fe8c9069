"""What the words of a pharmaceutical form say: how the drug leaves it, whether there is anything to
crush. Words of the public drug database, which are the standard terms of the European Pharmacopoeia
(EDQM, Standard Terms).
"""

from __future__ import annotations

import re
from typing import Final

from medication.names import fold

_PROLONGED: Final = re.compile(r"liberation (prolongee|modifiee)|\blp\b|\bl\.p\.?")
_ENTERIC: Final = re.compile(r"gastro-?resistant")
_SOLID: Final = ("comprime", "gelule", "capsule", "microgranule", "granule", "dragee", "pastille")
_DISSOLVED: Final = (
    "effervescent",
    "orodispersible",
    "dispersible",
    "lyophilisat oral",
    "pour solution buvable",
    "pour suspension buvable",
    "a sucer",
    "sublingual",
)


def is_prolonged(form: str) -> bool:
    """Whether the form lets the drug go slowly ("à libération prolongée", "modifiée")."""
    return bool(_PROLONGED.search(fold(form)))


def is_enteric(form: str) -> bool:
    """Whether the form protects the drug from the stomach, or the stomach from the drug."""
    return bool(_ENTERIC.search(fold(form)))


def is_swallowed_whole(form: str) -> bool:
    """Whether there is something to swallow, and so to crush: not what melts, is drunk, or goes
    elsewhere than in the mouth."""
    words = fold(form)
    if "inhalation" in words or "vaginal" in words:
        return False
    return any(each in words for each in _SOLID) and not any(each in words for each in _DISSOLVED)
