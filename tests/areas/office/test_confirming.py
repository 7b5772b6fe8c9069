"""What must not be done by whoever finds an open session asks for the key again, over the very action."""

import json
import re
from uuid import UUID

import pytest

from app.gate.audit.models import AuditEvent
from app.gate.auth.models import Challenge, Credential, Invitation
from app.gate.directory.models import Staff
from app.tablet.authenticator import Authenticator
from tests.areas.conftest import NOW
from tests.areas.office.conftest import confirmation, passkey_of, sit


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


@pytest.fixture
def asked(desk, aicha):
    """The page that asks for the key before Aïcha is invited."""
    page = desk.form(f"/bureau/equipe/{aicha}", "csrf_token")
    answer = desk.client.post(f"/bureau/equipe/{aicha}/inviter", data=page)
    assert answer.status_code == 428
    return answer


def count(home, table, **about):
    with home.house.database.read() as session:
        return session.query(table).filter_by(**about).count()


def test_nothing_is_done_before_the_key_is_shown(desk, home, asked):
    assert "Inviter Aïcha Benali à enregistrer une clé" in asked.text
    assert "Rien n’est encore fait" in asked.text
    assert asked.headers["Cache-Control"] == "no-store"
    assert count(home, Invitation) == 0
    assert desk.confirm(asked).status_code == 200
    assert count(home, Invitation) == 1
    assert count(home, AuditEvent, verb="session.confirmed") == 1


def test_another_s_key_confirms_nothing(desk, home, asked):
    stranger = Authenticator()
    with home.house.database.write() as session:
        session.add(passkey_of(stranger, home, home.leader.staff_id))
    stranger.passkeys[0].id, mine = desk.key.passkeys[0].id, stranger.passkeys[0].id
    refused = desk.confirm(asked, stranger)
    assert refused.status_code == 428
    assert "n’a pas pu être vérifiée" in refused.text
    stranger.passkeys[0].id = mine
    action, values = confirmation(asked)
    options = json.loads(re.findall(r'data-step-up="([^"]+)"', asked.text)[0].replace("&#34;", '"'))
    shown = stranger.assert_with(stranger.passkeys[0], options, origin="http://localhost:8000")
    shown["clientExtensionResults"] = {}
    answer = desk.client.post(action, data={**values, "step_up": json.dumps(shown)})
    assert answer.status_code == 428
    assert "Cette clé n’est pas la vôtre" in answer.text
    assert count(home, Invitation) == 0
    assert count(home, AuditEvent, verb="session.unconfirmed") == 2


def test_an_answer_serves_once(desk, home, aicha, asked, monkeypatch):
    sent = []
    post = desk.client.post
    monkeypatch.setattr(desk.client, "post", lambda *a, **k: sent.append((a, k)) or post(*a, **k))
    assert desk.confirm(asked).status_code == 200
    again = post(*sent[-1][0], **sent[-1][1])
    assert again.status_code == 428
    assert "a déjà servi" in again.text
    assert count(home, Invitation) == 1


def test_an_answer_is_to_one_action_with_its_every_field(desk, home, aicha):
    edit = f"/bureau/equipe/{aicha}/modifier"
    values = {**desk.form(edit, "role"), "role": "nurse"}
    asked = desk.client.post(edit, data=values)
    assert asked.status_code == 428
    assert "le rôle « Infirmier·ère »" in asked.text
    assert desk.confirm(asked, role="lead_nurse").status_code == 428
    with home.house.database.read() as session:
        assert session.query(Staff).filter_by(role="care_assistant").count() == 1
    assert desk.confirm(desk.client.post(edit, data=values)).status_code == 302
    with home.house.database.read() as session:
        assert session.query(Staff).filter_by(role="nurse").count() == 1


def test_a_name_changes_without_the_key(desk, aicha):
    edit = f"/bureau/equipe/{aicha}/modifier"
    values = {**desk.form(edit, "role"), "family_name": "Benali-Roux"}
    assert desk.client.post(edit, data=values).status_code == 302


def test_an_answer_to_another_session_s_question_is_refused(application, desk, home, aicha, asked):
    other = sit(application, home, "management")
    question = other.client.post(
        f"/bureau/equipe/{aicha}/inviter", data=other.form(f"/bureau/equipe/{aicha}", "csrf_token")
    )
    theirs = confirmation(question)[1]["step_up_nonce"]
    assert desk.confirm(asked, step_up_nonce=theirs).status_code == 428
    assert count(home, Invitation) == 0


