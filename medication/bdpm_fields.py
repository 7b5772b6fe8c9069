"""The fields of the published files: codes, prices, rates, states, days.

Each reader takes a text and gives a value, or raises ValueError with a French reason.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from medication.names import fold
from medication.product import Nature, PackState

_CIS: Final = re.compile(r"[0-9]{8}")
_CIP7: Final = re.compile(r"[0-9]{7}")
_CIP13: Final = re.compile(r"[0-9]{13}")
_PRICE: Final = re.compile(r"([0-9]{1,3}(?:[, ]?[0-9]{3})*),([0-9]{2})")
_DAY: Final = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_ATC: Final = re.compile(r"[A-Z][0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?")

_STATES: Final[tuple[tuple[str, PackState], ...]] = (
    ("declaration de commercialisation", "marketed"),
    ("declaration d'arret de commercialisation", "stopped"),
    ("declaration de suspension de commercialisation", "suspended"),
    ("arret de commercialisation (le medicament n'a plus d'autorisation)", "unauthorised"),
    ("", "undeclared"),
)


def read_cis(text: str) -> str:
    """The eight figures that know a specialty."""
    if not _CIS.fullmatch(text):
        raise ValueError(f"« {text} » n'est pas un code CIS.")
    return text


def read_cip(cip13: str, cip7: str) -> tuple[str, str]:
    """The two codes of a pack, which must tell the same: the seven figures are within the thirteen,
    whose last is the EAN-13 check digit."""
    if not _CIP13.fullmatch(cip13) or not _CIP7.fullmatch(cip7):
        raise ValueError(f"« {cip13} » n'est pas un code CIP13.")
    figures = [int(figure) for figure in cip13]
    if (sum(figures[::2]) + 3 * sum(figures[1::2])) % 10:
        raise ValueError(f"la clé de contrôle du CIP13 « {cip13} » est fausse.")
    if cip13[5:12] != cip7:
        raise ValueError(f"le CIP7 « {cip7} » n'est pas dans le CIP13 « {cip13} ».")
    return cip13, cip7


def read_price(text: str) -> int | None:
    """Cents; None when nothing is written. "1,466,29" is one thousand four hundred euros."""
    if not text:
        return None
    if not (found := _PRICE.fullmatch(text)):
        raise ValueError(f"« {text} » n'est pas un prix.")
    return int(re.sub(r"\D", "", found[1])) * 100 + int(found[2])


def read_rates(text: str) -> tuple[int, ...]:
    """Percents: "65%" and "65 %" are one rate."""
    parts = [part.replace(" ", "") for part in text.split(";") if part.strip()]
    if not all(re.fullmatch(r"[0-9]{1,3}%", part) for part in parts):
        raise ValueError(f"« {text} » n'est pas un taux de remboursement.")
    return tuple(int(part[:-1]) for part in parts)


def read_state(text: str) -> PackState:
    """What the holder declared about selling the pack."""
    for published, state in _STATES:
        if fold(text) == published:
            return state
    raise ValueError(f"« {text} » n'est pas un état de commercialisation.")


def read_marketed(text: str) -> bool:
    """Whether the specialty is sold."""
    states = {"commercialisee": True, "non commercialisee": False}
    if (found := states.get(fold(text))) is None:
        raise ValueError(f"« {text} » n'est pas un état de commercialisation.")
    return found


def read_yes(text: str) -> bool:
    """Oui or Non."""
    if (folded := fold(text)) not in ("oui", "non"):
        raise ValueError(f"« {text} » n'est ni Oui ni Non.")
    return folded == "oui"


def read_nature(text: str) -> Nature:
    """Active substance or therapeutic fraction; the documentation calls the second ST."""
    if text not in ("SA", "FT", "ST"):
        raise ValueError(f"« {text} » n'est ni SA ni FT.")
    return "SA" if text == "SA" else "FT"


def read_number(text: str, *, what: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError(f"« {text} » n'est pas {what}.")
    return int(text)


def read_atc(text: str) -> str:
    """An ATC code of any level."""
    if not _ATC.fullmatch(text):
        raise ValueError(f"« {text} » n'est pas un code ATC.")
    return text


def read_day(text: str) -> date | None:
    """A day written DD/MM/YYYY, None when nothing is."""
    if not text:
        return None
    if not (found := _DAY.fullmatch(text)):
        raise ValueError(f"« {text} » n'est pas une date.")
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise ValueError(f"« {text} » n'est pas une date.") from None


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list separated by semicolons, spaces and empty parts aside."""
    return tuple(part for raw in text.split(";") if (part := " ".join(raw.split())))
