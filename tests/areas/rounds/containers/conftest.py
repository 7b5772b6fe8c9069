"""Mme Lenoir's three takings a day, and a pillbox for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import DueDose
from app.areas.prescribing.values import Draft
from app.areas.rounds.containers import feed
from app.areas.rounds.containers.commands import clear, create, empty, lose, prepare
from app.areas.rounds.containers.queries import container_of
from app.areas.rounds.containers.values import ContainerValue
from app.ground.house import House
from tests.areas.conftest import NOW, open_home
from tests.areas.prescribing.conftest import THREE_A_DAY, Ward, ward_of

assert feed  # as in every process that serves: containers hear of lines


@dataclass
class Shelf:
    """A ward where pillboxes are prepared, by Nadia."""

    ward: Ward
    chain: UUID
    line: UUID

    def doses(self, count: int = 3) -> list[DueDose]:
        """The next takings: noon and evening of the day, then the days after."""
        return self.ward.doses()[:count]

    def create(self, name: str = "Pilulier du jour", **options: Any) -> UUID:
        created: UUID = self.ward.do(
            create, self.ward.nadia, options.pop("person", self.ward.lenoir), name, **options
        )
        return created

    def prepare(self, container: UUID, doses: Iterable[UUID], **options: Any) -> ContainerValue:
        seen = options.pop("seen", self.read(container).preparation)
        options.setdefault("by", self.ward.nadia)
        by = options.pop("by")
        self.ward.do(prepare, by, container, doses, seen=seen, **options)
        return self.read(container)

    def prepared(self, count: int = 2) -> ContainerValue:
        return self.prepare(self.create(), [one.id for one in self.doses(count)])

    def clear(self, one: ContainerValue, doses: Iterable[UUID], **options: Any) -> ContainerValue:
        seen = options.pop("seen", one.preparation)
        self.ward.do(clear, self.ward.nadia, one.id, doses, seen=seen, **options)
        return self.read(one.id)

    def empty(self, one: ContainerValue, **options: Any) -> ContainerValue:
        return self._by(empty, one, **options)

    def lose(self, one: ContainerValue, **options: Any) -> ContainerValue:
        return self._by(lose, one, **options)

    def _by(self, command: Any, one: ContainerValue, **options: Any) -> ContainerValue:
        told = {"seen": one.preparation, "now": NOW, **options}
        house = self.ward.home.house
        with house.database.write() as session:
            command(session, house, self.ward.nadia, one.id, **told)
        return self.read(one.id)

    def read(self, container: UUID) -> ContainerValue:
        house = self.ward.home.house
        with house.database.read() as session:
            return container_of(session, house.vault, self.ward.home.id, container)


def shelf_of(house: House) -> Shelf:
    structure = {"Glycines": ("101", "102"), "Mimosas": ("201",)}
    ward = ward_of(open_home(house, "Les Tilleuls", ("Hélène", "Roux"), structure))
    written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    return Shelf(ward, written.line.chain, written.line.id)


@pytest.fixture
def shelf(house: House) -> Shelf:
    return shelf_of(house)


@pytest.fixture
def each_shelf(each_house: House) -> Shelf:
    return shelf_of(each_house)


def another(shelf: Shelf, draft: Draft) -> UUID:
    """A second line; returns its first dose."""
    written = shelf.ward.do(prescribe, shelf.ward.nadia, shelf.ward.lenoir, draft)
    return next(one.id for one in shelf.ward.doses() if one.line_id == written.line.id)
