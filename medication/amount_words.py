"""An amount with its unit, as people read it aloud.

A decimal mark that is not seen makes ten times the dose: no zero follows it, one always precedes it
(ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations, 2021: trailing zeros and
naked decimal points), and a part of a tablet is a fraction, which is how it is cut.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_FRACTIONS: Final = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
_CUT: Final = frozenset({"comprimé", "sachet", "suppositoire"})
"""Units of which people take a part: it is said as a fraction."""
_SYMBOLS: Final = frozenset({"mg", "g", "kg", "µg", "ml", "l", "ui", "mmol", "meq", "%"})
"""Units that have no plural."""
_TWO: Final = 2


def number_words(amount: Decimal) -> str:
    """ "1", "1,5", "0,75": a comma, and no zero that says nothing."""
    plain = format(amount.normalize(), "f")
    return plain.replace(".", ",")


def unit_words(unit: str, amount: Decimal) -> str:
    """The unit, in the plural from two on. Only its first word agrees ("2 doses de 5 ml")."""
    first, gap, rest = unit.partition(" ")
    if amount < _TWO or first.casefold() in _SYMBOLS or first.endswith(("s", "x", ")")):
        return unit
    return f"{first}s{gap}{rest}"


def amount_words(amount: Decimal | None, unit: str) -> str:
    """ "1 comprimé", "½ comprimé", "1 ½ comprimé", "2 gouttes", "7,5 ml"; without an amount, the unit alone."""
    if amount is None:
        return unit
    return f"{_counted(amount, unit)} {unit_words(unit, amount)}"


def _counted(amount: Decimal, unit: str) -> str:
    whole, part = divmod(amount, 1)
    fraction = _FRACTIONS.get(part)
    if fraction is None or unit.partition(" ")[0].casefold() not in _CUT:
        return number_words(amount)
    return f"{whole:f} {fraction}" if whole else fraction
