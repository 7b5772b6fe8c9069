"""What was written on a tablet that could read nothing: no network, and a key that opens nothing without it.

The tablet knew neither the person nor the treatment, only the label that was scanned. The server finds whose it is,
and asks a nurse to read it before anything else is given: nothing of it counts as given until somebody who can read
says so.
"""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from sqlalchemy import select

from app.areas.drugs.queries import NoReference, current
from app.areas.follow_ups.commands import Asked, Kind, Subject, open_task, register_kind
from app.areas.rounds.labels.models import PersonLabel
from app.gate.sync.registry import Body, CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing
from transmissions.follow_up_texts import WHAT_LIMIT, validate_what

KIND: Final = register_kind(Kind("unread", "Noté sans lire", "pencil"))
AREA: Final = "unread"
TEXT_LIMIT: Final = 100
_SAYS: Final = {
    "given": "Donné, à reporter avant de redonner",
    "refused": "Refusé, à reporter",
    "note": "À lire",
}


class NoteBody(Body):
    """`label`: the digest of the one that was scanned; `boxes`: the GTIN of each box; `what` happened, and words."""

    label: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    what: Literal["given", "refused", "note"]
    boxes: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{14}$")]], Field(max_length=12)] = []
    text: Annotated[str, Field(max_length=TEXT_LIMIT)] | None = None


def whose(reading: Reading, establishment_id: uuid.UUID, body: NoteBody) -> uuid.UUID | None:
    """Whose label it is in this home, also one that was declared lost since: it was on her door."""
    return reading.session.scalar(
        select(PersonLabel.person_id).where(
            PersonLabel.digest == body.label, PersonLabel.establishment_id == establishment_id
        )
    )


def _prepare(reading: Reading, command: Received) -> str:
    """What a nurse will read. Refuses only what says nothing."""
    body: NoteBody = command.body
    text = (body.text or "").strip()
    if body.what == "note" and not text:
        raise Refusal("invalid", "La note est vide.")
    if problems := validate_what(text or None):
        raise Refusal("invalid", problems[0][1])
    quoted = f"« {text} »" if text else ""
    room = WHAT_LIMIT - len(_SAYS[body.what]) - len(quoted) - 6
    boxes = _shortened(", ".join(_names(reading, body.boxes)), room)
    said = " · ".join(part for part in (boxes, quoted) if part)
    return f"{_SAYS[body.what]} : {said}" if said else _SAYS[body.what]


def _names(reading: Reading, boxes: list[str]) -> list[str]:
    """What the reference calls each box; its code when it knows none."""
    if not boxes:
        return []
    try:
        reference = current(reading.house)
    except NoReference:
        return list(dict.fromkeys(boxes))
    found: list[Any] = [
        reference.products.get(reference.by_cip13.get(gtin.removeprefix("0"), "")) for gtin in boxes
    ]
    named = [one.name if one else gtin for one, gtin in zip(found, boxes, strict=True)]
    return list(dict.fromkeys(named))


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room - 1, 0)]}…"


def _note(writing: Writing, command: Received) -> None:
    assert command.person_id is not None
    body: NoteBody = command.body
    asked = Asked(
        due_at=command.at,
        kind=KIND.name,
        what=command.prepared,
        role="nurse",
        urgent=body.what != "note",
        subject=Subject(AREA, command.id),
    )
    open_task(
        writing.session,
        writing.vault,
        command.actor,
        asked,
        person_id=command.person_id,
        now=command.received_at,
        occurred_at=command.at,
        id=uuid.uuid5(command.id, AREA),
    )


register_command(
    CommandType("label.note", NoteBody, "journal.write", True, _note, _prepare, whose=whose)
)
