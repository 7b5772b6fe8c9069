"""The words of a name and of what is asked for, cut alike; what one slip of the finger makes of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from medication.names import fold

_KEYS: Final = "abcdefghijklmnopqrstuvwxyz"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_PROLONGED = re.compile(r"\bl\. ?p\b\.?|\bl p\b")
_GRAMS = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?) ?(?:g|gr|grammes?)(?![\w/])")
_MICROGRAMS = re.compile(r"\b(?:ug|mcg|μg|microg)\b")


def words_of(text: str) -> list[str]:
    """The words of a name or of a question: folded, numbers without useless zeros, grams in mg."""
    plain = _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), fold(text))
    plain = _MICROGRAMS.sub("microgrammes", _PROLONGED.sub("lp", plain))
    plain = _GRAMS.sub(lambda found: f"{_milligrams(found[1])} mg", plain)
    return [_number(word) if word[0].isdecimal() else word for word in _TOKEN.findall(plain)]


def slips(word: str) -> Iterator[str]:
    """One letter changed, two exchanged, one forgotten, one too many."""
    for at in range(len(word)):
        for key in _KEYS:
            yield word[:at] + key + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        for key in _KEYS:
            yield word[:at] + key + word[at:]
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _number(word: str) -> str:
    """Without useless zeros, decimals after a comma: 0,5 for "0.50", 7 for "007"."""
    whole, _, part = word.replace(".", ",").partition(",")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f",{part}" if part else "")


def _milligrams(grams: str) -> str:
    return _number(format(Decimal(grams.replace(",", ".")) * 1000, "f"))
