"""A line that is written puts in question what was prepared from the version before."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.commands import LineWritten, on_line_written
from app.areas.prescribing.queries import chain_of
from app.areas.rounds.containers import asking
from app.areas.rounds.containers.models import Container, ContainerItem
from app.ground.database import take_revision
from app.ground.house import House
from medication.containers import Item, faults
from medication.schemes import Amount


def question(session: Session, house: House, written: LineWritten) -> None:
    """What was prepared from this line, and is not as it is prescribed now, makes its container not conform until
    somebody clears it."""
    items = [one for one in _of_chain(session, written) if one.why is None]
    if not items:
        return
    chain = chain_of(session, house, written.establishment_id, written.chain_id)
    versions = [one.line for one in chain if one.line is not None]
    found = faults([_value(one) for one in items], versions, written.at)
    for item in sorted(items, key=lambda one: one.due_at):
        if item.dose_id in found:
            item.why = found[item.dose_id]
            row = session.get_one(Container, item.container_id)
            # Its items bear no revision: a second reason is told too.
            row.state, row.revision = "non_conform", take_revision(session, row.establishment_id)
            asking.ask(session, house.vault, row, due_at=item.due_at, now=written.at)
    session.flush()


def _of_chain(session: Session, written: LineWritten) -> list[ContainerItem]:
    """What is in containers now of that line."""
    return list(
        session.scalars(
            select(ContainerItem)
            .join(Container, Container.preparation_id == ContainerItem.preparation_id)
            .where(
                ContainerItem.person_id == written.person_id,
                ContainerItem.chain_id == written.chain_id,
                ContainerItem.left_at.is_(None),
                Container.lost_at.is_(None),
            )
        )
    )


def _value(row: ContainerItem) -> Item:
    return Item(row.dose_id, row.chain_id, row.line_id, Amount(row.amount), row.due_at)


on_line_written(question)
