"""A walk over the whole URL map: nobody, every role, and Chloé of the other home with the ids of ours.

A new route that is not in the access table, or names something this test cannot make, fails here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.areas.documents import commands as documents
from app.areas.documents.models import DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import seal
from app.areas.drugs.recalls.commands import write_recalls
from app.areas.drugs.recalls.drafts import RecallDraft, RecalledPack
from app.areas.family import commands as family
from app.areas.follow_ups.commands import Asked, open_task
from app.areas.medical.commands import add_allergy, add_record
from app.areas.medical.facts import AllergyDraft
from app.areas.observations.commands import Typed, record_observation
from app.areas.persons.commands import AbsenceDraft, note_absence
from app.areas.persons.file.commands import add_fact
from app.areas.persons.models import Person
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import DueDose
from app.areas.retention.holds import place_hold
from app.areas.retention.models import RetentionRun
from app.areas.rounds.containers.commands import create
from app.areas.survey.commands import open_survey
from app.areas.wounds import commands as wounds
from app.gate.auth import cookies, emergency
from app.gate.auth.access import ACCESS
from app.gate.auth.actor import Actor
from app.gate.auth.models import AuthSession, Credential, Device, Invitation, KeyNotice
from app.gate.auth.policy import ROLES, allows
from app.gate.directory import commands as directory
from app.gate.directory.models import Assignment, Shift, Staff
from app.gate.sync.models import Install, Quarantine
from app.ground import clock
from app.ground.database import Base
from app.ground.house import House
from app.ground.ids import new_id
from tests.areas.prescribing.conftest import THREE_A_DAY
from tests.fixtures.browser import Page, page
from tests.fixtures.cast import Home
from tests.fixtures.charter import accepted
from tests.fixtures.rights import exercise
from tests.gate.audit.test_rows import admit
from transmissions.observations import BY_NAME
from transmissions.wounds import Assessment, Described

PUBLIC = {
    *(f"auth.{name}" for name in ("enrol", "invitation_options", "accept_invitation")),
    *("auth.signin_options", "auth.sign_in"),
    *(f"pages.{name}" for name in ("invitation", "device", "enrol", "signin")),
    *(f"front.{name}" for name in ("assets", "icons", "worker", "manifest")),
    *(
        f"front.{name}"
        for name in (
            "bedside",
            "persons",
            "person",
            "transmissions",
            "transmission",
            "todo",
            "review",
            "round",
            "round_page",
            "giving",
            "share",
            "shared",
        )
    ),
    *("health.healthz", "openapi.document"),
}
LEAVING = ("pages.signout", "auth.lock")
# What a path names in the actor's own home, whichever home that is: no object of ours to reach.
OWN = {
    "cis": "60234100",
    "cible_id": "chute",
    "code": "file",
    "sheet": "personnes",
    "token": "invented",
    "which": "thumb",
    "box": "care",
    "place": "document",
    "name": "main.js",
    "rest": "anything",
}


@pytest.fixture
def application(application: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Without form tokens: what must refuse here are rights."""
    monkeypatch.setattr("app.guards.check_form", lambda _csrf: None)
    application.config["WTF_CSRF_ENABLED"] = False
    return application


def rules(application: Flask, audience: str) -> Iterator[tuple[Rule, str]]:
    for rule in application.url_map.iter_rules():
        if ACCESS[rule.endpoint].audience == audience:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def path_of(application: Flask, rule: Rule, values: dict[str, object]) -> str:
    adapter = application.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


def ask(page: Page, method: str, path: str):
    body = {"json": {}} if path.startswith("/api/") and method == "POST" else {}
    return page.client.open(path, method=method, **body)


def sit_down(page: Page, staff_id: uuid.UUID) -> None:
    """An open office session for this member, as signing in makes it."""
    secret, now = cookies.new_secret(), clock.now()
    opened = AuthSession(
        id=new_id(),
        establishment_id=page.home.id,
        staff_id=staff_id,
        basis="office",
        secret_hash=cookies.digest(secret),
        opened_at=now,
        received_at=now,
        active_at=now,
    )
    with page.home.house.database.write() as session:
        session.add(opened)
        accepted(session, page.home.id, staff_id)
    value = f"{opened.id}.{secret}"
    page.client.set_cookie(cookies.SESSION_COOKIE, value, domain="localhost", secure=True)


