"""Comparing names as published: two that a pharmacist reads as one fold to the same text.

The published files write "MÉDICAMENTS SÉDATIFS" and "medicaments sedatifs", "bêta- bloquants"
where a PDF line broke, "œ" and "oe", three apostrophes, several hyphens and non-breaking spaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032\uff07", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        "œ": "oe",
        "æ": "ae",
        "\u0131": "i",
    }
)

_BROKEN_LINE = re.compile(r"(?<=[^\W_])- (?=[^\W_])")
"""A word cut at its hyphen; " - " between two words is a dash and stays."""
_INNER_SPACE = re.compile(r"(?<=\() | (?=\))|(?<=[^\W_]') (?=[^\W_])")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The name as it is compared: lower case, no accent, ligatures in two letters, one kind of
    apostrophe and hyphen, single spaces, none after the hyphen of a cut word, inside a bracket's
    edge or after an elision. Folding twice changes nothing. Brackets and commas stay."""
    if not text.isascii():
        text = _plain(text)
    words = " ".join(text.lower().translate(_ALIKE).split())
    return _INNER_SPACE.sub("", _BROKEN_LINE.sub("-", words))


def _plain(text: str) -> str:
    """Without accents, invisible characters and compatibility forms."""
    folded = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", folded.translate(_ALIKE))
        if unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cf")
    )
