"""What is done about a request: written down, the asker identified, extended, answered. Each leaves a lasting step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.privacy import rules
from app.areas.privacy.models import RightsRequest, RightsStep
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find
from app.ground.errors import Conflict, Invalid
from app.ground.ids import new_id
from app.ground.vault import Vault

MOST_WORDS: Final = 4000
MOST_NAME: Final = 160
_UNHEARD: Final = (
    "Cette personne n’exerce pas ce droit. La demande se fait par la personne accompagnée, ou par qui la représente "
    "quand une mesure le prévoit (RGPD, 12 ; Code civil, 459)."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, as it is written down. `who` exercises that right for the person (representation rules)."""

    right: str
    asker: str
    asker_name: str
    words: str
    received_on: date
    who: str
    subject: str | None = None


def record_request(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    asked: Asked,
    *,
    today: date,
    now: datetime,
) -> RightsRequest:
    """Writes the request down; its deadlines run from the day it was received. Raises Invalid."""
    _check(asked, today)
    limits = rules.deadlines(asked.right, asked.received_on)
    id = new_id()
    content = {"asker_name": asked.asker_name.strip(), "words": asked.words.strip()}
    row = RightsRequest(
        id=id,
        establishment_id=actor.establishment_id,
        person_id=person_id,
        right=asked.right,
        subject=asked.subject,
        asker=asked.asker,
        received_on=asked.received_on,
        health_by=limits.health_by,
        answer_by=limits.answer_by,
        recorded_at=now,
        recorded_by=actor.staff_id,
        sealed=vault.seal(person_id, "rights_request", id, content),
    )
    session.add(row)
    session.flush()
    _tell(session, "rights.requested", actor, row, now)
    if rules.needs_representative(asked.asker, asked.who):
        add_step(session, vault, actor, row, "asked_representative", "", now)
    return row


def identify(
    session: Session, vault: Vault, actor: Doer, request_id: uuid.UUID, *, how: str, now: datetime
) -> None:
    """Says how the identity of the asker was established. Raises NotFound, Invalid, Conflict."""
    row = _open(session, actor, request_id)
    if not how.strip() or len(how) > MOST_NAME:
        raise Invalid({"how": "Dites comment : pièce vue, personne connue de l’équipe…"})
    if row.is_identified:
        return
    row.is_identified = True
    add_step(session, vault, actor, row, "identified", how, now)
    _tell(session, "rights.identified", actor, row, now)


def extend(
    session: Session,
    vault: Vault,
    actor: Doer,
    request_id: uuid.UUID,
    *,
    why: str,
    today: date,
    now: datetime,
) -> None:
    """Adds two months, once, within the first, with the reason that the asker is told. Raises NotFound, Invalid."""
    row = _open(session, actor, request_id)
    if row.is_extended or not rules.may_extend(row.received_on, today):
        raise Conflict("Le délai ne se prolonge qu’une fois, pendant le premier mois (RGPD, 12.3).")
    _check_words(why, "why")
    row.is_extended = True
    row.answer_by = rules.deadlines(row.right, row.received_on, is_extended=True).answer_by
    add_step(session, vault, actor, row, "extended", why, now)
    _tell(session, "rights.extended", actor, row, now)


def answer(
    session: Session,
    vault: Vault,
    actor: Doer,
    request_id: uuid.UUID,
    *,
    outcome: str,
    ground: str | None,
    words: str,
    now: datetime,
) -> None:
    """Answers, once. A refusal tells its ground; what the law obliges to keep is not granted away. Raises Invalid."""
    row = _open(session, actor, request_id)
    found = rules.problems(
        row.right,
        outcome,
        ground=ground,
        subject=row.subject,
        is_identified=row.is_identified,
    )
    if found:
        raise Invalid(found)
    _check_words(words, "words")
    row.outcome, row.answered_at, row.answered_by = outcome, now, actor.staff_id
    row.ground = ground if outcome in ("refused", "partly") else None
    add_step(session, vault, actor, row, "answered", words, now)
    _tell(session, "rights.answered", actor, row, now, outcome=outcome)


def _check(asked: Asked, today: date) -> None:
    found: dict[str, str] = {}
    if asked.right not in rules.RIGHTS:
        found["right"] = "Choisissez le droit demandé."
    if asked.asker not in rules.ASKERS:
        found["asker"] = "Dites qui demande."
    elif not rules.may_ask(asked.asker, asked.who):
        found["asker"] = _UNHEARD
    if not asked.asker_name.strip() or len(asked.asker_name) > MOST_NAME:
        found["asker_name"] = "Écrivez le nom de qui demande."
    if not asked.words.strip() or len(asked.words) > MOST_WORDS:
        found["words"] = f"Écrivez ce qui est demandé, en {MOST_WORDS} caractères au plus."
    if asked.received_on > today:
        found["received_on"] = "Ce jour est à venir."
    if (asked.right == "opposition") != (asked.subject in rules.OBJECTS):
        found["subject"] = "Dites à quoi la personne s’oppose."
    if found:
        raise Invalid(found)


def _check_words(text: str, name: str) -> None:
    if not text.strip() or len(text) > MOST_WORDS:
        raise Invalid(
            {name: f"Écrivez ce qui est dit à qui demande, en {MOST_WORDS} caractères au plus."}
        )


def _open(session: Session, actor: Doer, request_id: uuid.UUID) -> RightsRequest:
    found = find(session, RightsRequest, actor.establishment_id, request_id)
    row = session.scalars(
        select(RightsRequest).where(RightsRequest.id == found.id).with_for_update()
    ).one()
    if row.outcome is not None:
        raise Conflict("Cette demande a déjà sa réponse.")
    return row


def add_step(
    session: Session,
    vault: Vault,
    actor: Doer,
    row: RightsRequest,
    kind: str,
    text: str,
    now: datetime,
) -> None:
    """Writes down what was done about a request; it stays."""
    id = new_id()
    session.add(
        RightsStep(
            id=id,
            establishment_id=row.establishment_id,
            person_id=row.person_id,
            request_id=row.id,
            kind=kind,
            author_id=actor.staff_id,
            at=now,
            sealed=vault.seal(row.person_id, "rights_step", id, {"text": text.strip()}),
        )
    )


def _tell(
    session: Session, verb: str, actor: Doer, row: RightsRequest, now: datetime, **more: str
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.id,
        detail={"right": row.right, **more},
    )
