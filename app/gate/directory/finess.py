"""The FINESS number of an establishment (DREES, Fichier national des établissements sanitaires et sociaux).

Nine characters: the department (two digits, or 2A and 2B), six digits, and a key by Luhn's formula.
"""

from __future__ import annotations

import re

from stdnum import luhn

_SHAPE = re.compile(r"(?:\d{2}|2[AB])\d{7}")


def normalize(text: str) -> str:
    """The number without its spaces and dots, in capitals."""
    return re.sub(r"[\s.\-]", "", text).upper()


def problem(number: str) -> str | None:
    """What is wrong with a normalized number, in French, or None.

    The key of Corsican numbers (2A, 2B) is not checked: its public sources disagree on the letters.
    """
    if not _SHAPE.fullmatch(number):
        return "Un numéro FINESS a neuf chiffres (2A ou 2B au début en Corse)."
    if number.isdigit() and not luhn.is_valid(number):
        return "Ce numéro ne correspond pas à sa clé : un chiffre est faux ou deux sont inversés."
    return None
