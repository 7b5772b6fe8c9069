"""What prescriptions ask somebody to do: the kinds of follow-ups they open, and what each is about."""

from __future__ import annotations

import uuid

from app.areas.follow_ups.commands import Kind, Subject, register_kind

CONTROL = register_kind(Kind("control", "Prescription à contrôler", "eye"))
ALERT = register_kind(Kind("alert", "Alerte de traitement", "triangle-alert"))
RECHECK = register_kind(Kind("recheck", "Glycémie à recontrôler", "activity", from_bedside=True))
"""Asked where an insulin waits, because the glycaemia is too low: by whoever stands there, network or not."""

SIGN = register_kind(Kind("sign", "Ordre oral à signer", "pencil"))
QUESTION = register_kind(Kind("question", "Ligne à vérifier", "triangle-alert"))

_CONTROL, _ALERT = "line_control", "alert_seen"
_ORDER, _QUESTION, _PAPER = "order_signature", "line_question", "transcription"
WHAT_LIMIT = 200


def about_chain(chain_id: uuid.UUID) -> Subject:
    """The control of a line, whichever its version."""
    return Subject(_CONTROL, chain_id)


def about_alert(seen_id: uuid.UUID) -> Subject:
    """An alert that the night found."""
    return Subject(_ALERT, seen_id)


def about_order(chain_id: uuid.UUID) -> Subject:
    """The signature of what was ordered by word of mouth on a line, whichever its version."""
    return Subject(_ORDER, chain_id)


def about_question(question_id: uuid.UUID) -> Subject:
    """That a line is questioned."""
    return Subject(_QUESTION, question_id)


def about_paper(document_id: uuid.UUID) -> Subject:
    """What was not copied of a document."""
    return Subject(_PAPER, document_id)


def short(text: str) -> str:
    """One line of a list."""
    return text if len(text) <= WHAT_LIMIT else f"{text[: WHAT_LIMIT - 1]}…"
