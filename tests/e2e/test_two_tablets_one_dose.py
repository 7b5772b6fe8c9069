"""Two tablets that cannot hear each other record the same dose: both are kept, somebody is told, a nurse decides."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp
from app.areas.persons.queries import persons_of
from app.areas.prescribing.commands import Draft, Overriding, ReasonsNeeded, prescribe, stop
from app.areas.rounds.models import Administration, DoseConflict, DoseResolution
from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from app.tablet import Authenticator
from app.tablet import Tablet as Client
from medication.prescription import Line, Prescribed, Regular, Take
from tests.e2e.people import HOME, enrol, enrolment, invitation, register, staff, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
HELENE = Actor(staff("helene"), HOME, "lead_nurse", None)
NOTE = "Deux comprimés dans le pilulier, un seul manquait"


def herb(name: str) -> Prescribed:
    """What no alert can interrupt."""
    return Prescribed(name, None, (), name, "", "")


@contextmanager
def writing(server: Server) -> Iterator[tuple[House, Session]]:
    """The server's own database, from beside it."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        yield house, session
    house.close()


@dataclass
class Prescription:
    """A line of Mme Lenoir's with a dose every hour, and those to come, the next one first."""

    person: uuid.UUID
    line: Line


def prescribed(server: Server, name: str) -> Prescription:
    takes = tuple(Take(f"{hour:02}:00", Decimal(1)) for hour in range(24))
    draft = Draft(drug=herb(name), route="orale", unit="comprimé", scheme=Regular(takes))
    with writing(server) as (house, session):
        persons, now = persons_of(session, house, HOME), clock.now()
        person = next(one.id for one in persons if one.family_name == "Lenoir")
        try:
            written = prescribe(session, house, HELENE, person, draft, now=now)
        except ReasonsNeeded as needed:
            reasons = [Overriding(one.identity, "monitored") for one in needed.asked]
            id_ = new_id()
            written = prescribe(
                session, house, HELENE, person, draft, now=now, id=id_, overriding=reasons
            )
    return Prescription(person, written.line)


@dataclass
class Hand:
    """Somebody with a tablet of the Glycines, opened and then out of reach of any network."""

    client: Client

    def doses(self, line: Line) -> list[dict[str, Any]]:
        """As the tablet has them."""
        rows = self.client.rows.kinds["dose"].values()
        return sorted(
            (row for row in rows if row["line"] == str(line.id)), key=lambda row: row["due_at"]
        )

    def record(self, dose: dict[str, Any], line: Line, outcome: str) -> uuid.UUID:
        body = {
            "dose": dose["id"],
            "chain": str(line.chain),
            "line": str(line.id),
            "act": "give",
            "outcome": outcome,
            "amount": "1" if outcome == "given" else None,
            "identified": "face",
            "scan": {"how": "none", "no_scan": "no_box"},
        }
        return self.client.record("dose.administer", dose["person"], body)


@contextmanager
def hand(server: Server, name: str, who: str) -> Iterator[Hand]:
    client, key = Client(server.origin), Authenticator()
    client.enrol(enrolment(server, name, ["glycines"]).rsplit("/", 1)[1])
    client.register(invitation(server, who).rsplit("/", 1)[1], key)
    client.wall()
    client.unlock(str(staff(who)), key)
    client.pull_all()
    yield Hand(client)
    client.close()


def kept(server: Server, *ids: uuid.UUID) -> dict[uuid.UUID, tuple[uuid.UUID, str, set[str]]]:
    """Who recorded what, and with which flags."""
    with writing(server) as (_, session):
        rows = session.scalars(select(Administration).where(Administration.id.in_(ids))).all()
        return {row.id: (row.author_id, row.outcome, set(row.flags or ())) for row in rows}


def events(server: Server, verb: str, person: uuid.UUID) -> list[uuid.UUID | None]:
    """Who did it, by the trail."""
    with writing(server) as (_, session):
        query = select(AuditEvent.actor_id).where(
            AuditEvent.verb == verb, AuditEvent.person_id == person
        )
        return list(session.scalars(query))


def urgent(server: Server, person: uuid.UUID) -> list[bool]:
    """Of each urgent thing to do about a disagreement, whether it was answered."""
    with writing(server) as (_, session):
        query = select(FollowUp.closed_at).where(
            FollowUp.person_id == person, FollowUp.kind == "dose_conflict", FollowUp.is_urgent
        )
        return [at is not None for at in session.scalars(query)]


