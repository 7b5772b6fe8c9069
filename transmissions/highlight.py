"""Where the words that were looked for stand in a text as it was written, accents and all.

`pwa/src/lib/highlight.js` shows the same on the tablet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transmissions.search import fold

_TOKEN = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_MARK = re.compile("[\u0300-\u036f]")


def pieces(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was looked for; joined, they are the text. `words`
    are folded."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in _found(text, words):
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start:end], True))
        at = end
    if at < len(text) or not found:
        found.append((text[at:], False))
    return found


def _found(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text) if words else ():
        length = _begun(token[0], words)
        if length:
            yield token.start(), token.start() + length


def _begun(token: str, words: Sequence[str]) -> int:
    """How much of a word as written the longest of the words covers; 0 when none begins it."""
    plain = fold(token)
    longest = max((word for word in words if plain.startswith(word)), key=len, default="")
    length = 0
    while longest and length < len(token):
        is_covered = len(fold(token[:length])) >= len(longest)
        if is_covered and not _MARK.match(token[length]):
            break
        length += 1
    return length