def every_role(home: Home) -> dict[str, uuid.UUID]:
    return {role: home.hire(f"P{number}", role, role, None) for number, role in enumerate(ROLES)}


class Nothing(dict):
    """Ids of nothing at all, for any argument that is an id."""

    def __missing__(self, name: str) -> object:
        return OWN.get(name) or uuid.uuid4()


def test_only_these_are_open_to_anybody(application):
    endpoints = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert {name for name in endpoints if ACCESS[name].audience == "public"} == PUBLIC


def test_a_stranger_gets_nowhere(application, home):
    stranger = page(application, home)
    for audience in ("device", "session"):
        for rule, method in rules(application, audience):
            path = path_of(application, rule, Nothing())
            answer = ask(stranger, method, path)
            is_page = method == "GET" and not path.startswith("/api/")
            leads_in = is_page or rule.endpoint == "pages.signout"  # whoever left has left
            expected = (302 if is_page else 303) if leads_in else 401
            assert answer.status_code == expected, (rule, method)
            if leads_in:
                assert answer.location.startswith("/bureau/connexion")


def test_every_role_gets_where_the_table_says_and_nowhere_else(application, home):
    for role, staff_id in every_role(home).items():
        visitor = page(application, home)
        sit_down(visitor, staff_id)
        for rule, method in rules(application, "session"):
            permission = ACCESS[rule.endpoint].permission or ""
            answer = ask(visitor, method, path_of(application, rule, Nothing()))
            told = (role, rule.endpoint, method, answer.status_code)
            if allows(role, permission):
                assert answer.status_code not in (401, 403), told
                assert answer.status_code < 500, told
            else:
                assert answer.status_code == (404 if rule.arguments else 403), told
            if rule.endpoint in LEAVING:
                sit_down(visitor, staff_id)


def test_whoever_works_in_another_home_finds_nothing_of_ours(application, home, other_home):
    ours = things_of(home)
    roles = every_role(other_home)
    before = rows_of(home)
    walked = 0
    for role, staff_id in roles.items():
        chloe = page(application, other_home)
        sit_down(chloe, staff_id)
        for rule, method in rules(application, "session"):
            named = set(rule.arguments) - set(OWN)
            assert named <= set(ours), f"{rule}: say here what {named - set(ours)} is"
            if not named and not allows(role, ACCESS[rule.endpoint].permission or ""):
                continue
            answer = ask(chloe, method, path_of(application, rule, {**OWN, **ours}))
            told = (role, rule.endpoint, method, answer.status_code)
            if named:
                assert answer.status_code == 404, told
            for secret in ("Lenoir", "Benali", "Glycines", "Les Tilleuls", str(home.id)):
                assert secret.encode() not in answer.data, (told, secret)
            walked += 1
            if rule.endpoint in LEAVING:
                sit_down(chloe, staff_id)
    assert walked > 10
    assert rows_of(home) == before


def test_another_homes_tablet_finds_nothing_of_ours(application, home, other_home):
    chloe = page(application, other_home).enrol()
    chloe.unlock("Chloé")
    for unit in home.units.values():
        answer = chloe.client.get(f"/api/v1/changes?unit={unit}")
        assert answer.status_code == 404
    shown = chloe.client.get("/api/v1/wall").text
    for secret in ("Aïcha", "Glycines", "Les Tilleuls", str(home.id)):
        assert secret not in shown


