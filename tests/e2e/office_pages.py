"""Every page of the office, found by its address: whoever adds one need not think of this file.

A page whose address holds something new (`<uuid:…_id>`) fails here until `_things` says what to put in its place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import expect
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import create_app
from app.areas.documents.commands import (
    Checked,
    Given,
    PageDraft,
    capture,
    decide_part,
    sealed_files,
)
from app.areas.documents.models import DocumentPart
from app.areas.documents.sealing_parts import seal
from app.areas.drugs.recalls.commands import write_recalls
from app.areas.drugs.recalls.drafts import RecallDraft, RecalledPack
from app.areas.drugs.recalls.models import BatchRecall
from app.areas.family import commands as family
from app.areas.family.models import Relative
from app.areas.family.queries import own_access_id
from app.areas.follow_ups.models import FollowUp
from app.areas.medical.commands import add_allergy, add_record
from app.areas.medical.facts import AllergyDraft
from app.areas.medical.models import MedicalFact
from app.areas.observations.commands import Typed, record_observation
from app.areas.persons.file.commands import add_fact
from app.areas.persons.file.models import PersonFact
from app.areas.persons.models import Absence, Person
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import DueDose
from app.areas.retention.holds import place_hold
from app.areas.retention.models import RetentionRun
from app.areas.rounds.bodies import AdministerBody
from app.areas.rounds.commands import administer
from app.areas.rounds.containers.commands import create
from app.areas.rounds.containers.models import Container
from app.areas.wounds import commands as wounds
from app.demo.paper import ordonnance
from app.demo.values import demo_id
from app.gate.auth.access import ACCESS
from app.gate.auth.actor import Actor
from app.gate.auth.models import Credential, Device
from app.gate.auth.policy import allows
from app.gate.directory.models import Room
from app.gate.sync.models import Quarantine
from app.gate.sync.verdicts import REASONS
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from app.ground.vault import Vault
from medication.prescription import Prescribed
from tests.areas.prescribing.conftest import THREE_A_DAY
from tests.e2e.people import HOME, staff, unit
from tests.e2e.server import Server
from tests.e2e.visiting import Visit
from tests.fixtures.rights import exercise
from transmissions.observations import BY_NAME
from transmissions.wounds import Assessment, Described

READERS = {"helene": "lead_nurse", "ingrid": "dpo", "morel": "physician"}
# Answers a picture, not a page; and a page for whoever is not in yet (`screens.doorstep`).
ELSEWHERE = {
    *("wounds.ruler", "persons.picture", "pages.signin"),
    "importing.model",
    *("documents.thumb", "documents.legible", "documents.pdf"),
    "medical.emergency_sheet_paper",
    "family.previewed",
    "privacy.taking",
}


def office(visit: Visit) -> Iterator[str]:
    """Each page as one who may read it sees it, then what forms and buttons answer."""
    try:
        yield from _walk(visit)
    finally:
        _take_key_back(visit.server)


def _walk(visit: Visit) -> Iterator[str]:
    visit.forget_everything()
    visit.sit_down("helene")
    pages = list(_pages(visit.server))
    _prepare_words(visit)
    for key in READERS:
        visit.sit_down(key)
        for name, path in (each[1:] for each in pages if each[0] == key):
            answer = visit.page.goto(visit.server.origin + path)
            assert answer is not None and answer.status == 200, (name, path)
            assert visit.page.url == visit.server.origin + path, (name, visit.page.url)
            yield f"{name} {path}"
    visit.sit_down("cedric")
    visit.tablet.goto("/bureau/appareils")
    expect(visit.page.get_by_role("button", name="J’ai lu et j’accepte")).to_be_visible()
    yield "the charter, to be accepted"
    visit.sit_down("helene")
    yield from _answers(visit)


def _pages(server: Server) -> Iterator[tuple[str, str, str]]:
    """(whom to enter as, endpoint, address) of every page that the office can open."""
    application = create_app(server.settings())
    house = application.extensions["chevet"]
    things = _things(server)
    addresses = application.url_map.bind("localhost")
    for rule in filter(_is_page, application.url_map.iter_rules()):
        values = {name: things[name] for name in rule.arguments}
        yield _reader(rule.endpoint), rule.endpoint, addresses.build(rule.endpoint, values)
    house.close()


def _is_page(rule: Rule) -> bool:
    is_office = str(rule) == "/bureau" or str(rule).startswith("/bureau/")
    return is_office and "GET" in (rule.methods or ()) and rule.endpoint not in ELSEWHERE


def _reader(endpoint: str) -> str:
    permission = ACCESS[endpoint].permission
    assert permission is not None, endpoint
    return next(key for key, role in READERS.items() if allows(role, permission))


def _things(server: Server) -> dict[str, object]:
    """One of each thing that an address may name, all in the unit Glycines."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        person = session.scalars(
            select(Person.id).where(Person.unit_id == unit("glycines"))
        ).first()
        room = session.scalars(select(Room.id).where(Room.unit_id == unit("glycines"))).first()
        device = session.scalars(select(Device.id).where(Device.establishment_id == HOME)).first()
        follow_up = session.scalars(
            select(FollowUp.id)
            .join(Person, Person.id == FollowUp.person_id)
            .where(Person.unit_id == unit("glycines"), FollowUp.closed_at.is_(None))
        ).first()
    assert person and room and device and follow_up
    with acting_for_every(), house.database.write() as session:
        aside = _put_aside(session, device)
        passkey = _give_key(session)
        line = _prescribe(session, house, person)
        dose = _disagree(session, house, person, line)
        absence = _plan_absence(session, person)
        allergy = _note_allergy(session, house.vault, person)
        record = _note_record(session, house.vault, person)
        wound, assessed = _injure(session, house.vault, person)
        measured = _weigh(session, house.vault, person)
        recall = _recall(session)
        pillbox = _pillbox(session, house, person)
        paper = _paper(session, house, person)
        facts = _file_facts(session, house, person)
        hold, run = _hold(session, house.vault, person)
        relative = _relative(session, house, person)
        exercised = exercise(
            session, house, Actor(staff("helene"), HOME, "lead_nurse", None), person
        )
    house.close()
    member = staff("aicha")
    return {
        "person_id": person,
        "room_id": room,
        "device_id": device,
        "follow_up_id": follow_up,
        "chain_id": line,
        "dose_id": dose,
        "unit_id": unit("glycines"),
        "staff_id": member,
        "cible_id": "douleur-aigue",
        "cis": "60234100",
        "row_id": aside,
        "credential_id": passkey,
        "absence_id": absence,
        "allergy_id": allergy,
        "record_id": record,
        "record_kind": "antecedent",
        "observation_id": measured,
        "wound_id": wound,
        "act_id": assessed,
        "recall_id": recall,
        "container_id": pillbox,
        "document_id": paper,
        **facts,
        "code": "file",
        "sheet": "personnes",
        "hold_id": hold,
        "run_id": run,
        "relative_id": relative,
        "survey_id": demo_id("survey", HOME),
        "box": "care",
        "place": "document",
        "subject_id": paper,
        **exercised,
    }


