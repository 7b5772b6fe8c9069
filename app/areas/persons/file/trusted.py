"""That somebody designates no trusted person is an answer, which holds until one is designated. (Code de l’action
sociale et des familles, L311-5-1: it is to be offered, and nobody has to.)
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.areas.persons.file.reading import Fact, facts_of
from app.areas.persons.file.words import TRUSTED
from app.ground.errors import Conflict
from app.ground.vault import Vault

NO_TRUSTED: Final = "no_trusted"
DESIGNATED: Final = "Une personne de confiance est désignée."


def without_trusted(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Those of whom it is said that they designate nobody; one that no longer reads says nothing."""
    found = facts_of(session, vault, person_ids, [NO_TRUSTED])
    return frozenset(
        person_id
        for person_id, facts in found.items()
        if any(one.said is not None for one in facts)
    )


def check_none_designated(powers: Iterable[Fact], today: date) -> None:
    """Raises Conflict while a trusted person is designated."""
    held = (one.get("until") for one in powers if one.get("quality") == TRUSTED)
    if any(until is None or until >= today.isoformat() for until in held):
        raise Conflict(f"{DESIGNATED} Datez d’abord la fin, ou retirez-la.")
