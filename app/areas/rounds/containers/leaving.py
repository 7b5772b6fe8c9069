"""A dose given from a container is in it no more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.rounds.containers.asking import settle
from app.areas.rounds.containers.models import Container, ContainerItem
from app.areas.rounds.hooks import Administered, on_administration
from app.areas.rounds.models import Administration
from app.ground.database import take_revision
from app.ground.vault import Vault
from medication.containers import leaves


def leave(session: Session, vault: Vault, told: Administered) -> None:
    """A dose given from a container is in it no more; undone, it is again. The last one leaves it empty."""
    if told.container_id is None or told.dose_id is None or told.act != "give":
        return
    revision = take_revision(session, told.establishment_id)
    row = session.get(Container, told.container_id)
    if row is None or row.person_id != told.person_id:
        return
    inside = _of_preparation(session, row)
    item = next((one for one in inside if one.dose_id == told.dose_id), None)
    if item is None:
        return
    item.left_at = told.at if _is_out(session, told) else None
    held = [one for one in inside if one.left_at is None]
    row.state = _state(held)
    row.revision = revision
    session.flush()
    settle(session, vault, told.author, row, told.received_at)


def _is_out(session: Session, told: Administered) -> bool:
    """Whether, by what stands now, the dose was swallowed or thrown away. What was just recorded may not be written
    yet; undone, an amendment brings back what it amended."""
    if told.what == "recorded":
        return told.stands and leaves(told.outcome)
    outcomes = session.scalars(
        select(Administration.outcome).where(
            Administration.dose_id == told.dose_id,
            Administration.container_id == told.container_id,
            Administration.stands,
        )
    )
    return any(map(leaves, outcomes))


def _state(held: list[ContainerItem]) -> str:
    if not held:
        return "empty"
    return "non_conform" if any(one.why for one in held) else "prepared"


def _of_preparation(session: Session, row: Container) -> list[ContainerItem]:
    return list(
        session.scalars(
            select(ContainerItem).where(
                ContainerItem.container_id == row.id,
                ContainerItem.preparation_id == row.preparation_id,
            )
        )
    )


on_administration(leave)