def _relative(session: Session, house: House, person_id: UUID) -> UUID:
    """Somebody close, known by an earlier walk or new: news is open to them, one is shown and one waits."""
    there = session.scalars(
        select(Relative.id).where(
            Relative.person_id == person_id, Relative.id != own_access_id(person_id)
        )
    ).first()
    if there is not None:
        return there
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    named = family.Named("Paul", "Lenoir", "son fils", "paul@exemple.fr")
    id = family.add_relative(session, house, helene, person_id, named, now=now)
    said = family.Granting(frozenset(("daily_life", "health")), "person")
    family.grant(session, house, helene, id, said, (), now=now)
    for title in ("Promenade au jardin", "Chorale"):
        words = family.Words("daily_life", now.date(), title, "Un bon moment.")
        item = family.flag(session, house, helene, person_id, words, now=now)
    family.validate(session, helene, item, now=now)
    return id


def _hold(session: Session, vault: Vault, person_id: UUID) -> tuple[UUID, UUID]:
    """That everything of somebody is held, and the report of a destruction of long ago."""
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    day = now.date() - timedelta(days=2)
    why = {"kind": "claim", "reason": "Recours reçu par la poste", "from_on": day, "today": day}
    hold = place_hold(session, vault, helene, person_id, **why, now=now)
    gone = {"rule": "picture", "person": str(new_id()), "count": 1}
    run = RetentionRun(
        id=new_id(),
        establishment_id=HOME,
        author_id=staff("helene"),
        at=now,
        unreadable_everywhere_at=now + timedelta(days=30),
        lines=[{**gone, "event_on": "2026-01-02", "due_on": "2026-04-02"}],
    )
    session.add(run)
    return hold.id, run.id


