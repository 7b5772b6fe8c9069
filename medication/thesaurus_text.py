"""The text of an entry as it was printed.

In the published extraction `info` lost its line breaks and some words are glued ("en début
detraitement"), while `description` keeps the breaks and glues the level to the first word
("CONTRE-INDICATIONRisque…"). Each is mended by the other.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from medication.names import fold
from medication.thesaurus_entry import LevelCode

_WORD_CHARACTERS = re.compile(r"[^\W_]+|[<>=%]")
_HEADINGS: Final[tuple[tuple[LevelCode, re.Pattern[str]], ...]] = (
    ("CI", re.compile(r"contre-indication\b")),
    ("ASDEC", re.compile(r"associations? deconseillees?")),
    ("PE", re.compile(r"precautions? d'emploi\b")),
    ("APEC", re.compile(r"\ba prendre en compte\b")),
)
_CUT_WORD = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])")


def flowing(text: str) -> str:
    """Lines of a printed column as one line of text; a word cut at a line's end keeps its hyphen."""
    return " ".join(_CUT_WORD.sub("-", text).split())


def as_printed(info: str, description: str) -> str:
    """The text of a level with the spaces that it has in the description, when it is found there,
    without the colon or dash that ties it to its heading."""
    if not (letters := "".join(info.split())):
        return ""
    places = [at for at, char in enumerate(description) if not char.isspace()]
    start = "".join(description[at] for at in places).find(letters)
    if start < 0:
        return flowing(info).lstrip(":- ")
    return flowing(description[places[start] : places[start + len(letters) - 1] + 1]).lstrip(":- ")


def digest(*texts: str) -> str:
    """The same for texts that differ by spaces, accents, case or punctuation only."""
    plain = "|".join("".join(_WORD_CHARACTERS.findall(fold(text))) for text in texts)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def levels_named(description: str) -> frozenset[LevelCode]:
    """The levels that a text speaks of by their names."""
    plain = fold(description)
    return frozenset(code for code, heading in _HEADINGS if heading.search(plain))
