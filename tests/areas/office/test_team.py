"""The team, its keys and its plan, on their pages."""

import re

import pytest

from app.gate.auth.models import AuthSession, Credential, Invitation
from app.gate.directory.models import Assignment, Shift, Staff
from app.ground.ids import new_id
from tests.areas.conftest import HOUR, NOW
from tests.areas.office.conftest import sit


@pytest.fixture
def aicha(desk, home):
    answer = desk.send(
        "/bureau/equipe/ajouter",
        given_name="Aïcha",
        family_name="Benali",
        role="care_assistant",
        unit_id=str(home.units["Glycines"]),
    )
    return answer.location.rsplit("/", 1)[1]


def test_somebody_new_has_a_role_and_an_assignment_at_once(desk, home, aicha):
    page = desk.get(f"/bureau/equipe/{aicha}")
    assert "Aïcha Benali" in page
    assert "Aide-soignant·e" in page
    assert "Glycines" in page
    assert "Aucune clé : Aïcha ne peut encore rien ouvrir" in page


def test_what_is_missing_is_said_beside_each_field(desk):
    answer = desk.send("/bureau/equipe/ajouter", given_name="", role="", unit_id="")
    assert answer.status_code == 422
    for reason in ("Choisissez un rôle", "Choisissez une unité", "Donnez un prénom", "un nom"):
        assert reason in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"unit_id": "not-an-id"},
        {"unit_id": "01a20000-0000-7000-8000-000000000000"},
        {"role": "person"},
        {"role": "emperor"},
        {"given_name": "\x00"},
        {"family_name": "x" * 5000},
    ],
)
def test_what_no_form_of_ours_would_send_is_refused_too(desk, home, typed):
    fine = {
        "given_name": "Aïcha",
        "family_name": "Benali",
        "role": "nurse",
        "unit_id": str(home.units["Glycines"]),
    }
    answer = desk.send("/bureau/equipe/ajouter", **{**fine, **typed})
    assert answer.status_code == 422
    with home.house.database.read() as session:
        assert session.query(Staff).filter_by(role="nurse").count() == 0


def test_a_search_by_name_stays_out_of_the_address(desk, aicha):
    answer = desk.send("/bureau/equipe?role=care_assistant", form_at="/bureau/equipe", q="aicha")
    assert answer.status_code == 200
    assert "Benali Aïcha" in answer.text
    assert "Benali" not in desk.send("/bureau/equipe", q="dupont").text


def test_filters_stay_in_the_address(desk, aicha):
    assert "Benali" in desk.get("/bureau/equipe?etat=sans-cle&role=care_assistant")
    assert "Benali" not in desk.get("/bureau/equipe?role=nurse")
    assert "Benali" not in desk.get("/bureau/equipe?etat=partis")


def test_an_invitation_is_shown_once_and_only_its_hash_is_kept(desk, home, aicha):
    answer = desk.press(f"/bureau/equipe/{aicha}", f"/bureau/equipe/{aicha}/inviter")
    assert answer.headers["Cache-Control"] == "no-store"
    (token,) = re.findall(r'value="http://localhost:8000/invitation/([\w-]+)"', answer.text)
    assert "data:image/svg+xml" in answer.text
    assert token not in desk.client.get(f"/bureau/equipe/{aicha}").text
    with home.house.database.read() as session:
        kept = session.query(Invitation).one()
    assert token.encode() not in kept.token_hash
    assert desk.client.get(f"/invitation/{token}").status_code == 200


def test_an_invitation_is_withdrawn(desk, home, aicha):
    answer = desk.press(f"/bureau/equipe/{aicha}", f"/bureau/equipe/{aicha}/inviter")
    (token,) = re.findall(r"/invitation/([\w-]{20,})\"", answer.text)
    with home.house.database.read() as session:
        invitation = session.query(Invitation).one().id
    desk.press(f"/bureau/equipe/{aicha}", f"/bureau/invitations/{invitation}/retirer")
    assert desk.client.get(f"/invitation/{token}").status_code == 404


def test_a_withdrawn_passkey_closes_the_sessions_it_opened(desk, home, aicha, application):
    with home.house.database.write() as session:
        key = Credential(
            id=new_id(),
            establishment_id=home.id,
            staff_id=home.leader.staff_id,
            credential_id=b"c",
            public_key=b"p",
            kind="key",
            transports=["usb"],
            aaguid="",
            is_backup_eligible=False,
            is_backed_up=False,
            label="Clé bleue",
            created_at=NOW,
        )
        opened = AuthSession(
            id=new_id(),
            establishment_id=home.id,
            staff_id=home.leader.staff_id,
            basis="office",
            secret_hash=b"s",
            opened_at=NOW,
            received_at=NOW,
            active_at=NOW,
        )
        session.add_all([key, opened])
    path = f"/bureau/equipe/{home.leader.staff_id}"
    assert "Clé bleue" in desk.get(path)
    desk.press(path, f"/bureau/cles/{key.id}/retirer")
    assert "retirée" in desk.get(path)
    with home.house.database.read() as session:
        assert session.get_one(AuthSession, opened.id).ended_at == NOW


def test_a_departure_is_undone(desk, home, aicha):
    path = f"/bureau/equipe/{aicha}"
    desk.press(path, f"{path}/depart")
    assert "Benali" in desk.get("/bureau/equipe?etat=partis")
    desk.press(path, f"{path}/retour")
    assert "Benali" in desk.get("/bureau/equipe")
    assert "Glycines" in desk.get(path)


