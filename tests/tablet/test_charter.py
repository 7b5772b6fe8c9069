"""The charter on a tablet: told by its wall, accepted by a command like any other, with no network too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.gate.auth.charter.models import CharterAcceptance
from app.gate.auth.charter.texts import CURRENT, charter
from app.tablet import Tablet
from tests.tablet.conftest import Home
from tests.tablet.test_confirming import Bedside


@pytest.fixture
def bedside(home: Home, new_tablet: Callable[..., Tablet]) -> Bedside:
    """Nadia and Aïcha, on their first day."""
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines"))
    made = Bedside(home, tablet, {}, {})
    for name, role in (("Nadia", "nurse"), ("Aïcha", "care_assistant")):
        made.hire(name, "Glycines", role)
    return made


def kept(home: Home) -> list[CharterAcceptance]:
    with home.house.database.read() as session:
        return list(session.scalars(select(CharterAcceptance)))


def accept(bedside: Bedside, name: str, version: int = CURRENT, *, offline: bool = False) -> str:
    bedside.tablet.unlock(name, bedside.keys[name], offline=offline)
    bedside.tablet.record("charter.accept", None, {"version": version})
    outcome: str = bedside.tablet.send()[-1]["outcome"]
    return outcome


def due(bedside: Bedside) -> dict[str, bool]:
    return {one["first_name"]: not one["has_accepted"] for one in bedside.tablet.wall()["staff"]}


def test_the_wall_holds_the_text_until_everybody_of_the_team_has_accepted(
    bedside: Bedside, home: Home
) -> None:
    told = bedside.tablet.wall()["charter"]
    assert (told["version"], told["title"]) == (CURRENT, charter().opening.heading)
    assert accept(bedside, "Nadia") == "applied"
    assert due(bedside)["Aïcha"] and not due(bedside)["Nadia"]
    assert bedside.tablet.wall()["charter"] == told
    assert accept(bedside, "Aïcha") == "applied"
    left = [name for name, is_due in due(bedside).items() if is_due]
    assert left == [] and bedside.tablet.wall()["charter"] is None


def test_what_was_accepted_without_network_counts_from_that_hour(
    bedside: Bedside, home: Home
) -> None:
    bedside.tablet.wall()
    assert accept(bedside, "Nadia", offline=True) == "applied"
    (row,) = kept(home)
    assert (row.version, row.digest) == (CURRENT, charter().digest)
    assert row.device_id is not None and row.accepted_at <= row.received_at


def test_said_twice_the_first_counts(bedside: Bedside, home: Home) -> None:
    assert [accept(bedside, "Nadia") for _ in range(2)] == ["applied", "applied"]
    assert len(kept(home)) == 1


def test_a_version_that_nobody_published_is_put_aside(bedside: Bedside, home: Home) -> None:
    assert accept(bedside, "Nadia", CURRENT + 1) == "quarantined"
    assert kept(home) == []


def test_whoever_has_yet_to_accept_records_all_the_same(bedside: Bedside, home: Home) -> None:
    """At three in the morning care comes first: the tablet asks, the server refuses nothing."""
    tablet = bedside.tablet
    tablet.unlock("Nadia", bedside.keys["Nadia"])
    entry = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé"}
    tablet.record("transmission.record", home.persons["Lenoir"], entry)
    assert tablet.send()[-1]["outcome"] == "applied"
