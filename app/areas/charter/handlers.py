"""What tablets say of the charter: whoever unlocked one read it there, with or without network."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.auth.charter import accepting
from app.gate.auth.charter.texts import versions
from app.gate.sync.registry import Body, CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing


class AcceptBody(Body):
    """Which version was on the screen."""

    version: Annotated[int, Field(ge=1)]


def _prepare(_reading: Reading, command: Received) -> None:
    if command.body.version not in versions():
        raise Refusal("invalid", "Cette version de la charte n’existe pas.")


def _apply(writing: Writing, command: Received) -> None:
    writing.settle()
    accepting.note(
        writing.session,
        command.actor,
        command.body.version,
        at=command.at,
        received_at=command.received_at,
    )


register_command(CommandType("charter.accept", AcceptBody, "bedside.use", False, _apply, _prepare))
