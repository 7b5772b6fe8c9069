"""Words by which a text of the thesaurus may restrict its level to some drugs, doses or persons.

An entry with one of them and no rule written by reading it is not trusted to be unconditional.
"""

from __future__ import annotations

import re
from typing import Final

from medication.names import fold
from medication.thesaurus import Entry

_WORDS: Final = re.compile(
    r"\bsauf\b|uniquement|seulement|\bseule?s?\b|\bhors\b|hormis|a l'exception"
    r"|(?:dans|hors de) (?:l'|les |son |ses )(?:indication|utilisation)"
    r"|chez (?:le|les|l')\s?(?:patient|sujet|insuffisant|enfant|femme)"
    r"|\bvoies?\b (?:intra|inject|orale|im|iv|sous|g|loc|syst|par|rect|inhal|vag)|per os|\biv\b"
    r"|perfusion|\bdoses? (?:>|=|super|de |d'au|elev|fort|inf)|fortes doses|>=|quelle que soit"
    r"|avec la forme|en cas d'(?:insuffisance|hypo|anteced)|lorsqu"
)


def may_restrict(entry: Entry) -> bool:
    """Whether the level of an entry may depend on something."""
    if len(entry.levels) > 1:
        return True
    return bool(_WORDS.search(fold(f"{entry.levels[0].text} ## {entry.mechanism}")))