def _file_facts(session: Session, house: House, person_id: UUID) -> dict[str, UUID]:
    """A fact of each tab of a file: those that an earlier walk noted, or new ones."""
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    said = {
        "identifier": ("admin", {"system": "local", "value": "2026-117"}),
        "contact": ("relations", {"family_name": "Roy", "link": "friend", "phone": "0102030405"}),
        "caregiver": (
            "circle",
            {
                "name": "Cabinet d’essai",
                "profession": "physio",
                "belongs": "outside",
                "since": "2026-01-05",
            },
        ),
        "partner": ("social", {"name": "Service d’essai", "role": "Accompagne les sorties"}),
    }
    found = {}
    for kind, (tab, values) in said.items():
        there = session.scalars(
            select(PersonFact.chain_id).where(
                PersonFact.person_id == person_id,
                PersonFact.kind == kind,
                PersonFact.state == "in_force",
                PersonFact.superseded_at.is_(None),
            )
        ).first()
        found[f"{tab}_fact_id"] = there or (
            add_fact(
                session, house.vault, helene, person_id, kind, values, today=now.date(), now=now
            ).chain_id
        )
    return found


def _paper(session: Session, house: House, person_id: UUID) -> UUID:
    """An ordonnance that somebody is to file, checked, of one page."""
    image, text = ordonnance(dpi=60)
    made = io.BytesIO()
    image.save(made, "WEBP")
    actor, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    parts = sealed_files(house, [Given(made.getvalue(), "image/webp")])
    id = capture(session, house, actor, person_id, parts, note="Reçue par la poste", now=now)
    picture = seal(made.getvalue())
    house.blobs.put(picture.data)
    part = session.scalars(select(DocumentPart.id).where(DocumentPart.document_id == id)).one()
    page = PageDraft(picture, picture, *image.size, text)
    decide_part(session, house, part, Checked([page]), now=now)
    return id


def _put_aside(session: Session, device_id: UUID) -> UUID:
    """An envelope of that tablet that nobody can read."""
    row = Quarantine(
        id=new_id(),
        establishment_id=HOME,
        digest=new_id().bytes,
        device_id=device_id,
        code="malformed",
        reason=REASONS["malformed"],
        envelope=b"?",
        received_at=clock.now(),
    )
    session.add(row)
    return row.id


def _plan_absence(session: Session, person_id: UUID) -> UUID:
    """A weekend in family, far enough ahead to meet nothing else."""
    own_id, starts_at = new_id(), clock.now() + timedelta(days=300)
    row = Absence(
        id=own_id,
        chain_id=own_id,
        version=1,
        establishment_id=HOME,
        person_id=person_id,
        kind="family",
        state="planned",
        from_at=starts_at,
        until_at=starts_at + timedelta(days=2),
        doses_handed=True,
        received_at=clock.now(),
    )
    session.add(row)
    return own_id


def _prescribe(session: Session, house: House, person_id: UUID) -> UUID:
    """A line that Hélène wrote, by word of mouth, which nobody has controlled yet; of what no alert can interrupt."""
    helene = Actor(staff("helene"), HOME, "lead_nurse", None)
    camomile = Prescribed("Camomille", None, (), "Camomille", "", "")
    herb = replace(THREE_A_DAY, drug=camomile, is_to_sign=True)
    return prescribe(session, house, helene, person_id, herb, now=clock.now()).line.chain


def _disagree(session: Session, house: House, person_id: UUID, chain: UUID) -> UUID:
    """A dose that Nadia gave, and that its person refused from Hélène."""
    session.flush()
    dose = session.scalars(
        select(DueDose).where(DueDose.chain_id == chain).order_by(DueDose.due_at)
    ).first()
    assert dose is not None
    for key, role, outcome in (("nadia", "nurse", "given"), ("helene", "lead_nurse", "refused")):
        ids = {"dose": str(dose.id), "chain": str(chain), "line": str(dose.line_id)}
        body = AdministerBody.model_validate({**ids, "act": "give", "outcome": outcome})
        by = Actor(staff(key), HOME, role, None)
        administer(session, house, by, person_id, body, now=clock.now())
    return dose.id


def _note_allergy(session: Session, vault: Vault, person_id: UUID) -> UUID:
    """The allergy that an earlier walk noted, or one to something that no other part of the walk looks at."""
    there = session.scalars(
        select(MedicalFact.chain_id).where(
            MedicalFact.person_id == person_id,
            MedicalFact.kind == "allergy",
            MedicalFact.state == "in_force",
            MedicalFact.superseded_at.is_(None),
        )
    ).first()
    if there is not None:
        return there
    said = AllergyDraft("excipient", "sulfites", "Sulfites", "moderate", said_by="la personne")
    helene = Actor(staff("helene"), HOME, "lead_nurse", None)
    return add_allergy(session, vault, helene, person_id, said, now=clock.now()).chain_id


def _note_record(session: Session, vault: Vault, person_id: UUID) -> UUID:
    """An antecedent, to be changed and withdrawn."""
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    about = {"what": "Arthrose", "state": "current", "said_by": "la personne"}
    return add_record(
        session, vault, helene, person_id, "antecedent", about, today=now.date(), now=now
    ).chain_id


