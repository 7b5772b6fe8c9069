"""What tablets say about the emergency sheet: that it went on paper, and by whose hand."""

from __future__ import annotations

from app.gate.sync.registry import Body, CommandType, Received, register_command
from app.gate.sync.writing import Writing


class PrintSheet(Body):
    """A sheet was printed: nothing more is said."""


def _printed(_writing: Writing, _command: Received) -> None:
    """Nothing changes; the trace that every command leaves is the whole point."""


register_command(
    CommandType(
        name="sheet.print",
        schema=PrintSheet,
        # A right of its own, which holds in the whole home: what went on paper in an emergency access did.
        permission="sheet.print",
        needs_person=True,
        apply=_printed,
    )
)
