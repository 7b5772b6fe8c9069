"""What a gesture asks for later: the effect of an as-needed dose, a patch that nobody found.

Sources: features.md, M12 and M18; HAS, "Outils de sécurisation et d'auto-évaluation de
l'administration des médicaments" (2013): the effect of what is given if needed is looked at and
traced; FDA, Drug Safety Communication on fentanyl patches, 23 September 2013: a patch that came off
may stick to somebody else, so one that is not found is looked for at once. The delay is the line's
own, else the home's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

from medication.prescription import Line
from medication.schemes import AsNeeded
from medication.settings import Settings
from medication.spoken import drug_words

Kind = Literal["effect", "patch_lost"]

EFFECTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "relieved": "soulagé",
        "little": "peu soulagé",
        "none": "pas soulagé",
        "adverse": "effet indésirable",
    }
)
"""What one may find, as it is written down."""
_TAKEN_HERE: Final = frozenset({"given", "helped", "taken_alone", "partly_taken"})
"""After these, the person is there to be asked; what left with her is asked of nobody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` is one French sentence, due at `due_at`; `role` None: whoever is there."""

    kind: Kind
    what: str
    due_at: datetime
    is_urgent: bool = False
    role: str | None = None


def effect_minutes(scheme: AsNeeded, settings: Settings) -> int:
    """How long after it the effect is looked at."""
    return settings.effect_minutes if scheme.effect_minutes is None else scheme.effect_minutes


def asked_after(
    line: Line, act: str, outcome: str, at: datetime, settings: Settings
) -> Asked | None:
    """What must be looked at after this gesture, done at `at`; None: nothing."""
    if outcome == "not_found" and act in ("remove", "check"):
        says = f"Patch introuvable, {drug_words(line)} : le chercher, surveiller la personne."
        return Asked("patch_lost", says, at, is_urgent=True, role="nurse")
    scheme = line.scheme
    if act != "give" or outcome not in _TAKEN_HERE or not isinstance(scheme, AsNeeded):
        return None
    why = f" ({scheme.indication})" if scheme.indication else ""
    due_at = at + timedelta(minutes=effect_minutes(scheme, settings))
    return Asked("effect", f"Effet de {drug_words(line)}{why} ?", due_at)
