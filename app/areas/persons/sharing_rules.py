"""What may be shared with a professional around the person, on a day: pure rules, each with its articles.

Inside the team that cares for the person, what is useful is held to be entrusted to the whole team; the person is told
so, and may oppose it (Code de la santé publique, L. 1110-4, III and IV; L. 1110-12). Outside it, sharing asks for their
consent beforehand, after information that is handed over in writing (L. 1110-4, III; D. 1110-3-1 to D. 1110-3-3). In
both cases: what the care or the support needs, and nothing else (R. 1110-1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

Standing = Literal["yes", "ask", "urgent", "no", "over"]

BELONGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "team": "De l’équipe de soins : la personne s’adresse à lui",
        "outside": "Hors de l’équipe de soins",
    }
)
ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "informed": "Informée, ne s’oppose pas",
        "opposed": "S’oppose au partage",
        "given": "Accord",
        "refused": "Refus",
        "ended": "Accord retiré",
        "unable": "N’a pas pu répondre",
    }
)
OF: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "team": frozenset(("informed", "opposed")),
        "outside": frozenset(("given", "refused", "ended", "unable")),
    }
)
"""The answers that make sense of whom."""
TEAM: Final = "Code de la santé publique, L. 1110-4 et L. 1110-12"
OPPOSED: Final = "Code de la santé publique, L. 1110-4, IV"
OUTSIDE: Final = "Code de la santé publique, L. 1110-4, III, et D. 1110-3-1"
UNABLE: Final = "Code de la santé publique, D. 1110-3-3"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to share, in words, and the text that says so."""

    standing: Standing
    words: str
    source: str = ""


def may_share(
    belongs: str | None,
    answer: str | None,
    *,
    since: date | None,
    until: date | None,
    on: date,
) -> Verdict:
    """What may be shared on that day with a professional who follows the person from `since` to `until`, both included.

    A row that was altered (`belongs` is None) allows nothing.
    """
    if (until is not None and on > until) or (since is not None and on < since):
        return Verdict("over", "Ne suit pas la personne ce jour-là : rien ne se partage.")
    if belongs == "team":
        return _in_team(answer)
    if belongs == "outside":
        return _outside(answer)
    return Verdict("no", "Illisible : rien ne se partage avant d’avoir redemandé.")


def _in_team(answer: str | None) -> Verdict:
    if answer == "opposed":
        return Verdict("no", "La personne s’y oppose : rien ne se partage.", OPPOSED)
    if answer == "informed":
        return Verdict("yes", "Ce qui sert à son suivi se partage.", TEAM)
    return Verdict("ask", "Ce qui sert à son suivi se partage ; informez-en la personne.", TEAM)


def _outside(answer: str | None) -> Verdict:
    if answer == "given":
        return Verdict("yes", "Accord donné, pour ce qui est dit ci-dessous.", OUTSIDE)
    if answer in ("refused", "ended"):
        return Verdict("no", "Pas d’accord : rien ne se partage.", OUTSIDE)
    if answer == "unable":
        words = "En cas d’urgence seulement. Redemandez dès qu’elle peut répondre."
        return Verdict("urgent", words, UNABLE)
    return Verdict("no", "Accord à demander : rien ne se partage avant.", OUTSIDE)
