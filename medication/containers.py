"""What was prepared in advance against what is prescribed now: conform, or why not; and what it holds of a moment.

Sources: features.md, M17; HAS, "Outils de sécurisation et d'auto-évaluation de l'administration des
médicaments" (2013), preparation of doses to administer: what is prepared is identified, kept with who
prepared it, and compared with the prescription in force before it is given. A change is compared by
what concerns the content: a line that was suspended and taken up again between two slots leaves its
container conform.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from medication.drug_kinds import is_injected_form
from medication.names import fold
from medication.outcomes import counts
from medication.prescription import Line
from medication.schemes import Amount, AsNeeded, Patch, Sliding
from medication.spans import Span, spans
from medication.unfolding import is_paused

Reason = Literal["stopped", "suspended", "changed"]

WORDS: Final[Mapping[Reason, str]] = {
    "stopped": "ligne arrêtée depuis la préparation",
    "suspended": "ligne suspendue depuis la préparation",
    "changed": "ligne modifiée depuis la préparation",
}

_SWALLOWED: Final = frozenset({"orale", "sublinguale"})
_PIECES: Final = re.compile(r"\b(?:comprime|gelule|capsule|dragee|pilule|sachet)")
_LEFT_IN_ITS_WRAPPING: Final = re.compile(r"\b(?:effervescent|lyophilisat)")


@dataclass(frozen=True, slots=True)
class Item:
    """One dose in a container: of which version of its line, how much, for when."""

    dose: UUID
    chain: UUID
    line: UUID
    amount: Amount
    due_at: datetime


def faults(items: Iterable[Item], versions: Iterable[Line], now: datetime) -> dict[UUID, Reason]:
    """Why the container is not conform, by dose; empty when it is. `versions` are those of the lines
    of the person, past ones too."""
    every = list(versions)
    by_id = {one.id: one for one in every}
    by_chain = {chain[0].line.chain: chain for chain in spans(every) if chain}
    found = {
        item.dose: _fault(item, by_id.get(item.line), by_chain.get(item.chain, ()), now)
        for item in items
    }
    return {dose: reason for dose, reason in found.items() if reason is not None}


def _fault(
    item: Item, prepared: Line | None, chain: Sequence[Span], now: datetime
) -> Reason | None:
    """A dose that is still to come is judged at its hour, one that waits to be given, now."""
    at = max(item.due_at, now)
    holds = next((span.line for span in chain if span.holds(at)), None)
    if holds is None:
        is_over = prepared is not None and prepared.superseded_at is None
        return None if is_over and item.due_at < at else "stopped"
    if is_paused(holds, at):
        return "suspended"
    return None if prepared is not None and _content(prepared) == _content(holds) else "changed"


def _content(line: Line) -> tuple[object, ...]:
    return line.drug, line.route, line.unit, line.scheme, line.wording


def not_containable(line: Line) -> str:
    """Why a dose of this line is not prepared in advance, in French; "" when it may be."""
    if isinstance(line.scheme, AsNeeded):
        return "« Si besoin » : rien n’est dû d’avance."
    if isinstance(line.scheme, Sliding):
        return "La quantité dépend d’une mesure : elle se prépare au moment de donner."
    if isinstance(line.scheme, Patch):
        return "Un patch se pose, il ne se met pas en pilulier."
    return _of_the_form(line)


def _of_the_form(line: Line) -> str:
    """What is swallowed in pieces; a line whose form nobody wrote is left to whoever prepares."""
    form = fold(line.drug.form)
    if is_injected_form(form):
        return "Un injectable ne se met pas en pilulier."
    if line.route and line.route not in _SWALLOWED:
        return "Ne s’avale pas : ne se met pas en pilulier."
    if _LEFT_IN_ITS_WRAPPING.search(form):
        return "Craint l’humidité : reste dans son emballage jusqu’au moment de donner."
    if form and not _PIECES.search(form):
        return "Seuls comprimés, gélules, capsules et sachets se préparent d’avance."
    return ""


def leaves(outcome: str) -> bool:
    """Whether after this outcome the dose is no longer in the container: what was refused still is."""
    return counts(outcome) or outcome == "spat_out"
