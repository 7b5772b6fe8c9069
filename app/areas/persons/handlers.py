"""What tablets say about persons, and where synchronisation learns where persons are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.areas.persons.models import Movement, Person
from app.gate.sync.registry import (
    Body,
    CommandType,
    Place,
    Received,
    register_command,
    register_persons,
)
from app.gate.sync.writing import Writing


class OpenPerson(Body):
    """A dossier was opened at the bedside: nothing more is said."""


def _opened(_writing: Writing, _command: Received) -> None:
    """Nothing changes; the trace that every command leaves is the whole point."""


_PERSON = Person.__table__
_PLACES = select(_PERSON.c.id, _PERSON.c.establishment_id, _PERSON.c.unit_id).where(
    _PERSON.c.id.in_(bindparam("ids", expanding=True))
)


class Whereabouts:
    """Where persons are and have been."""

    def places(self, session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Place]:
        """The place of each person among `ids`; unknown ones are absent."""
        rows = session.connection().execute(_PLACES, {"ids": list(ids)})
        return {row[0]: Place(row[1], row[2]) for row in rows}

    def units_until(
        self, session: Session, person_id: uuid.UUID, at: datetime
    ) -> frozenset[uuid.UUID]:
        """Every unit where the person had lived by `at`."""
        rows = session.execute(
            select(Movement.unit_id)
            .where(
                Movement.person_id == person_id,
                Movement.unit_id.is_not(None),
                Movement.occurred_at <= at,
            )
            .distinct()
        )
        return frozenset(unit for unit in rows.scalars() if unit is not None)

    def of_unit(self, session: Session, unit_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
        """Who lives in the unit now, with the revision at which they came into it."""
        rows = session.execute(
            select(Person.id, Person.placed_revision).where(
                Person.unit_id == unit_id, Person.left_at.is_(None)
            )
        )
        return {row[0]: row[1] for row in rows}


register_persons(Whereabouts())
register_command(
    CommandType(
        name="person.open",
        schema=OpenPerson,
        permission="journal.read",
        needs_person=True,
        apply=_opened,
    )
)