def _injure(session: Session, vault: Vault, person_id: UUID) -> tuple[UUID, UUID]:
    """A wound that Hélène follows: another one at the same place, and enough assessments for a curve."""
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    heel = Described("heel", "left", "pressure_ulcer")
    for _ in range(2):
        wound = wounds.open_wound(
            session, vault, helene, heel, None, person_id=person_id, today=now.date(), now=now
        )
    for days, length in ((30, 40), (14, 48), (0, 47)):
        said = Assessment(length_mm=length, width_mm=30, infection=("pus", "odour"), stage="3")
        seen = wounds.Typed(said, taken_at=now - timedelta(days=days), is_answered=True)
        last = wounds.assess(session, vault, helene, wound, seen, now=now)
    return wound, last


def _weigh(session: Session, vault: Vault, person_id: UUID) -> UUID:
    """What Hélène weighed today, and a month ago: enough for a curve."""
    helene, now = Actor(staff("helene"), HOME, "lead_nurse", None), clock.now()
    for days, value in ((30, "64"), (0, "63,4")):
        typed = Typed(
            BY_NAME["weight"],
            {"value": value},
            is_answered=True,
            taken_at=now - timedelta(days=days),
        )
        last = record_observation(session, vault, helene, typed, person_id=person_id, now=now)
    return last


def _recall(session: Session) -> UUID:
    """The recall that an earlier walk wrote, or one of a box that no other part of the walk looks at."""
    there = session.scalars(
        select(BatchRecall.id).where(
            BatchRecall.establishment_id == HOME, BatchRecall.ended_on.is_(None)
        )
    ).first()
    if there is not None:
        return there
    now = clock.now()
    box = RecalledPack("04006381333931", None, "Sirop d’essai — Code 04006381333931")
    since = (now - timedelta(days=3)).date()
    draft = RecallDraft((box,), "ESSAI 1", reason="Flacons fendus", source="ANSM", since=since)
    helene = Actor(staff("helene"), HOME, "lead_nurse", None)
    return write_recalls(session, helene, draft, id=new_id(), now=now)[0]


def _pillbox(session: Session, house: House, person_id: UUID) -> UUID:
    """One that an earlier walk made for that person, or a new one: empty, it changes nothing to what is given."""
    there = session.scalars(select(Container.id).where(Container.person_id == person_id)).first()
    if there is not None:
        return there
    helene = Actor(staff("helene"), HOME, "lead_nurse", None)
    return create(session, house, helene, person_id, "Pilulier de la semaine", now=clock.now())


def _give_key(session: Session) -> UUID:
    """A passkey of Hélène's, which her own pages show."""
    row = Credential(
        id=new_id(),
        establishment_id=HOME,
        staff_id=staff("helene"),
        credential_id=new_id().bytes,
        public_key=b"?",
        kind="key",
        transports=["usb"],
        aaguid="",
        is_backup_eligible=False,
        is_backed_up=False,
        label="Clé bleue, au trousseau",
        created_at=clock.now(),
    )
    session.add(row)
    return row.id


def _take_key_back(server: Server) -> None:
    """Whoever has a passkey no longer enters by the demo's door: the next walk would stand before the wall."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        session.execute(delete(Credential).where(Credential.staff_id == staff("helene")))
    house.close()


def _prepare_words(visit: Visit) -> None:
    """A change of the vocabulary that waits for publication, so that there is something to compare."""
    visit.tablet.goto("/bureau/vocabulaire/themes/ajouter")
    visit.page.get_by_label("Nom du thème").fill("Vie de la maison, sorties et visites")
    visit.page.locator("main form button[type=submit]").first.click()
    expect(visit.page.get_by_role("status")).to_contain_text("ajouté")


def _answers(visit: Visit) -> Iterator[str]:
    """Pages that only a button makes: one-time links, refusals."""
    page, tablet = visit.page, visit.tablet
    tablet.goto(f"/bureau/equipe/{staff('sandrine')}")
    with visit.expecting_refusal():
        page.get_by_role("button", name="Inviter à enregistrer une clé").click()
        expect(page.get_by_role("heading", name="Confirmez avec votre clé")).to_be_visible()
        yield "a gesture to confirm"
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_label("Lien")).to_be_visible()
    yield "an invitation's link"
    tablet.goto(f"/bureau/equipe/{staff('sandrine')}")
    yield "a member who is invited"
    with visit.expecting_refusal():
        for path in ("personnes/admettre", "equipe/ajouter", "appareils/ajouter", "unites"):
            tablet.goto(f"/bureau/{path}")
            page.locator("main form.form button[type=submit]").first.click()
            expect(page.get_by_role("alert")).to_be_visible()
            yield f"{path}, refused"
        tablet.goto("/bureau/nulle-part")
        yield "no such page"
