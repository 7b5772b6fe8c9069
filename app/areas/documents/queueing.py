"""A document that is whole asks for its check, once what says so is committed; a queue that is away loses nothing."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.areas.documents.hooks import Told, on_complete
from app.ground import jobs
from app.ground.config import Settings
from app.ground.house import House

JOB = "app.jobs.check_paper"
"""The job that checks one part, as the worker knows it."""

_ASKED = "papers_to_check"


@on_complete
def ask_for_check(session: Session, house: House, told: Told) -> None:
    """Before the commit nobody else sees the parts. What a savepoint takes back is asked for nothing, and not found."""
    _, parts = session.info.setdefault(_ASKED, (house.settings, []))
    parts += [str(part) for part in told.parts]


@event.listens_for(Session, "after_commit")
def _ask(session: Session) -> None:
    if _ASKED in session.info and not session.in_nested_transaction():
        ask(*session.info.pop(_ASKED))


def ask(settings: Settings, parts: list[str]) -> bool:
    """Puts the checks in the queue; False when it cannot be reached (the sweep asks again)."""
    return all(jobs.enqueue(settings, JOB, part, to=jobs.PAPERS) for part in parts)
