"""What a scanner typed, as the symbol holds it: the mending before a pack code is read.

A reader in keyboard mode goes through a layout, a terminal and a text field. What it does to the
text is known; each mending here is one of those things, and none of them invents a character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

GS: Final = "\x1d"
"""What a decoder puts in the place of FNC1: the end of a variable field."""

LIMIT: Final = 500
"""Characters of what is read: the largest symbol holds fewer that make sense on a pack."""

_NAMED = re.compile(
    r"<(?:GS|FNC1|F8|0?x1D|029|29)>|\{(?:GS|FNC1|F8)\}|\[(?:GS|FNC1|F8)\]|\\x1d|\\u001d|\\035"
    r"|%1D|\^\]|[|~\u241d\u2194\u00f8\x1c\x1e\x1f]",
    re.IGNORECASE,
)
"""Separators as readers and fields write them: by name, as Ctrl+], as the sign that Alt 29 types."""

_SYMBOLOGY = re.compile(r"^\][a-z][0-9a-z](?=[0-9(\x1d])", re.IGNORECASE)
_SPACE = re.compile("[ \t-\r\x85\xa0\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]")
_OTHER = re.compile(r"[^\x1d!-~]")
"""No field holds these: shown as what could not be read."""
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)")

_AZERTY: Final = (
    "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§"
)
_QWERTY: Final = (
    "1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./_+QWERTYUIOP{}ASDFGHJKL:\"|ZXCVBNM<>?"
)
_AS_AMERICAN: Final = str.maketrans(_AZERTY, _QWERTY)
_DIGIT_KEYS: Final = str.maketrans("à&é\"'(-è_ç", "0123456789")
_MOVED: Final = frozenset("aqzwmAQZWM,;:!?./§%ùµ*^$¨£)=°+")
"""Signs that are another on the other keyboard."""
_FEWEST_DIGITS: Final = 7
"""Those of a CIP7."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text to read. `has_separators`: at least one was sent. `was_typed_elsewhere`: the keyboard
    was another, and digits have been put back. `doubtful`: letters that may have moved with it."""

    value: str
    has_separators: bool
    was_typed_elsewhere: bool = False
    doubtful: bool = False


def mend(raw: str | bytes) -> Text:
    """The text as the symbol holds it, separators as GS, no prefix, no white space."""
    text = _decoded(raw)[:LIMIT].strip("\r\n\t \0\ufeff\x04")
    text, is_elsewhere, is_doubtful = _put_back(text)
    text = _NAMED.sub(GS, text)
    text = _OTHER.sub("\ufffd", _SPACE.sub("", text))
    text = _SYMBOLOGY.sub("", text.lstrip(GS)) if text.lstrip(GS).startswith("]") else text
    if text.startswith("("):
        text = _BRACKETED.sub(rf"{GS}\1", text)
    return Text(text.strip(GS), GS in text, is_elsewhere, is_doubtful)


def _decoded(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _put_back(text: str) -> tuple[str, bool, bool]:
    """A text without a digit, and full of what the digit keys of a French keyboard type without
    Shift. A prefix says which keyboard it was; without it, letters that may have moved are doubtful.
    """
    digits = sum(char in "à&é\"'(-è_ç" for char in text)
    if digits < _FEWEST_DIGITS or any("0" <= char <= "9" for char in text):
        return text, False, False
    if text.startswith("$"):
        return text.translate(_AS_AMERICAN), True, False
    prefix, rest = (text[:3], text[3:]) if text.startswith("]") else ("", text)
    if prefix or not any(char in _MOVED for char in rest):
        mended = _upper(prefix.lower() + rest) if rest.islower() else text
        return mended.translate(_DIGIT_KEYS), True, False
    return rest.translate(_DIGIT_KEYS), True, True


def _upper(text: str) -> str:
    """In capitals, as batches are printed, when nothing is: Shift was taken from letters as well."""
    return "".join(char.upper() if "a" <= char <= "z" else char for char in text)