def test_a_key_that_does_not_verify_its_user_is_not_enough(desk, home, asked):
    desk.key.verifies_user = False
    action, values = confirmation(asked)
    options = json.loads(re.findall(r'data-step-up="([^"]+)"', asked.text)[0].replace("&#34;", '"'))
    shown = desk.key.assert_with(desk.key.passkeys[0], options, origin="http://localhost:8000")
    shown["clientExtensionResults"] = {}
    answer = desk.client.post(action, data={**values, "step_up": json.dumps(shown)})
    assert answer.status_code == 428
    assert count(home, Invitation) == 0


@pytest.mark.parametrize("answer", ["demo", "{", "[]", "{}", '"x"', "[" * 5000, '{"id": 3}'])
def test_what_is_no_answer_of_a_key_is_asked_again(desk, home, asked, answer):
    action, values = confirmation(asked)
    again = desk.client.post(action, data={**values, "step_up": answer})
    assert again.status_code == 428
    assert 'role="alert"' in again.text
    assert count(home, Invitation) == 0


def test_a_withdrawn_key_confirms_nothing(desk, home, asked):
    with home.house.database.write() as session:
        session.query(Credential).update({"revoked_at": NOW})
    assert desk.confirm(asked).status_code == 428
    assert count(home, Invitation) == 0


def test_what_is_refused_anyway_never_asks_for_the_key(desk, home):
    answer = desk.send("/bureau/equipe/ajouter", given_name="", role="", unit_id="")
    assert answer.status_code == 422
    assert count(home, Challenge, purpose="stepup") == 0


def invite(desk, staff_id):
    answer = desk.press(f"/bureau/equipe/{staff_id}", f"/bureau/equipe/{staff_id}/inviter")
    assert answer.status_code == 200
    return answer, re.findall(r"/invitation/([\w-]{20,})\"", answer.text)[0]


def test_a_further_key_takes_two_people(application, desk, home, aicha):
    with home.house.database.write() as session:
        session.add(passkey_of(Authenticator(), home, UUID(aicha)))
    direction = sit(application, home, "management")
    answer, token = invite(desk, aicha)
    assert "Il faut l’accord d’une deuxième personne" in answer.text
    assert desk.client.get(f"/invitation/{token}").status_code == 403
    assert "attend l’accord d’une deuxième personne que vous" in desk.get(f"/bureau/equipe/{aicha}")
    with home.house.database.read() as session:
        agreeing = f"/bureau/invitations/{session.query(Invitation).one().id}/accord"
    page = desk.form(f"/bureau/equipe/{aicha}", "csrf_token")
    assert desk.client.post(agreeing, data=page).status_code == 403
    assert "attend l’accord d’une deuxième personne" in direction.get("/bureau")
    assert direction.press(f"/bureau/equipe/{aicha}", agreeing).status_code == 302
    assert desk.client.get(f"/invitation/{token}").status_code == 200
    assert count(home, AuditEvent, verb="invitation.agreed") == 1


def test_who_may_not_read_care_makes_nobody_who_may_alone(application, desk, home, aicha):
    admin = sit(application, home, "technical_admin")
    answer, token = invite(admin, aicha)
    assert "Il faut l’accord d’une deuxième personne" in answer.text
    assert admin.client.get(f"/invitation/{token}").status_code == 403


@pytest.mark.parametrize("has_key", [False, True])
def test_a_change_of_role_is_no_way_around_the_second_person(
    application, desk, home, aicha, has_key
):
    """Invited as somebody who reads nothing, then made a nurse: nobody else would have had a word."""
    direction = sit(application, home, "management")
    with home.house.database.write() as session:
        session.get_one(Staff, UUID(aicha)).role = "office"
        if has_key:
            session.add(passkey_of(Authenticator(), home, UUID(aicha)))
    if not has_key:
        assert "deuxième personne" not in invite(direction, aicha)[0].text
    editing = f"/bureau/equipe/{aicha}/modifier"
    answer = direction.send(editing, role="nurse")
    assert answer.status_code == 422
    assert "puis invitez-la de nouveau" in answer.text
    assert desk.send(editing, role="nurse").status_code == 302


def test_a_home_that_begins_has_nobody_to_ask(application, home):
    admin = sit(application, home, "technical_admin")
    created = admin.send(
        "/bureau/equipe/ajouter",
        given_name="Hélène",
        family_name="Marchand",
        role="lead_nurse",
        unit_id="partout",
    )
    assert created.status_code == 302, created.text
    _, token = invite(admin, created.location.rsplit("/", 1)[1])
    assert admin.client.get(f"/invitation/{token}").status_code == 200
