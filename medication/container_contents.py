"""What a container holds of the moment at hand, and what is due then and is not in it ("hors pilulier").

Source: features.md, M17: one scan and one confirmation covers its lines, each shown; items outside it
are listed apart, because a container that looks complete hides what is given from boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from medication.scan_context import Contained, Context
from medication.scan_timing import at_hand, is_open, waiting


@dataclass(frozen=True, slots=True)
class Contents:
    """Identities of doses, by their hour: to be given from the container, and from elsewhere."""

    inside: tuple[UUID, ...]
    outside: tuple[UUID, ...]


def contents(container: Contained, context: Context) -> Contents:
    """The doses of its person to be given now; where none in it is at its hour, the last behind."""
    hers = [one for one in context.doses if one.person == container.person]
    inside = at_hand([one for one in hers if one.id in container.doses], context)
    hours = {one.due_at for one in inside}
    outside = [
        one
        for one in waiting(hers, context)
        if one.id not in container.doses and (is_open(one, context) or one.due_at in hours)
    ]
    return Contents(tuple(one.id for one in inside), tuple(one.id for one in outside))