def things_of(home: Home) -> dict[str, object]:
    """One of each thing that a path may name, all of our home."""
    house, now = home.house, clock.now()
    person = admit(house, home, "Lenoir")
    tablet_token = home.add_device()
    assert tablet_token
    home.invite("Aïcha")
    with house.database.write() as session:
        leader = home.actor("Hélène")
        asked = Asked(due_at=now, what="Peser Mme Lenoir")
        follow_up = open_task(session, house.vault, leader, asked, person_id=person, now=now)
        unit_id = session.get_one(Person, person).unit_id = home.units["Glycines"]
        session.flush()
        line = prescribe(session, house, leader, person, THREE_A_DAY, now=now).line
        session.flush()
        dose = session.scalar(select(DueDose.id).where(DueDose.chain_id == line.chain))
        room = directory.create_room(session, leader, unit_id, name="101", now=now)
        shift = directory.plan_shift(
            session,
            leader,
            staff=session.get_one(Staff, home.team["Nadia"]),
            unit_id=unit_id,
            starts_at=now,
            ends_at=now + timedelta(hours=7),
            now=now,
        )
        credential = Credential(
            id=new_id(),
            establishment_id=home.id,
            staff_id=home.team["Nadia"],
            credential_id=b"c",
            public_key=b"p",
            kind="key",
            transports=[],
            aaguid="",
            is_backup_eligible=False,
            is_backed_up=False,
            label="Clé",
            created_at=now,
        )
        session.add(credential)
        session.flush()
        ours = {
            "device_id": select(Device.id).where(Device.establishment_id == home.id),
            "invitation_id": select(Invitation.id).where(Invitation.establishment_id == home.id),
            "assignment_id": select(Assignment.id).where(Assignment.staff_id == home.team["Aïcha"]),
            "shift_id": select(Shift.id).where(Shift.id == shift.id),
        }
        device_id = session.scalar(ours["device_id"])
        notice = KeyNotice(
            id=new_id(),
            establishment_id=home.id,
            staff_id=home.team["Nadia"],
            what="added",
            credential_id=credential.id,
            at=now,
        )
        session.add(notice)
        draft = AbsenceDraft("family", now + timedelta(days=1))
        absence = note_absence(session, house, leader, person, draft, now=now)
        said = AllergyDraft("excipient", "lactose", "Lactose", "unknown", said_by="la personne")
        allergy = add_allergy(session, house.vault, leader, person, said, now=now)
        about = {"what": "Diabète", "state": "current", "said_by": "la personne"}
        known = add_record(
            session, house.vault, leader, person, "antecedent", about, today=now.date(), now=now
        )
        weight = Typed(BY_NAME["weight"], {"value": "62"})
        measured = record_observation(
            session, house.vault, leader, weight, person_id=person, now=now
        )
        box = RecalledPack("03400935955838", "3400935955838", "DOLIPRANE")
        drafted = RecallDraft((box,), "A1", reason="x", source="ANSM", since=now.date())
        (recall,) = write_recalls(session, leader, drafted, id=new_id(), now=now)
        pillbox = create(session, house, leader, person, "Semaine", now=now)
        wound, assessed = injure(session, house, leader, person)
        page = photograph(session, house, leader, person)
        facts = file_facts(session, house, leader, person)
        store, aside = put_aside(home, device_id)
        session.add_all((store, aside))
        access = emergency.open_file(
            session, home.house, leader, person, "Malaise au salon, personne ne répond", now=now
        )
        hold, run = retain(session, house, leader, person)
        relative, item = share(session, house, leader, person)
        exercised = exercise(session, house, leader, person)
        asked = open_survey(session, leader, now=clock.now())
        found: dict[str, object] = {name: session.scalar(one) for name, one in ours.items()}
    assert all(found.values())
    return found | {
        "person_id": person,
        "unit_id": unit_id,
        "room_id": room.id,
        "staff_id": home.team["Aïcha"],
        "credential_id": credential.id,
        "notice_id": notice.id,
        "follow_up_id": follow_up,
        "chain_id": line.chain,
        "dose_id": dose,
        "store_id": store.id,
        "row_id": aside.id,
        "access_id": access.id,
        "absence_id": absence.chain_id,
        "allergy_id": allergy.chain_id,
        "record_id": known.chain_id,
        "record_kind": "antecedent",
        "observation_id": measured,
        "recall_id": recall,
        "container_id": pillbox,
        "wound_id": wound,
        "act_id": assessed,
        "document_id": page.document_id,
        "page_id": page.id,
        **facts,
        "hold_id": hold,
        "run_id": run,
        "relative_id": relative,
        "item_id": item,
        "survey_id": asked,
        "subject_id": page.document_id,
        **exercised,
    }


