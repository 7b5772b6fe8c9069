"""A number as a hand types it, and as a screen shows it: comma or point in, comma out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_TYPED: Final = re.compile(
    r"([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,9})(?:[.,]([0-9]{1,6}))?"
)


def read(text: str) -> Decimal | None:
    """The number that was typed, or None for what is none: « 62,4 », « 62.4 », « 1 250 »."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    whole = re.sub(r"[^0-9]", "", found[1])
    return Decimal(f"{whole}.{found[2]}" if found[2] else whole)


def decimals_of(number: Decimal) -> int:
    """How many decimals count: 1.50 has one."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def canonical(number: Decimal) -> str:
    """The one text of a number, as it is kept and sent: no exponent, no idle zero, a point."""
    return f"{number.normalize():f}"


def shown(number: Decimal, decimals: int = 0) -> str:
    """The number in French, with at least that many decimals."""
    places = max(decimals, decimals_of(number))
    return f"{number:.{places}f}".replace(".", ",")


def converted(number: Decimal, factor: Decimal, decimals: int) -> Decimal:
    """The number in another unit, rounded to that many decimals; a half goes up."""
    return (number * factor).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
