"""What is proposed of a document that nobody has filed, and whether its text names somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from app.areas.documents.kinds import KINDS
from app.areas.documents.suggesting import Said, Suggestion, suggest
from app.areas.documents.values import DocumentValue
from app.areas.persons.queries import PersonValue
from app.ground.folding import fold

AT_CAPTURE = "c’est ce qui a été choisi à la prise de vue"


def proposed(document: DocumentValue, texts: Sequence[str], zone: ZoneInfo) -> Suggestion:
    """What its text suggests. A kind chosen at the bedside goes before."""
    received_on = document.received_at.astimezone(zone).date()
    found = suggest("\n".join(texts), received_on, kind=document.kind)
    chosen = KINDS.get(document.kind or "")
    if chosen is not None and not document.is_filed:
        return Suggestion(Said(chosen.code, AT_CAPTURE), found.dated_on, found.valid_until)
    return found


def names_somebody_else(
    texts: Sequence[str], person: PersonValue, others: Iterable[PersonValue]
) -> PersonValue | None:
    """The one person besides this one whose first and last names the text says, when it does not say this one's."""
    folded = f" {fold(' '.join(texts))} "
    if len(folded) < 3 or _is_named(folded, person):
        return None
    named = [one for one in others if one.id != person.id and _is_named(folded, one)]
    return named[0] if len(named) == 1 else None


def _is_named(folded: str, person: PersonValue) -> bool:
    given = fold(person.given_name)
    families = (fold(name) for name in (person.family_name, person.used_name) if name)
    return bool(given) and f" {given} " in folded and any(f" {one} " in folded for one in families)
