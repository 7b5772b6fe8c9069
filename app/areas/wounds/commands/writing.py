"""Saying something new of a wound, at a desk."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.areas.wounds import saying
from app.areas.wounds.keeping import Doing
from app.areas.wounds.queries import wound_of
from app.areas.wounds.values import WoundValue
from app.gate.audit.record import Doer, record
from app.gate.auth.policy import allows
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.wounds import Assessment, Consent, Described, judge, judge_described
from transmissions.wounds.consent import consent_problems
from transmissions.wounds.judging import Problem, Question, text_problems
from transmissions.wounds.naming import ENDINGS


@dataclass(frozen=True, slots=True)
class Typed:
    """An assessment as it was typed at a desk. `is_answered`: the questions about it were answered."""

    said: Assessment
    taken_at: datetime
    next_days: int | None = None
    is_answered: bool = False


class Asked(Exception):
    """Nothing was kept: these questions come first."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(questions[0].says)
        self.questions = questions


def refuse(problems: Iterable[Problem], prefix: str = "") -> None:
    """Raises Invalid with the first problem of each field."""
    found: dict[str, str] = {}
    for one in problems:
        found.setdefault(prefix + one.field, one.says)
    if found:
        raise Invalid(found)


def doing_of(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    now: datetime,
    taken_at: datetime | None = None,
) -> Doing:
    """Whoever acts at a desk, with the revision in hand."""
    take_revision(session, actor.establishment_id)
    return Doing(session, vault, actor, person_id, taken_at or now, now, now)


def open_wound(
    session: Session,
    vault: Vault,
    actor: Doer,
    said: Described,
    consent: Consent | None,
    *,
    person_id: uuid.UUID,
    today: date,
    now: datetime,
) -> uuid.UUID:
    """Opens a wound and returns its id. Raises Invalid."""
    refuse(judge_described(said, today=today))
    if consent is not None:
        refuse(consent_problems(consent), "consent_")
    doing = doing_of(session, vault, actor, person_id, now)
    wound_id = new_id()
    may_assess = allows(actor.role, "wound.assess")
    saying.open_wound(doing, said, consent, id=wound_id, may_assess=may_assess)
    trace(doing, "wound.open", wound_id)
    return wound_id


def answer_consent(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    said: Consent,
    *,
    now: datetime,
) -> None:
    """Keeps another answer about pictures. Raises Invalid, NotFound."""
    refuse(consent_problems(said))
    doing, wound = reached(session, vault, actor, wound_id, now)
    saying.answer_consent(doing, wound.id, said, id=new_id())
    trace(doing, "wound.consent", wound.id)


def assess(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    typed: Typed,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps an assessment and returns its id. Raises Invalid, Asked, NotFound, Conflict."""
    doing, wound = reached(session, vault, actor, wound_id, now, typed.taken_at)
    if wound.closed_at is not None:
        raise Conflict("Cette plaie est close : rouvrez-la avant de l’évaluer.")
    judged_clear(wound, typed)
    act_id = new_id()
    one = saying.Assessed(typed.said, next_days=typed.next_days, is_confirmed=typed.is_answered)
    saying.assess(doing, wound, one, id=act_id)
    trace(doing, "wound.assess", act_id)
    return act_id


def close(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    ending: str,
    note: str | None,
    *,
    now: datetime,
) -> None:
    """Closes a wound. Raises Invalid, NotFound, and Conflict when it is closed."""
    if ending not in ENDINGS:
        raise Invalid({"ending": "Dites pourquoi elle n’est plus suivie."})
    refuse(text_problems("note", note))
    if ending == "other" and not (note or "").strip():
        raise Invalid({"note": "Dites la raison en quelques mots."})
    doing, wound = reached(session, vault, actor, wound_id, now)
    if wound.closed_at is not None:
        raise Conflict("Cette plaie a été close entre-temps : la page le montre.")
    act_id = new_id()
    saying.close(doing, wound, ending, note, id=act_id)
    trace(doing, "wound.close", act_id)


def reopen(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    *,
    now: datetime,
) -> None:
    """Opens a closed wound again. Raises NotFound, and Conflict when it is open."""
    doing, wound = reached(session, vault, actor, wound_id, now)
    if wound.closed_at is None:
        raise Conflict("Cette plaie a été rouverte entre-temps : la page le montre.")
    act_id = new_id()
    saying.reopen(doing, wound, None, id=act_id)
    trace(doing, "wound.reopen", act_id)


def reached(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    now: datetime,
    taken_at: datetime | None = None,
) -> tuple[Doing, WoundValue]:
    """The wound as it stands until the commit. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    wound = wound_of(session, vault, actor.establishment_id, wound_id)
    return doing_of(session, vault, actor, wound.person_id, now, taken_at), wound


def judged_clear(wound: WoundValue, typed: Typed, corrects: uuid.UUID | None = None) -> None:
    """Raises Invalid, Asked."""
    earlier = [
        act.assessment
        for act in wound.counted
        if act.taken_at < typed.taken_at and act.id != corrects
    ]
    previous = earlier[-1] if earlier else None
    kind = wound.described.kind
    judged = judge(kind, typed.said, previous=previous, is_confirmed=typed.is_answered)
    refuse(judged.problems)
    if judged.questions:
        raise Asked(judged.questions)


def trace(doing: Doing, verb: str, subject_id: uuid.UUID) -> None:
    """The event of one gesture."""
    record(
        doing.session,
        verb,
        at=doing.now,
        actor=doing.actor,
        person_id=doing.person_id,
        subject_id=subject_id,
        occurred_at=doing.at,
    )
