"""Texts compared the way people type them: without accents or capitals. `pwa/src/lib/fold.js` says the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable


def fold(text: str) -> str:
    """The text as it is searched: letters and digits, without accents or capitals, single-spaced."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae")
    bare = unicodedata.normalize("NFD", plain)
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", kept).split())


def matches(text: str, query: str) -> bool:
    """Whether each word of the query begins a word of the text. An empty query matches all."""
    words = " " + fold(text)
    return all(f" {word}" in words for word in fold(query).split())


def holds(text: str, query: str) -> bool:
    """Whether each word of the query is any part of the text; a number begins a word of it: 12 is no part of 112.

    `pwa/src/lib/name_parts.js` says the same. An empty query is held by all.
    """
    return held_by(query)(text)


def held_by(query: str) -> Callable[[str], bool]:
    """The same for many texts: what is sought is read once."""
    parts = [f" {word}" if word.isdecimal() else word for word in fold(query).split()]

    def held(text: str) -> bool:
        if not parts:
            return True
        words = " " + fold(text)
        return all(part in words for part in parts)

    return held
