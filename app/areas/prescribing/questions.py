"""Lines that are questioned: a prescriber refused to sign, a reading differs from the paper, the paper is gone.

Nothing is stopped by it: a dose left out for a doubt can harm as much as a dose given. Whoever gives is told and asked
for a reason, an aide calls the nurse, and a nurse has something urgent to do until somebody settles it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, System, close_for, open_task
from app.areas.prescribing.models import LineQuestion
from app.areas.prescribing.tasks import QUESTION, about_question, short
from app.gate.audit.record import Doer, record
from app.gate.sync.scope import parts
from app.ground.ids import new_id
from app.ground.vault import KeyGone, SealBroken, Vault

Kind = Literal["sign_refused", "differs", "paper_gone"]
SettledAs = Literal["changed", "stopped", "signed", "controlled", "kept"]
LABELS: Final[dict[str, str]] = {
    "sign_refused": "Ordre oral non confirmé par le médecin",
    "differs": "Écart avec l’ordonnance",
    "paper_gone": "Ordonnance retirée ou refusée",
}
BY_READING: Final = frozenset(("differs", "paper_gone"))
"""What a second reading answers."""
_TABLE = "line_question"


@dataclass(frozen=True, slots=True)
class Question:
    """One that is open. `text` is in the words of whoever asked."""

    id: uuid.UUID
    chain: uuid.UUID
    person_id: uuid.UUID
    kind: str
    drug: str
    text: str
    asked_by: uuid.UUID | None
    asked_at: datetime

    @property
    def label(self) -> str:
        return LABELS.get(self.kind, "Ligne à vérifier")

    @property
    def says(self) -> str:
        """In one sentence, which drug first: it is read among others."""
        return ". ".join(
            part for part in (f"{self.drug} : {self.label.lower()}", self.text) if part
        )


def ask_about(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    kind: Kind,
    *,
    text: str,
    drug: str,
    now: datetime,
) -> uuid.UUID:
    """Questions a line, and tells a nurse at once; the same question that is open already is not asked twice."""
    known = session.scalar(_open().where(LineQuestion.chain_id == chain_id, _is(kind)).limit(1))
    if known is not None:
        return known.id
    by = None if isinstance(actor, System) else actor.staff_id
    row = LineQuestion(
        id=new_id(),
        chain_id=chain_id,
        person_id=person_id,
        establishment_id=actor.establishment_id,
        kind=kind,
        asked_by=by,
        asked_at=now,
    )
    row.sealed = vault.seal(person_id, _TABLE, row.id, {"drug": drug, "text": text, "answer": None})
    session.add(row)
    session.flush()
    asked = Asked(
        due_at=now,
        kind=QUESTION.name,
        what=short(f"{LABELS[kind]} : {drug}. {text}"),
        role="nurse",
        urgent=True,
        subject=about_question(row.id),
    )
    system = System(actor.establishment_id)
    open_task(session, vault, system, asked, person_id=person_id, now=now)
    _trace(session, "prescription.questioned", actor, row, now, {"kind": kind})
    return row.id


def settle(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    chain_id: uuid.UUID,
    settled_as: SettledAs,
    *,
    now: datetime,
    kinds: Collection[str] = tuple(LABELS),
    answer: str | None = None,
) -> int:
    """Answers what is asked about a line, and closes what it asked a nurse to do; returns how many it answered."""
    rows = session.scalars(
        _open().where(LineQuestion.chain_id == chain_id, LineQuestion.kind.in_(kinds))
    ).all()
    for row in rows:
        row.settled_at, row.settled_as = now, settled_as
        row.settled_by = None if isinstance(actor, System) else actor.staff_id
        if answer is not None:
            row.sealed = _answered(vault, row, answer)
        close_for(session, vault, actor, about_question(row.id), now=now, result=answer)
        _trace(session, "prescription.settled", actor, row, now, {"as": settled_as})
    session.flush()
    return len(rows)


def open_of(
    session: Session, vault: Vault, person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Question]]:
    """What is asked about the lines of these persons, by line, the first asked first."""
    rows = [
        row
        for some in parts(person_ids)
        for row in session.scalars(
            _open().where(LineQuestion.person_id.in_(some)).order_by(LineQuestion.asked_at)
        )
    ]
    return _by_chain(vault, rows)


def asked_about(session: Session, vault: Vault, chain_id: uuid.UUID) -> list[Question]:
    """What is asked about one line."""
    rows = session.scalars(_open().where(LineQuestion.chain_id == chain_id)).all()
    return _by_chain(vault, rows).get(chain_id, [])


def questioned_since(session: Session, establishment_id: uuid.UUID, since: int) -> set[uuid.UUID]:
    """Whose lines were questioned, or answered for, after that revision."""
    return set(
        session.scalars(
            select(LineQuestion.person_id).where(
                LineQuestion.establishment_id == establishment_id, LineQuestion.revision > since
            )
        )
    )


def _open() -> Any:
    return select(LineQuestion).where(LineQuestion.settled_at.is_(None))


def _is(kind: Kind) -> Any:
    return LineQuestion.kind == kind


def _answered(vault: Vault, row: LineQuestion, answer: str) -> bytes:
    return vault.seal(row.person_id, _TABLE, row.id, {**_words(vault, row), "answer": answer})


def _by_chain(vault: Vault, rows: Iterable[LineQuestion]) -> dict[uuid.UUID, list[Question]]:
    found: dict[uuid.UUID, list[Question]] = {}
    for row in rows:
        try:
            words = _words(vault, row)
        except KeyGone:
            continue
        names = ("id", "person_id", "kind", "asked_by", "asked_at")
        told = {name: getattr(row, name) for name in names}
        one = Question(**told, chain=row.chain_id, drug=words["drug"], text=words["text"])
        found.setdefault(row.chain_id, []).append(one)
    return found


def _words(vault: Vault, row: LineQuestion) -> dict[str, Any]:
    """In whose words it was asked; a question whose seal is broken is asked all the same, without them."""
    try:
        return dict(vault.open(row.person_id, _TABLE, row.id, row.sealed))
    except SealBroken:
        return {"drug": "Une ligne", "text": ""}


def _trace(
    session: Session,
    verb: str,
    actor: Doer | System,
    row: LineQuestion,
    now: datetime,
    detail: dict[str, Any],
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=None if isinstance(actor, System) else actor,
        establishment_id=row.establishment_id,
        person_id=row.person_id,
        subject_id=row.chain_id,
        detail=detail,
    )
