"""Who may give: three modes, read from the prescription's wording and the drug.

`autonomous`: the person takes it alone. `helped`: anyone charged with the acts of everyday life may
help to take it. `nurse`: a nurse gives it. Source: code de l'action sociale et des familles,
article L.313-26 (loi n° 2009-879 of 21 July 2009, article 124): help to take a drug is an act of
everyday life where, given the nature of the drug, taking it is neither difficult nor to be learnt,
and the wording of the prescription says whether an "auxiliaire médical" is needed; protocols tell
helpers doses and hours. A nursing assistant may also take part in a nurse's own role, under her
responsibility: code de la santé publique, articles R.4311-4 and R.4311-5, 4° (décret n° 2004-802
of 29 July 2004). A mode is a default that people restrict; nothing here ever widens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from medication.drug_kinds import is_injected_form, is_narcotic_substance
from medication.names import fold
from medication.prescription import Giver, Line, Prescribed
from medication.schemes import AsNeeded, Calendar, Patch, Scheme, Sliding, Tapering

Basis = Literal["help", "collaboration", "nurse", "person"]
"""What makes it lawful: help of L.313-26; collaboration under a nurse's responsibility; the nurse's
own act; the person's own."""

MODES: Final[tuple[Giver, ...]] = ("nurse", "helped", "autonomous")
"""From the narrowest to the widest."""

BASES: Final[dict[Basis, str]] = {
    "help": "Aide à la prise, acte de la vie courante (CASF, L.313-26)",
    "collaboration": "Collaboration, sous la responsabilité de l’infirmière (CSP, R.4311-4)",
    "nurse": "Acte infirmier, sur prescription",
    "person": "La personne prend seule son traitement",
}

RESTRICTIONS: Final[dict[Giver, str]] = {
    "nurse": "Infirmière seulement",
    "helped": "Jamais seule, avec une aide ou une infirmière",
}
"""What people may decide of a person, over all her lines, whatever each of them says."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who may give to one person, at the widest, and why in the words of whoever decided it."""

    giver: Giver
    why: str = ""

    @property
    def words(self) -> str:
        """In one sentence: « Infirmière seulement : fausses routes »."""
        return " : ".join(filter(None, (RESTRICTIONS[self.giver], self.why)))


_NURSES: Final = frozenset({"nurse", "lead_nurse", "physician"})
_HELPERS: Final = frozenset({"care_assistant", "social_educator", "home_care_worker"})
_COLLABORATE: Final = frozenset({"care_assistant", "social_educator"})
"""Those that R.4311-4 names: aides-soignants and aides médico-psychologiques, now accompagnants
éducatifs et sociaux."""

_BY_A_NURSE: Final = re.compile(r"\binfirmi|\bidel?\b|\bauxiliaires? medica")
_ALONE: Final = re.compile(r"\b(?:prend|gere) seule?\b|\bautonome\b|\ben autonomie\b")
_NOT: Final = re.compile(
    r"\b(?:non|ne|pas|plus|peu|perte|manque|sans|jamais|moins|si|quand|sauf)\b|\bn'"
)
"""Words beside which "autonome" or "seule" may say the contrary: then nobody is taken at their word."""


def default_mode(
    drug: Prescribed,
    scheme: Scheme,
    wording: str,
    *,
    is_narcotic: bool = False,
    is_injected: bool = False,
) -> Giver:
    """The mode that a new line has until somebody restricts it: see `mode_reason`.

    `is_narcotic` and `is_injected` are what the reference says of the specialty
    (`facts_tables.handling`); names and forms are looked at in any case.
    """
    return mode_reason(drug, scheme, wording, is_narcotic=is_narcotic, is_injected=is_injected)[0]


def mode_reason(
    drug: Prescribed,
    scheme: Scheme,
    wording: str,
    *,
    is_narcotic: bool = False,
    is_injected: bool = False,
) -> tuple[Giver, str]:
    """The default mode, and why in French. What asks for a nurse comes before what says "seule"."""
    if is_injected or is_injected_form(drug.form):
        return "nurse", "Injectable : une infirmière le donne."
    if is_narcotic or is_narcotic_substance(drug):
        return "nurse", "Stupéfiant : une infirmière le donne."
    if isinstance(scheme, Sliding | Tapering | Calendar):
        return "nurse", "Quantité variable : une infirmière le donne."
    if isinstance(scheme, Patch):
        return "nurse", "Patch à poser et à retirer : une infirmière s’en occupe."
    text = fold(wording)
    if _BY_A_NURSE.search(text):
        return "nurse", "La prescription demande une infirmière."
    if _ALONE.search(text) and not _NOT.search(text) and not isinstance(scheme, AsNeeded):
        return "autonomous", "La prescription dit que la personne le prend seule."
    return "helped", "La prescription ne demande pas d’infirmière : l’aide à la prise est possible."


def narrowest(first: Giver, *others: Giver | None) -> Giver:
    """The narrowest of several modes: a restriction never widens."""
    return min((first, *(one for one in others if one is not None)), key=MODES.index)


def strictest(restrictions: Iterable[Restriction]) -> Restriction | None:
    """The narrowest of what was decided of a person: of two decisions, never the wider one."""
    return min(restrictions, key=lambda one: MODES.index(one.giver), default=None)


def who_may_give(
    line: Line, person_restriction: Giver | None, role: str, has_agreement: bool
) -> tuple[bool, str]:
    """Whether somebody of this role may give a dose of this line, or help to take it, and the words
    that they read. `has_agreement`: a nurse agreed to this as-needed dose, by name and hour."""
    basis = legal_basis(line, person_restriction, role, has_agreement)
    if basis is not None:
        return True, _ALLOWED[basis]
    if role not in _HELPERS:
        return False, "Votre rôle ne permet pas de donner un médicament."
    if narrowest(line.giver, person_restriction) == "nurse":
        return False, "Ne pas donner, appeler l’infirmière."
    return False, "« Si besoin » sans protocole : appeler l’infirmière, son accord est nécessaire."


def legal_basis(
    line: Line, person_restriction: Giver | None, role: str, has_agreement: bool
) -> Basis | None:
    """What makes it lawful for this role to give, kept with what was given; None: it is not."""
    if role not in _NURSES | _HELPERS:
        return None
    mode = narrowest(line.giver, person_restriction)
    if mode == "autonomous":
        return "person"
    if role in _NURSES:
        return "nurse"
    return None if mode == "nurse" else _of_help(line.scheme, role, has_agreement)


def _of_help(scheme: Scheme, role: str, has_agreement: bool) -> Basis | None:
    if not isinstance(scheme, AsNeeded) or scheme.protocol:
        return "help"
    if not has_agreement:
        return None
    return "collaboration" if role in _COLLABORATE else "help"


_ALLOWED: Final[dict[Basis, str]] = {
    "person": "La personne le prend seule : noter ce que vous avez vu.",
    "nurse": "Vous pouvez le donner.",
    "help": "Vous pouvez aider à le prendre.",
    "collaboration": "Vous pouvez aider à le prendre, avec l’accord de l’infirmière.",
}
