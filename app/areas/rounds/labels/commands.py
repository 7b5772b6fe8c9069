"""What may be done with labels: one is made where none holds, one that was lost makes place for another."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.rounds.labels.models import PersonLabel
from app.areas.rounds.labels.queries import live_labels, text_of
from app.areas.rounds.labels.tokens import digest_of, new_text
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import NotFound
from app.ground.ids import new_id
from app.ground.vault import Vault


def print_labels(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_ids: Sequence[uuid.UUID],
    *,
    now: datetime,
) -> dict[uuid.UUID, str]:
    """The text of the label of each of these persons, who live in the actor's home; every print leaves its trace.

    A label that holds is printed again as it is: those on a door and on a bed are the same. One that no longer opens
    is replaced.
    """
    take_revision(session, actor.establishment_id)
    live = live_labels(session, actor.establishment_id, person_ids)
    texts = {}
    for person_id in person_ids:
        row = live.get(person_id)
        text = text_of(vault, row) if row else None
        if row is None or text is None:
            if row is not None:
                _revoke(row, actor, "lost", now)
            row, text = _issue(session, vault, actor, person_id, now)
        texts[person_id] = text
        record(
            session, "label.printed", at=now, actor=actor, person_id=person_id, subject_id=row.id
        )
    return texts


def replace_lost(
    session: Session, vault: Vault, actor: Doer, person_id: uuid.UUID, *, now: datetime
) -> uuid.UUID:
    """Says that a person's label is lost: whoever finds it opens nothing with it. Returns the one that replaces it.

    Raises NotFound for whoever has none.
    """
    take_revision(session, actor.establishment_id)
    row = live_labels(session, actor.establishment_id, [person_id]).get(person_id)
    if row is None:
        raise NotFound()
    _revoke(row, actor, "lost", now)
    session.flush()
    record(session, "label.lost", at=now, actor=actor, person_id=person_id, subject_id=row.id)
    return _issue(session, vault, actor, person_id, now)[0].id


def _issue(
    session: Session, vault: Vault, actor: Doer, person_id: uuid.UUID, now: datetime
) -> tuple[PersonLabel, str]:
    text, label_id = new_text("person"), new_id()
    row = PersonLabel(
        id=label_id,
        establishment_id=actor.establishment_id,
        person_id=person_id,
        digest=digest_of(text),
        issued_at=now,
        issued_by=actor.staff_id,
        sealed=vault.seal(person_id, "person_label", label_id, {"text": text}),
    )
    session.add(row)
    session.flush()
    record(session, "label.issued", at=now, actor=actor, person_id=person_id, subject_id=row.id)
    return row, text


def _revoke(row: PersonLabel, actor: Doer, why: str, now: datetime) -> None:
    row.revoked_at, row.revoked_by, row.why = now, actor.staff_id, why