def test_both_outcomes_are_kept_flagged_told_at_once_and_settled(
    server: Server, new_tablet: Make
) -> None:
    tea, balm = prescribed(server, "Camomille"), prescribed(server, "Tilleul")
    nadias = new_tablet(server.origin)
    nadias.start()
    enrol(server, nadias, "Tablette 3", "glycines")
    register(server, nadias, "nadia")
    nadias.goto("/")
    unlock(nadias, "nadia")
    page = nadias.page
    strip = page.locator(".disagreement-strip")

    with (
        hand(server, "Tablette 1", "aicha") as aicha,
        hand(server, "Tablette 2", "thibaut") as thibaut,
    ):
        first, second = aicha.doses(tea.line)[:2]
        (alone, *_) = aicha.doses(balm.line)
        twice = [each.record(first, tea.line, "given") for each in (aicha, thibaut)]
        either = [
            aicha.record(second, tea.line, "given"),
            thibaut.record(second, tea.line, "refused"),
        ]
        with writing(server) as (house, session):
            now = clock.now()
            stop(
                session, house, HELENE, balm.line.chain, reason="Arrêt", seen=balm.line.id, now=now
            )
        stopped = aicha.record(alone, balm.line, "given")  # her tablet has not heard of it
        assert {one["outcome"] for one in aicha.client.send()} == {"applied"}
        expect(strip).to_have_count(0)
        assert {one["outcome"] for one in thibaut.client.send()} == {"applied"}

        # Nadia's own tablet says so, wherever she is.
        expect(strip).to_contain_text("2 désaccords")
        facts = kept(server, *twice, *either, stopped)
        assert {id_: fact[:2] for id_, fact in facts.items()} == {
            twice[0]: (staff("aicha"), "given"),
            twice[1]: (staff("thibaut"), "given"),
            either[0]: (staff("aicha"), "given"),
            either[1]: (staff("thibaut"), "refused"),
            stopped: (staff("aicha"), "given"),
        }
        for late in (twice[1], either[1]):
            assert "already_recorded" in facts[late][2]
        assert {"line_stopped", "dose_withdrawn"} & facts[stopped][2]
        assert urgent(server, tea.person) == [False, False]

        # One is settled at the bedside, in two touches and a few words.
        strip.get_by_role("button").click()
        settle_at_the_bedside(page)
        expect(strip).to_contain_text(re.compile("Désaccord sur une prise.*Lenoir"))

        # The other at a desk.
        desk = Visit(server, new_tablet(server.origin))
        desk.tablet.start()
        desk.sit_down("helene")
        settle_at_a_desk(desk)
        expect(strip).to_have_count(0)

        # Both givers are told what stands.
        for each in (aicha, thibaut):
            each.client.pull_all()
            settled = each.client.rows.kinds["dose_conflict"].values()
            assert {one["dose"] for one in settled if one["resolved"]} == {
                first["id"],
                second["id"],
            }
    check_what_remains(server, tea, first["id"], second["id"])


def settle_at_the_bedside(page: Page) -> None:
    sheet = page.locator("dialog.resolving")
    expect(sheet.locator(".side")).to_have_count(2)
    expect(sheet).to_contain_text("Camomille")
    for author in ("Aïcha", "Thibaut"):
        expect(sheet).to_contain_text(author)
    sheet.get_by_role("textbox").fill(NOTE)
    sheet.get_by_role("button", name="Celle-ci compte").first.click()
    expect(sheet).to_have_count(0)


def settle_at_a_desk(desk: Visit) -> None:
    page = desk.page
    desk.tablet.goto("/bureau/tournees/desaccords")
    page.get_by_role("link", name=re.compile("^Trancher")).click()
    expect(page.locator(".round-side")).to_have_count(2)
    page.get_by_role("radio", name=re.compile("C’est ce qui compte")).first.check()
    page.get_by_role("button", name="Trancher").click()
    expect(page.get_by_role("status")).to_contain_text("Désaccord tranché")
    expect(page.get_by_role("heading", name="Rien à trancher")).to_be_visible()
    expect(page.locator("main")).to_contain_text(NOTE)


def check_what_remains(server: Server, tea: Prescription, *doses: str) -> None:
    """Nothing was erased: two outcomes a dose, one word of a nurse's each, and who did what."""
    with writing(server) as (_, session):
        for dose in map(uuid.UUID, doses):
            rows = session.scalars(
                select(Administration).where(Administration.dose_id == dose)
            ).all()
            said = session.scalars(
                select(DoseResolution).where(DoseResolution.dose_id == dose)
            ).one()
            assert len(rows) == 2
            assert {uuid.UUID(one) for one in said.seen} == {row.id for row in rows}
            conflict = session.get(DoseConflict, dose)
            assert conflict is not None and conflict.closed_at is not None
    assert sorted(map(str, events(server, "dose.resolve", tea.person))) == sorted(
        [str(staff("nadia")), str(staff("helene"))]
    )
    assert urgent(server, tea.person) == [True, True]
