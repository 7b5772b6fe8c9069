"""What a pack says of itself: the GS1 DataMatrix, an EAN-13 or a CIP code, as a scanner sent it.

Sources: GS1 General Specifications (identifiers, check digits 7.9, dates and centuries 7.12) and the
ANSM's CIP13, a GTIN under 34009. `tests/vectors/datamatrix.json` is the contract; the browser runs
the same examples (`pwa/src/lib/datamatrix.js`). Text is mended in `scanned_text.py`, read in
`elements.py`; nothing is guessed, and every doubt is among the problems.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from biip import ParseError
from biip.checksums import gs1_standard_check_digit
from biip.gtin import Gtin

from medication.elements import Chain, chain
from medication.scanned_text import Text, mend

Problem = Literal[
    "empty",
    "unreadable",
    "no_gtin",
    "check_digit",
    "foreign",
    "carton",
    "two_values",
    "impossible_date",
    "separator_lost",
    "ambiguous_end",
    "keyboard",
    "keyboard_letters",
]

WORDS: Final[dict[Problem, str]] = {
    "empty": "Rien n’a été lu.",
    "unreadable": "Une partie du code ne se lit pas : lisez-la sur la boîte.",
    "no_gtin": "Le code ne dit pas de quel médicament il s’agit.",
    "check_digit": "Le chiffre de contrôle ne correspond pas : le code a été mal lu, lisez-le à nouveau.",
    "foreign": "Ce n’est pas un code français : le médicament ne peut pas être reconnu.",
    "carton": "C’est le code d’un carton, pas d’une boîte.",
    "two_values": "Le code dit deux choses différentes : lisez la boîte.",
    "impossible_date": "Une date du code n’existe pas : lisez-la sur la boîte.",
    "separator_lost": "Le lecteur n’a pas envoyé les séparateurs ; une seule lecture était possible.",
    "ambiguous_end": "Le lecteur n’a pas envoyé les séparateurs : on ne sait pas où finit le lot ou le "
    "numéro de série. Lisez-les sur la boîte.",
    "keyboard": "Le lecteur est réglé pour un autre clavier : les chiffres ont été rétablis.",
    "keyboard_letters": "Le lecteur est réglé pour un autre clavier : des lettres ont pu changer. Lisez "
    "le lot sur la boîte.",
}  # fmt: skip

_FRENCH: Final = "34009"
_NUMBER = re.compile("[0-9]{7}|[0-9]{13,14}")


@dataclass(frozen=True, slots=True)
class PackCode:
    """What was read of a pack; None where the code does not say, or not surely.

    `gtin` has 14 digits and a right check digit. `cip13` and `cip7` exist for French packs.
    `unread` is what could not be attributed.
    """

    gtin: str | None = None
    cip13: str | None = None
    cip7: str | None = None
    expiry_on: date | None = None
    produced_on: date | None = None
    batch: str | None = None
    serial: str | None = None
    unread: str = ""
    problems: tuple[Problem, ...] = ()

    def is_expired(self, on: date) -> bool | None:
        """Whether it may not be given any more that day: it may on the last one; None: unknown."""
        return None if self.expiry_on is None else self.expiry_on < on


def read(raw: str | bytes, *, today: date, keeps_separators: bool = False) -> PackCode:
    """The pack code in what a scanner sent. Never raises.

    `today` decides the century of a date. `keeps_separators`: the reader is known to send them (a
    camera's decoder, not a keyboard), so that a field without one is the last.
    """
    text = mend(raw)
    if not text.value:
        return PackCode(problems=("empty",))
    told: tuple[Problem, ...] = ()
    if text.was_typed_elsewhere:
        told = ("keyboard_letters",) if text.doubtful else ("keyboard",)
    if _NUMBER.fullmatch(text.value):
        return _numbered(text.value, told)
    elements = chain(text.value, has_separators=text.has_separators or keeps_separators)
    return _told(text, elements, told, today)


def _numbered(digits: str, told: tuple[Problem, ...]) -> PackCode:
    """A CIP7, an EAN-13 or a GTIN-14 alone: no batch, no expiry."""
    if len(digits) == 7:
        digits = f"{_FRENCH}{digits}"
        digits += str(gs1_standard_check_digit(digits))
    gtin, cip13, problems = _identity(digits)
    unread = "" if gtin else digits
    return PackCode(gtin, cip13, _cip7(cip13), unread=unread, problems=told + problems)


def _told(text: Text, read: Chain, told: tuple[Problem, ...], today: date) -> PackCode:
    problems = list(told)
    values = _values(read, problems)
    digits = values.get("01") or _national(values.get("711"))
    gtin, cip13, found = _identity(digits) if digits else (None, None, ("no_gtin",))
    problems += found
    dates = {ai: _day(values[ai], today) for ai in ("11", "17") if ai in values}
    if None in dates.values():
        problems.append("impossible_date")
    if text.doubtful:
        values = {ai: value for ai, value in values.items() if ai not in ("10", "21")}
    unread = " ".join(filter(None, (digits if digits and not gtin else "", read.unread)))
    return PackCode(
        gtin=gtin,
        cip13=cip13,
        cip7=_cip7(cip13),
        expiry_on=dates.get("17"),
        produced_on=dates.get("11"),
        batch=values.get("10"),
        serial=values.get("21"),
        unread=unread,
        problems=tuple(dict.fromkeys(problems)),
    )


def _values(read: Chain, problems: list[Problem]) -> dict[str, str]:
    """One value for each identifier; two that differ are none."""
    values: dict[str, str] = {}
    twice = set()
    for ai, value in read.elements:
        if values.setdefault(ai, value) != value:
            twice.add(ai)
    if twice:
        problems.append("two_values")
    if read.is_ambiguous:
        problems.append("ambiguous_end")
    elif read.unread:
        problems.append("unreadable")
    elif read.is_split:
        problems.append("separator_lost")
    return {ai: value for ai, value in values.items() if ai not in twice}


def _identity(digits: str) -> tuple[str | None, str | None, tuple[Problem, ...]]:
    """GTIN-14 and CIP13 of 13 or 14 digits, and what is wrong with them."""
    gtin = digits.zfill(14)
    try:
        Gtin.parse(gtin)
    except ParseError:
        return None, None, ("check_digit",)
    if gtin[1:6] != _FRENCH:
        return gtin, None, ("foreign",)
    if gtin[0] != "0":
        return gtin, None, ("carton",)
    return gtin, gtin[1:], ()


def _national(value: str | None) -> str | None:
    """The CIP13 that identifier 711 carries, where there is no GTIN."""
    return value if value and value.isdecimal() and len(value) == 13 else None


def _cip7(cip13: str | None) -> str | None:
    return cip13[5:12] if cip13 else None


def _day(digits: str, today: date) -> date | None:
    """YYMMDD; day 00 is the last of the month. None for a day that does not exist."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    year += today.year - today.year % 100
    ahead = int(digits[:2]) - today.year % 100
    year += -100 if ahead >= 51 else 100 if ahead <= -50 else 0
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None
