"""Mme Lenoir, about whom medical facts are written by Hélène."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from app.areas.medical import erasing, marks
from app.areas.medical.facts import AllergyDraft, SwallowingDraft
from app.ground.stamps import stamp
from tests.areas.conftest import NOW, Home

assert erasing
assert marks

PENICILLINS = AllergyDraft(
    "class",
    "penicillines",
    "Pénicillines",
    "severe",
    reaction="œdème du visage",
    since="1998",
    said_by="sa fille",
)
CRUSHED = SwallowingDraft("crush", "eau gélifiée", NOW.date())


def version(number: int) -> str:
    """The mark of what a form showed."""
    return stamp({"version": number})


@pytest.fixture
def lenoir(home: Home) -> UUID:
    return home.admit()


@pytest.fixture
def act(home: Home) -> Callable[..., Any]:
    """Carries out a command of the medical area as Hélène, in a transaction of its own."""

    def done(command: Callable[..., Any], person: UUID, *args: Any, **named: Any) -> Any:
        with home.house.database.write() as session:
            return command(
                session, home.house.vault, home.leader, person, *args, **{"now": NOW, **named}
            )

    return done


@pytest.fixture
def read(home: Home) -> Callable[..., Any]:
    """Asks a query of the medical area about one person."""

    def asked(query: Callable[..., Any], person: UUID) -> Any:
        with home.house.database.read() as session:
            return query(session, home.house.vault, [person])[person]

    return asked
