"""retention: what has come to its end in each home. Destroying it asks for somebody's key, at a desk."""

from __future__ import annotations

import click
from sqlalchemy import select

from app.areas.retention.reckoning import due_now
from app.areas.retention.rules import ACTS, RULES
from app.commands.opening import opened
from app.gate.directory.models import Establishment
from app.ground import clock


@click.command(help="Dit ce qui est arrivé à son terme, sans rien détruire.")
def retention() -> None:
    """One block a home, one line a thing; no name. It is destroyed at a desk, page « Conservation »."""
    with opened() as house, house.database.read() as session:
        for home in session.scalars(select(Establishment).order_by(Establishment.name)):
            due = due_now(session, house, home.id, clock.now())
            click.echo(f"{home.name} : {len(due.free)} ligne(s) à terme.")
            for line in due.lines:
                whose = line.person_id.hex[-6:].upper() if line.person_id else "—"
                act = "retenu" if line.is_held else ACTS[RULES[line.rule].act].lower()
                count = f" ({line.count})" if line.count > 1 else ""
                click.echo(f"    {line.due_on:%d/%m/%Y}  {whose}  {line.rule}{count} : {act}")


COMMANDS = (retention,)