def test_nobody_shuts_themselves_out(desk, home):
    me = own_id(home)
    page = desk.client.get(f"/bureau/equipe/{me}").text
    assert "Noter son départ" not in page
    values = desk.form(f"/bureau/equipe/{me}/modifier", "role")
    answer = desk.client.post(f"/bureau/equipe/{me}/depart", data=values)
    assert answer.status_code == 302
    assert "Votre propre départ" in desk.get(f"/bureau/equipe/{me}")
    answer = desk.send(f"/bureau/equipe/{me}/modifier", role="nurse")
    assert answer.status_code == 422
    assert "quelqu’un d’autre" in answer.text


def own_id(home):
    with home.house.database.read() as session:
        members = session.query(Staff).filter_by(role="lead_nurse", establishment_id=home.id).all()
    return next(member.id for member in members if member.id != home.leader.staff_id)


def test_somebody_is_left_to_manage_the_team(application, home):
    """Sylvie is the only other one who manages: once she is alone, she cannot let Hélène go… nor herself."""
    manager = sit(application, home, "management")
    leader = home.leader.staff_id
    manager.press(f"/bureau/equipe/{leader}", f"/bureau/equipe/{leader}/depart")
    with home.house.database.read() as session:
        assert session.get_one(Staff, leader).left_at == NOW
        me = session.query(Staff).filter_by(role="management").one().id
    values = manager.form(f"/bureau/equipe/{me}/modifier", "role")
    manager.client.post(f"/bureau/equipe/{me}/modifier", data={**values, "role": "nurse"})
    with home.house.database.read() as session:
        assert session.get_one(Staff, me).role == "management"


def test_an_assignment_of_some_days_is_added_and_ended(desk, home, aicha):
    path = f"/bureau/equipe/{aicha}"
    answer = desk.send(
        f"{path}/affectations",
        unit_id=str(home.units["Mimosas"]),
        starts_on="2026-12-01",
        ends_on="2026-12-24",
    )
    assert answer.status_code == 302
    page = desk.get(path)
    assert "1er déc. 2026" in page and "24 déc. 2026" in page
    with home.house.database.read() as session:
        first = session.query(Assignment).filter_by(staff_id=aicha_id(session, aicha)).first()
    desk.press(path, f"/bureau/affectations/{first.id}/terminer")
    desk.press(path, f"/bureau/affectations/{first.id}/reprendre")


def aicha_id(session, text):
    return next(each.id for each in session.query(Staff) if str(each.id) == text)


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_on": ""},
        {"starts_on": "hier"},
        {"starts_on": "9999-12-31"},
        {"starts_on": "0001-01-01"},
        {"starts_on": "2026-12-24", "ends_on": "2026-12-01"},
        {"unit_id": ""},
    ],
)
def test_dates_that_make_no_sense_are_refused_in_words(desk, home, aicha, typed):
    values = {"unit_id": str(home.units["Mimosas"]), "starts_on": "2026-12-01", **typed}
    answer = desk.send(f"/bureau/equipe/{aicha}/affectations", **values)
    assert answer.status_code == 422


def test_a_presence_of_the_night_ends_the_next_morning(desk, home, aicha):
    answer = desk.send(
        "/bureau/service/ajouter?moment=nuit&jour=2026-11-21",
        staff_id=aicha,
        unit_id=str(home.units["Glycines"]),
    )
    assert answer.status_code == 302
    assert "semaine=2026-11-16" in answer.location
    assert "Aïcha B." in desk.get(answer.location)
    with home.house.database.read() as session:
        shift = session.query(Shift).one()
    assert shift.ends_at - shift.starts_at == 10 * HOUR


def test_a_presence_removed_by_mistake_is_put_back_by_its_button(desk, home, aicha):
    desk.send("/bureau/service/ajouter", staff_id=aicha, unit_id=str(home.units["Glycines"]))
    with home.house.database.read() as session:
        before = session.query(Shift).one()
    desk.press("/bureau/service", f"/bureau/service/{before.id}/retirer")
    desk.press("/bureau/service", "/bureau/service/remettre")
    with home.house.database.read() as session:
        after = session.query(Shift).one()
    assert (after.staff_id, after.unit_id, after.starts_at, after.ends_at) == (
        before.staff_id,
        before.unit_id,
        before.starts_at,
        before.ends_at,
    )


def test_nobody_is_planned_twice_at_once(desk, home, aicha):
    typed = {"staff_id": aicha, "unit_id": str(home.units["Glycines"])}
    desk.send("/bureau/service/ajouter", **typed)
    answer = desk.send("/bureau/service/ajouter", **typed)
    assert answer.status_code == 422
    assert "déjà de service" in answer.text


@pytest.mark.parametrize("week", ["", "hier", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_week_that_makes_no_sense_is_this_week(desk, week):
    assert "Semaine du 16 novembre 2026" in desk.get(f"/bureau/service?semaine={week}")


def test_a_nurse_of_the_floor_manages_nobody(application, home):
    nurse = sit(application, home, "nurse", "Glycines")
    nurse.get("/bureau/equipe", status=403)
    page = nurse.get("/bureau")
    assert "Équipe" not in page
    assert "Personnes" in page


def test_chloe_finds_nobody_of_our_team(chloe, home, aicha):
    for path in ("", "/modifier", "/affectations"):
        chloe.get(f"/bureau/equipe/{aicha}{path}", status=404)
    assert "Benali" not in chloe.get("/bureau/equipe")
    values = {**chloe.form("/bureau/service/ajouter", "staff_id"), "staff_id": aicha}
    assert chloe.client.post("/bureau/service/ajouter", data=values).status_code == 422
