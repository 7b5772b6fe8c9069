"""A container that is not conform any more is a task for a nurse, until somebody has put its content right."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    System,
    close_for,
    open_task,
    register_kind,
)
from app.areas.follow_ups.queries import is_open_about
from app.areas.rounds.containers.models import Container
from app.areas.rounds.containers.queries import opened
from app.gate.audit.record import Doer
from app.ground.vault import Vault

KIND: Final = register_kind(Kind("container", "Pilulier à revoir", "triangle-alert"))
_LONGEST_NAME: Final = 80


def ask(session: Session, vault: Vault, row: Container, *, due_at: datetime, now: datetime) -> None:
    """Once for each container, before the first of the doses in question, or at once where that is past."""
    subject = Subject(KIND.name, row.id)
    if is_open_about(session, row.establishment_id, subject):
        return
    values = opened(session, vault, [row])
    name = values[0].name[:_LONGEST_NAME] if values else "Un pilulier"
    asked = Asked(
        due_at=max(due_at, now),
        kind=KIND.name,
        what=f"{name} : la prescription a changé depuis qu’il est préparé. Le revoir avant de donner.",
        role="nurse",
        label=KIND.label,
        subject=subject,
    )
    by = System(row.establishment_id)
    open_task(session, vault, by, asked, person_id=row.person_id, now=now)


def settle(
    session: Session, vault: Vault, actor: Doer | System, row: Container, now: datetime
) -> None:
    """Whoever put its content right answers; where it was given or emptied meanwhile, nothing is left to be seen to."""
    if row.state != "non_conform":
        close_for(
            session, vault, actor, Subject(KIND.name, row.id), now=now, result=_RESULT[row.state]
        )


_RESULT: Final = {
    "prepared": "Son contenu a été revu.",
    "empty": "Il ne contient plus rien.",
}