def share(
    session: Session, house: House, leader: Actor, person: uuid.UUID
) -> tuple[uuid.UUID, uuid.UUID]:
    """A relative of ours, to whom news is open, and news that they see."""
    now, topics = clock.now(), frozenset(("daily_life",))
    named = family.Named("Paul", "Lenoir", "son fils", "paul@exemple.fr")
    relative = family.add_relative(session, house, leader, person, named, now=now)
    said = family.Granting(topics, "person")
    family.grant(session, house, leader, relative, said, (), now=now)
    words = family.Words("daily_life", now.date(), "Promenade")
    item = family.flag(session, house, leader, person, words, now=now)
    family.validate(session, leader, item, now=now)
    return relative, item


def retain(
    session: Session, house: House, leader: Actor, person: uuid.UUID
) -> tuple[uuid.UUID, uuid.UUID]:
    """A hold of ours, and the report of a destruction of ours."""
    now, day = clock.now(), clock.now().date()
    why = {"kind": "claim", "reason": "Recours", "from_on": day, "today": day}
    hold = place_hold(session, house.vault, leader, person, **why, now=now)
    run = RetentionRun(
        id=new_id(),
        establishment_id=leader.establishment_id,
        author_id=leader.staff_id,
        at=now,
        unreadable_everywhere_at=now,
        lines=[],
    )
    session.add(run)
    return hold.id, run.id


def file_facts(
    session: Session, house: House, leader: Actor, person: uuid.UUID
) -> dict[str, uuid.UUID]:
    """A fact of ours on each tab of a file, by the name that its addresses give it."""
    said = {
        "civil": ("admin", {"language": "breton"}),
        "contact": ("relations", {"family_name": "Lenoir", "link": "child"}),
        "caregiver": (
            "circle",
            {
                "name": "Cabinet d’essai",
                "profession": "physio",
                "belongs": "outside",
                "since": "2026-01-05",
            },
        ),
        "partner": ("social", {"name": "Lenoir", "role": "Éducatrice"}),
    }
    now = clock.now()
    return {
        f"{tab}_fact_id": add_fact(
            session, house.vault, leader, person, kind, values, today=now.date(), now=now
        ).chain_id
        for kind, (tab, values) in said.items()
    }


def injure(
    session: Session, house: House, leader: Actor, person: uuid.UUID
) -> tuple[uuid.UUID, uuid.UUID]:
    """A wound of ours, and an assessment of it."""
    now, heel = clock.now(), Described("heel", "left")
    wound = wounds.open_wound(
        session, house.vault, leader, heel, None, person_id=person, today=now.date(), now=now
    )
    seen = wounds.Typed(Assessment(length_mm=40, width_mm=30), taken_at=now)
    return wound, wounds.assess(session, house.vault, leader, wound, seen, now=now)


def photograph(session: Session, house: House, leader: Actor, person: uuid.UUID) -> DocumentPage:
    """A document of ours, checked, with one page."""
    now, given = clock.now(), documents.sealed_files(house, [documents.Given(b"une photo")])
    id_ = documents.capture(session, house, leader, person, given, now=now)
    part = session.scalars(select(DocumentPart).where(DocumentPart.document_id == id_)).one()
    picture = seal(b"une image")
    house.blobs.put(picture.data)
    found = documents.Checked([documents.PageDraft(picture, picture, 1414, 2000, "Lenoir")])
    documents.decide_part(session, house, part.id, found, now=now)
    session.flush()
    return session.scalars(select(DocumentPage).where(DocumentPage.document_id == id_)).one()


def put_aside(home: Home, device_id: object) -> tuple[Install, Quarantine]:
    """A store of our tablet that misses something, and an envelope of it that could not be filed."""
    now = clock.now()
    store = Install(
        device_id=device_id,
        id=new_id(),
        establishment_id=home.id,
        first_at=now,
        last_seq=2,
        complete_through=1,
        prior_unknown=False,
        missing=[[2, 2]],
        missing_count=1,
    )
    aside = Quarantine(
        id=new_id(),
        establishment_id=home.id,
        command_id=new_id(),
        digest=b"d",
        device_id=device_id,
        code="internal",
        reason="x",
        envelope=b"e",
        received_at=now,
    )
    return store, aside


def rows_of(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every row of our home in every table that says its establishment."""
    found = {}
    with home.house.database.read() as session:
        for name, table in Base.metadata.tables.items():
            if "establishment_id" in table.c:
                rows = session.execute(select(table).where(table.c.establishment_id == home.id))
                found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found
