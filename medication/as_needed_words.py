"""An allowance in French, for those who give."""

from __future__ import annotations

from datetime import datetime

from medication.amount_words import amount_words
from medication.as_needed import Allowance
from medication.prescription import Line
from medication.schemes import AsNeeded
from medication.slots import local

_HOUR = 60


def allowance_words(allowance: Allowance, line: Line, now: datetime, zone: str) -> str:
    """One sentence: what is left, or from when on and why. Hours are those of the wall."""
    scheme = line.scheme
    assert isinstance(scheme, AsNeeded)
    most = amount_words(scheme.max_per_day, line.unit)
    from_when = _from(allowance.next_at, now, zone)
    match allowance.why:
        case "open":
            return f"Reste {amount_words(allowance.left, line.unit)} sur {most} en 24 h."
        case "interval":
            between = duration_words(scheme.min_interval_minutes)
            return f"Trop tôt : {between} entre deux prises. Possible {from_when}."
        case "maximum":
            return f"Maximum des 24 h atteint ({most}). Possible {from_when}."
        case "paused":
            return f"Suspendu. Reprise {from_when}."
        case "not_begun":
            return f"Pas encore commencé. Possible {from_when}."
        case _:
            return "Ce traitement est terminé."


def duration_words(minutes: int) -> str:
    """ "30 min", "4 h", "1 h 30"."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def _from(at: datetime | None, now: datetime, zone: str) -> str:
    if at is None:
        return "sur décision du prescripteur"
    wall = local(at, zone)
    hour = wall.strftime("%H:%M")
    return f"à {hour}" if wall.date() == local(now, zone).date() else f"le {wall:%d/%m} à {hour}"
