"""What was put aside, on the pages where somebody in charge judges it."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from app.areas.journal.models import Entry
from app.gate.audit.models import AuditEvent
from app.gate.auth import cookies
from app.gate.auth.models import AuthSession
from app.gate.sync.models import Quarantine
from app.ground.house import House
from app.ground.ids import new_id
from tests.areas.office.conftest import Desk
from tests.fixtures.charter import accepted
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, Home, add_staff

PAIN = {
    "cible": "douleur-aigue",
    "vocabulary": 1,
    "data": "au genou",
    "chips": {"data": ["au repos"], "actions": [], "result": []},
    "importance": "important",
}
LIST = "/bureau/quarantaine"


@pytest.fixture(autouse=True)
def held_clock(held_clock):
    """Two in the afternoon, as in the homes of synchronisation."""
    from app.ground import clock

    with clock.frozen(NOW):
        yield


@pytest.fixture
def exchange(house: House) -> Exchange:
    made = exchange_over(house)
    here = made.home.units[0]
    with house.database.write() as session:
        add_staff(session, made.home, "Zoé", "care_assistant", units=[here])
        add_staff(session, made.home, "Solène", "lead_nurse", units=[here])
        add_staff(session, made.home, "Irène", "lead_nurse")
        add_staff(session, made.home, "Nadège", "nurse")
        add_staff(session, made.other, "Clara", "lead_nurse")
    return made


def sit(exchange: Exchange, name: str, home: Home | None = None) -> Desk:
    home, secret = home or exchange.home, cookies.new_secret()
    opened = AuthSession(
        id=new_id(),
        establishment_id=home.id,
        staff_id=home.staff[name],
        basis="office",
        secret_hash=cookies.digest(secret),
        opened_at=NOW,
        received_at=NOW,
        active_at=NOW,
    )
    with exchange.house.database.write() as session:
        session.add(opened)
        accepted(session, home.id, home.staff[name])
    client = exchange.application.test_client()
    value = f"{opened.id}.{secret}"
    client.set_cookie(cookies.SESSION_COOKIE, value, domain="localhost", secure=True)
    return Desk(client)


@pytest.fixture
def irene(exchange: Exchange) -> Desk:
    """Who judges in the whole home."""
    return sit(exchange, "Irène")


def put_aside(exchange: Exchange, person: uuid.UUID | str = "Petit", body=PAIN) -> str:
    """Zoé's words about somebody of another unit; the address of its page."""
    zoe = exchange.home.unlock("Zoé")
    about = exchange.home.persons[person] if isinstance(person, str) else person
    result = exchange.one(zoe.tablet, zoe.write("transmission.record", about, body, at=NOW))
    assert result["outcome"] == "quarantined"
    with exchange.house.database.read() as session:
        query = select(Quarantine.id).where(Quarantine.command_id == uuid.UUID(result["id"]))
        return f"{LIST}/{session.scalars(query).one()}"


def entries(exchange: Exchange) -> list[Entry]:
    with exchange.house.database.read() as session:
        return list(session.scalars(select(Entry)))


def verbs(exchange: Exchange) -> list[str]:
    with exchange.house.database.read() as session:
        found = session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))
        return [verb for verb in found if verb.startswith("quarantine.")]


def test_the_list_and_the_entry_in_words(exchange, irene):
    path = put_aside(exchange)
    page = irene.get(LIST)
    for shown in ("Transmission écrite", "Droit absent", "Petit Jeanne", "Zoé Martin", "Tablette"):
        assert shown in page
    page = irene.get(path)
    for shown in (
        "L’auteur n’avait pas le droit",
        "Cible Douleur",
        "Données au repos · au genou",
        "Importance importante",
        "Jeanne Petit",
    ):
        assert shown in page
    assert verbs(exchange) == ["quarantine.read", "quarantine.read"]


def test_an_empty_list_says_what_comes_here(irene):
    assert "Rien à juger" in irene.get(LIST)
    assert "Rien n’a encore été réglé" in irene.get(f"{LIST}?etat=reglees")


def test_it_is_run_again_and_admitted(exchange, irene):
    path = put_aside(exchange)
    irene.press(path, f"{path}/rejouer")
    (entry,) = entries(exchange)
    assert (entry.author_id, entry.flags) == (exchange.home.staff["Zoé"], ["admitted"])
    assert "Rien à juger" in irene.get(LIST)
    assert "Rangée" in irene.get(f"{LIST}?etat=reglees")
    assert "Irène Martin" in irene.get(path)


