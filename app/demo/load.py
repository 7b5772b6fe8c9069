"""Seeds the demo world in an empty house, once, and marks that house as a demo for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.demo.deciding import decide_about_drugs
from app.demo.documents import keep_papers
from app.demo.family import record_family
from app.demo.filing import record_files
from app.demo.following import record_follow_ups
from app.demo.giving import record_given
from app.demo.knowing import record_knowledge
from app.demo.leaving import plan_absences
from app.demo.own_words import record_own_words
from app.demo.recording import record_home
from app.demo.remembering import record_alerts
from app.demo.settling import settle_home
from app.demo.treating import record_treatments
from app.demo.values import Home, World
from app.demo.world import build
from app.demo.wounds import record_wounds
from app.gate.directory.models import Establishment
from app.ground.clock import to_text
from app.ground.errors import ConfigError
from app.ground.facts import get_fact, set_fact
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from app.ground.vault.keystore import OwnerKey, Secret, WrappingKey

MARKER = "demo"
"""The fact that says so; it is never taken away."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How much was made."""

    homes: int
    staff: int
    persons: int
    entries: int

    def __str__(self) -> str:
        return (
            f"{self.homes} établissements, {self.staff} professionnels, "
            f"{self.persons} personnes, {self.entries} transmissions."
        )


def seed(house: House, *, now: datetime) -> Summary | None:
    """The demo world as it is at `now`, all of it or nothing; None when the house is a demo already.

    Raises ConfigError when the house holds an establishment that is not of the demo.
    """
    world = build(now)
    with acting_for_every(), house.database.write() as session:
        if get_fact(session, MARKER) is not None:
            return None
        if session.scalars(select(Establishment.id).limit(1)).first() is not None:
            raise ConfigError(
                "Cette base contient déjà un établissement : la démonstration veut une base vide."
            )
        _drop_keys_of_nobody(house, [home.id for home in world.homes])
        for home in world.homes:
            settle_home(session, house, home, now=now)
            record_home(session, house, home)
            record_follow_ups(session, house, home)
            decide_about_drugs(session, home, now=now)
            plan_absences(session, house, home, now=now)
            record_files(session, house, home, now=now)
            record_knowledge(session, house, home, now=now)
            record_treatments(session, house, home, now=now)
            record_given(session, house, home, now=now)
            record_alerts(session, house, home, now=now)
            record_wounds(session, house, home, now=now)
            keep_papers(session, house, home, now=now)
            record_family(session, house, home, now=now)
            record_own_words(session, house, home, now=now)
        _mark(session, now)
    return _summary(world)


def _drop_keys_of_nobody(house: House, establishment_ids: Iterable[UUID]) -> None:
    """Keys that an interrupted seeding left in the key store: nothing was ever kept under them."""
    ids = list(establishment_ids)
    with house.vault.keystore.write() as keys:
        for table in (OwnerKey, Secret, WrappingKey):
            keys.execute(delete(table).where(table.establishment_id.in_(ids)))
    house.vault.forget()


def _mark(session: Session, now: datetime) -> None:
    set_fact(session, MARKER, to_text(now))


def _summary(world: World) -> Summary:
    def count(homes: Iterable[Home], what: str) -> int:
        return sum(len(getattr(home, what)) for home in homes)

    return Summary(
        homes=len(world.homes),
        staff=count(world.homes, "staff"),
        persons=count(world.homes, "persons"),
        entries=count(world.homes, "entries"),
    )
