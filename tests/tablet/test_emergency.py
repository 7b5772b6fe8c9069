"""Break-glass from a tablet: who is found, what opens, for how long, and what never does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.areas.journal.commands import write_entry
from app.gate.audit.models import AuditEvent
from app.gate.auth import emergency
from app.gate.auth.models import EmergencyAccess
from app.ground import clock
from app.tablet import Problem, Tablet
from tests.tablet.conftest import Home
from tests.tablet.test_confirming import Bedside
from transmissions.entry import Draft

WHY = "Malaise au salon, équipe des Mimosas absente"
ROY = {"family_name": "Roy", "given_name": "Jeanne", "born_on": "1931-03-03"}
HOUR = timedelta(minutes=60)


@pytest.fixture
def nadia(home: Home, new_tablet: Callable[..., Tablet]) -> Bedside:
    """A nurse of Glycines, on a tablet of Glycines. Mrs Roy lives in Mimosas."""
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines"))
    made = Bedside(home, tablet, {}, {})
    made.hire("Nadia", "Glycines", "nurse")
    tablet.unlock("Nadia", made.keys["Nadia"])
    return made


def search(bedside: Bedside, **changed: Any) -> Any:
    told = {name: value for name, value in {**ROY, **changed}.items() if value is not None}
    return bedside.tablet.connection.post("/api/v1/emergencies/search", told)["person"]


def running(bedside: Bedside) -> list[dict[str, Any]]:
    accesses: list[dict[str, Any]] = bedside.tablet.connection.get("/api/v1/emergencies")[
        "accesses"
    ]
    return accesses


def open_roy(bedside: Bedside, *, reason: str = WHY, with_key: bool = True, **options: Any) -> Any:
    keys = [bedside.key("author", "Nadia")] if with_key else []
    roy = bedside.home.persons["Roy"]
    bedside.tablet.record("emergency.open", roy, {"reason": reason}, keys=keys, **options)
    return bedside.tablet.send()[0]


def kept(home: Home) -> list[EmergencyAccess]:
    with home.house.database.read() as session:
        return list(session.scalars(select(EmergencyAccess)))


def verbs(home: Home) -> list[str]:
    with home.house.database.read() as session:
        return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def write_about(home: Home, person: str, data: str) -> UUID:
    draft = Draft(cible="bon-appetit", vocabulary=1, data=data)
    with home.house.database.write() as session:
        about = home.persons[person]
        return write_entry(
            session, home.house.vault, home.leader, draft, person_id=about, now=clock.now()
        )


def test_the_file_comes_for_an_hour_and_leaves_after(nadia: Bedside, home: Home) -> None:
    entry = write_about(home, "Roy", "A refusé son repas.")
    write_about(home, "Lenoir", "A bien dormi.")
    found = search(nadia)
    assert (found["name"], found["unit"], found["covered"]) == ("Roy Jeanne", "Mimosas", False)
    assert running(nadia) == []
    assert open_roy(nadia) == {"id": str(kept(home)[0].id), "outcome": "applied"}
    (access,) = running(nadia)
    assert access["person"] == found["id"]
    rows = access["rows"]
    assert [row["id"] for row in rows["person"]] == [found["id"]]
    assert [row["id"] for row in rows["entry"]] == [str(entry)]
    assert "staff" not in rows
    with clock.frozen(clock.now() + HOUR + timedelta(seconds=2)):
        nadia.tablet.unlock("Nadia", nadia.keys["Nadia"])
        assert running(nadia) == []


def test_the_neighbours_stay_closed(home: Home, new_tablet: Callable[..., Tablet]) -> None:
    tablet = new_tablet()
    tablet.enrol(home.device("Mimosas"))
    made = Bedside(home, tablet, {}, {})
    made.hire("Denise", "Mimosas", "nurse")
    tablet.unlock("Denise", made.keys["Denise"])
    write_about(home, "Petit", "Sa voisine de chambre.")
    lenoir, keys = home.persons["Lenoir"], [made.key("author", "Denise")]
    tablet.record("emergency.open", lenoir, {"reason": WHY}, keys=keys)
    tablet.send()
    (access,) = running(made)
    assert [row["id"] for row in access["rows"]["person"]] == [str(lenoir)]
    assert access["rows"]["entry"] == []


def test_it_is_read_by_others_and_told_to_the_trail(nadia: Bedside, home: Home) -> None:
    open_roy(nadia)
    running(nadia)
    with home.house.database.read() as session:
        (told,) = emergency.openings(session, home.house, home.leader.establishment_id)
        assert emergency.unread(session, home.leader) == 1
    assert (told.reason, told.staff_id) == (WHY, nadia.staff["Nadia"])
    assert {"emergency.open", "person.open"} <= set(verbs(home))


def test_the_unit_of_the_tablet_never_gets_the_rows(nadia: Bedside, home: Home) -> None:
    """What a team shares on a tablet holds nothing of it."""
    open_roy(nadia)
    nadia.tablet.pull("Glycines")
    roy = str(home.persons["Roy"])
    assert roy not in nadia.tablet.rows.kinds["person"]


def test_without_the_key_no_file_opens(nadia: Bedside, home: Home) -> None:
    answer = open_roy(nadia, with_key=False)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unconfirmed")
    assert (kept(home), running(nadia)) == ([], [])


def test_a_colleagues_key_opens_nothing(nadia: Bedside, home: Home) -> None:
    nadia.hire("Bruno", "Glycines", "nurse")
    roy = home.persons["Roy"]
    keys = [nadia.key("witness", "Bruno")]
    nadia.tablet.record("emergency.open", roy, {"reason": WHY}, keys=keys)
    assert nadia.tablet.send()[0]["code"] == "unconfirmed"
    assert kept(home) == []


def test_offline_it_counts_from_the_bedside_and_is_read_afterwards(
    nadia: Bedside, home: Home
) -> None:
    keys, roy = [nadia.key("author", "Nadia")], home.persons["Roy"]
    nadia.tablet.record("emergency.open", roy, {"reason": WHY}, keys=keys, offline=True)
    (answer,) = nadia.tablet.send()
    assert answer["outcome"] == "applied"
    (access,) = kept(home)
    assert access.ends_at - access.opened_at == HOUR


def test_it_opens_reading_never_writing(nadia: Bedside, home: Home) -> None:
    open_roy(nadia)
    body = {"cible": "bon-appetit", "vocabulary": 1, "data": "x"}
    nadia.tablet.record("transmission.record", home.persons["Roy"], body)
    assert nadia.tablet.send()[0]["code"] == "never_allowed"


def test_a_sheet_printed_in_it_is_told_under_the_right_person(nadia: Bedside, home: Home) -> None:
    """It may be written before the server knew of the access, or after it ended: paper came out all the same."""
    open_roy(nadia)
    roy = home.persons["Roy"]
    nadia.tablet.record("sheet.print", roy, {}, offline=True)
    assert nadia.tablet.send()[0]["outcome"] == "applied"
    with home.house.database.read() as session:
        events = select(AuditEvent).where(AuditEvent.verb == "sheet.print")
        (told,) = session.scalars(events).all()
    assert (told.person_id, told.actor_id) == (roy, nadia.staff["Nadia"])


@pytest.mark.parametrize("reason", ["", "urgence", " " * 40])
def test_a_reason_that_says_nothing_is_put_aside(nadia: Bedside, reason: str) -> None:
    assert open_roy(nadia, reason=reason)["code"] == "invalid"


@pytest.mark.parametrize(
    "changed",
    [
        {"family_name": "Ro"},
        {"given_name": "Jean"},
        {"born_on": "1931-03-04"},
        {"family_name": "", "given_name": ""},
    ],
)
def test_names_are_not_browsed(nadia: Bedside, changed: dict[str, str]) -> None:
    assert search(nadia, **changed) is None


def test_accents_and_case_are_no_obstacle_to_an_exact_name(nadia: Bedside) -> None:
    assert search(nadia, family_name="ROY", given_name="jeanne") is not None


def test_neither_day_nor_room_is_a_question_without_an_answer(nadia: Bedside) -> None:
    for changed in ({"born_on": None}, {"born_on": "hier"}):
        with pytest.raises(Problem) as refused:
            search(nadia, **changed)
        assert refused.value.status == 422


def test_one_of_ones_own_unit_needs_no_emergency(nadia: Bedside) -> None:
    assert search(nadia, family_name="Lenoir")["covered"] is True


def test_a_care_assistant_does_not_open_other_units(home: Home, nadia: Bedside) -> None:
    nadia.hire("Aïcha", "Glycines")
    nadia.tablet.unlock("Aïcha", nadia.keys["Aïcha"])
    with pytest.raises(Problem) as refused:
        search(nadia)
    assert refused.value.status == 403
    keys = [nadia.key("author", "Aïcha")]
    nadia.tablet.record("emergency.open", home.persons["Roy"], {"reason": WHY}, keys=keys)
    assert nadia.tablet.send()[0]["code"] == "never_allowed"


def test_it_ends_when_its_author_says_so(nadia: Bedside, home: Home) -> None:
    open_roy(nadia)
    nadia.tablet.connection.post(f"/api/v1/emergencies/{home.persons['Roy']}/end", {})
    assert running(nadia) == []
