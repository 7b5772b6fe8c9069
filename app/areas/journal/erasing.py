"""What erasing a person takes from the journal: everything written about them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry, Receipt, SearchBlock, SearchIndex
from app.areas.persons.commands import ERASERS


def erase_entries(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's transmissions, what was added to them, who read them, and what was derived for searches."""
    entries = select(Entry.id).where(Entry.person_id == person_id)
    session.execute(
        delete(Receipt)
        .where(Receipt.entry_id.in_(entries))
        .execution_options(synchronize_session=False)
    )
    for derived in (SearchBlock, SearchIndex):
        session.execute(delete(derived).where(derived.person_id == person_id))
    session.execute(delete(Addition).where(Addition.person_id == person_id))
    session.execute(delete(Entry).where(Entry.person_id == person_id))


if erase_entries not in ERASERS:
    ERASERS.append(erase_entries)
