"""What was found of an as-needed dose: no relief, or an adverse effect, is for a nurse to look at.

Whoever gave may be an aide: what they find must reach somebody who may do something about it. Taken back, the answer
takes the task with it.
"""

from __future__ import annotations

import uuid
from typing import Final

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import (
    Answered,
    Asked,
    Kind,
    Subject,
    close_for,
    on_answer,
    open_task,
    register_kind,
)
from app.areas.follow_ups.queries import is_open_about
from app.areas.prescribing.queries import version_known
from app.areas.rounds import standing
from app.areas.rounds.effects import EFFECT
from app.areas.rounds.keeping import UNNAMED
from app.ground.vault import Vault
from medication.afterwards import EFFECTS
from medication.spoken import drug_words

FOUND: Final = register_kind(Kind("effect_found", "Effet à évaluer", "triangle-alert"))
AREA: Final = "effect_found"
_WORDS: Final = {
    EFFECTS["adverse"]: "Effet indésirable noté après {drug} : voir la personne.",
    EFFECTS["none"]: "Pas soulagé par {drug} : évaluer, prévenir le médecin s’il le faut.",
}
"""What a nurse is told, the gravest first."""


def hear(session: Session, vault: Vault, told: Answered) -> None:
    """Asks a nurse to look where there is something to look at; closes that when the answer is taken back."""
    subject = Subject(AREA, told.follow_up_id)
    if told.done.kind == "reopen":
        close_for(
            session,
            vault,
            told.author,
            subject,
            now=told.by.received_at,
            outcome="not_needed",
            result="La réponse a été annulée.",
            occurred_at=told.by.at,
        )
        return
    said = {*told.done.chips, (told.done.result or "").strip().lower()}
    found = next((one for one in _WORDS if one in said), None)
    if found is None or is_open_about(session, told.author.establishment_id, subject):
        return
    asked = Asked(
        due_at=told.by.at,
        kind=FOUND.name,
        what=_WORDS[found].format(drug=_drug(session, vault, told)),
        role="nurse",
        urgent=found == EFFECTS["adverse"],
        label=FOUND.label,
        subject=subject,
    )
    open_task(
        session,
        vault,
        told.author,
        asked,
        person_id=told.person_id,
        now=told.by.received_at,
        occurred_at=told.by.at,
    )


def _drug(session: Session, vault: Vault, told: Answered) -> str:
    """The name of what was given."""
    about: uuid.UUID = told.subject.id if told.subject else told.follow_up_id
    given = standing.find(session, about)
    version = None if given is None else version_known(session, vault, given.line_id)
    line = None if version is None else version.line
    return UNNAMED if line is None else drug_words(line)[:120]


on_answer(EFFECT, hear)