def test_what_still_cannot_be_filed_says_why(exchange, irene):
    path = put_aside(exchange, uuid.uuid4())
    irene.press(path, f"{path}/rejouer")
    assert entries(exchange) == []
    page = irene.get(path)
    assert "Toujours impossible à ranger. La personne n’est pas connue" in page


def test_it_is_filed_under_another_person(exchange, irene):
    path = put_aside(exchange, uuid.uuid4())
    lenoir = exchange.home.persons["Lenoir"]
    form = irene.form(path, "person_id")
    assert (
        "Choisissez la personne"
        in irene.client.post(
            f"{path}/reclasser", data={**form, "person_id": ""}, follow_redirects=True
        ).text
    )
    irene.client.post(f"{path}/reclasser", data={**form, "person_id": str(lenoir)})
    (entry,) = entries(exchange)
    assert (entry.person_id, entry.flags) == (lenoir, ["refiled"])
    assert "Reclassée" in irene.get(path)


def test_it_is_not_filed_under_somebody_of_another_home(exchange, irene):
    path = put_aside(exchange, uuid.uuid4())
    form = irene.form(path, "person_id")
    theirs = next(iter(exchange.other.persons.values()))
    answer = irene.client.post(f"{path}/reclasser", data={**form, "person_id": str(theirs)})
    assert answer.status_code == 404
    assert entries(exchange) == []


def test_it_is_dismissed_with_a_reason(exchange, irene):
    path = put_aside(exchange)
    assert irene.send(path, reason=" ").status_code == 422
    assert irene.send(path, reason="Écrit deux fois").status_code == 302
    page = irene.get(path)
    assert "Écartée" in page and "« Écrit deux fois »" in page
    assert irene.send(f"{path}", form_at=put_aside(exchange), reason="encore").status_code == 409
    assert entries(exchange) == []


def test_a_unit_s_judge_reads_nothing_of_another_unit(exchange):
    path = put_aside(exchange)
    solene = sit(exchange, "Solène")
    page = solene.get(LIST)
    assert "Contenu non lisible ici" in page and "Zoé Martin" in page
    page = solene.get(path)
    for hidden in ("genou", "Petit", "Douleur", "Rejouer", "Reclasser"):
        assert hidden not in page
    assert "ne se lit pas d’ici" in page
    form = solene.form(LIST, "csrf_token")
    for action in ("rejouer", "reclasser"):
        assert solene.client.post(f"{path}/{action}", data=form).status_code == 403
    assert solene.client.post(path, data={**form, "reason": "non"}).status_code == 403
    assert entries(exchange) == []


def test_a_nurse_does_not_judge(exchange):
    path = put_aside(exchange)
    nadege = sit(exchange, "Nadège")
    nadege.get(LIST, status=403)
    nadege.get(path, status=404)


def test_chloe_s_home_finds_nothing_of_ours(exchange):
    path = put_aside(exchange)
    clara = sit(exchange, "Clara", exchange.other)
    assert "Rien à juger" in clara.get(LIST)
    clara.get(path, status=404)
    form = clara.form(LIST, "csrf_token")
    assert clara.client.post(f"{path}/rejouer", data=form).status_code == 404


def test_what_was_never_verified_shows_no_word(exchange, irene):
    zoe = exchange.home.unlock("Zoé")
    claims = zoe.claims("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    forged = zoe.seal(claims, signed_by=exchange.home.unlock("Aïcha").key)
    exchange.one(zoe.tablet, forged)
    page = irene.get(LIST)
    assert "Non vérifiable" in page and "Non vérifié" in page
    with exchange.house.database.read() as session:
        path = f"{LIST}/{session.scalars(select(Quarantine.id)).one()}"
    page = irene.get(path)
    assert "Personne ne peut dire" in page
    for hidden in ("genou", "Lenoir", "Rejouer"):
        assert hidden not in page
    assert irene.send(path, reason="Envoi abîmé").status_code == 302


@pytest.mark.parametrize(
    "body", [{"cible": 3}, {"chips": ["x"], "data": ["y"]}, {"vocabulary": -1}]
)
def test_a_body_that_makes_no_sense_is_still_a_page(exchange, irene, body):
    irene.get(put_aside(exchange, "Lenoir", {**PAIN, **body}))


def test_the_home_page_says_what_waits(exchange, irene):
    assert "mise de côté" not in irene.get("/bureau")
    put_aside(exchange)
    assert "1 saisie mise de côté attend qu’on en juge." in irene.get("/bureau")
    assert "mise de côté" not in sit(exchange, "Nadège").get("/bureau")
