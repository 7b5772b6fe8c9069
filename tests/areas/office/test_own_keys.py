"""« Mes clés »: one's own keys, what happened to them, and whoever says that it was not them."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.gate.audit.models import AuditEvent
from app.gate.auth import invitations
from app.gate.auth.models import AuthSession, Credential, Invitation, KeyNotice
from app.gate.directory.models import Staff
from app.ground.ids import new_id
from app.tablet.authenticator import Authenticator
from tests.areas.conftest import NOW
from tests.areas.office.conftest import passkey_of, sit

HERE = "/bureau/mes-cles"


def second_key(home, staff_id, label="Badge"):
    """Another passkey of the same person."""
    row = passkey_of(Authenticator(), home, staff_id)
    row.label = label
    with home.house.database.write() as session:
        session.add(row)
        session.flush()
        return row.id


def notice_of(home, staff_id, what="added", at=NOW, **about):
    row = KeyNotice(
        id=new_id(),
        establishment_id=home.id,
        staff_id=staff_id,
        what=what,
        at=at,
        **about,
    )
    with home.house.database.write() as session:
        session.add(row)
        return row.id


def me(desk):
    """Who sits there."""
    return UUID(bytes=desk.key.passkeys[0].user_handle)


def read(home, table, **about):
    with home.house.database.read() as session:
        return session.query(table).filter_by(**about).all()


@pytest.fixture
def badge(desk, home):
    return second_key(home, me(desk))


def own(desk, home):
    """The key that came with the desk."""
    return read(home, Credential, staff_id=me(desk), label="Clé")[0]


def test_it_lists_ones_keys_and_where_they_serve(desk, badge):
    page = desk.get(HERE)
    assert "Badge" in page
    assert "Clé ou badge" in page
    assert "Tablettes partagées, appareils personnels, bureau" in page


def test_one_key_alone_is_told_so(desk):
    assert "Vous n’avez qu’une clé" in desk.get(HERE)


def test_a_key_gets_another_name(desk, home, badge):
    path = f"{HERE}/{badge}/renommer"
    answer = desk.send(path, label="Clé <b>bleue</b>")
    assert answer.location == HERE
    assert "Clé <b>bleue</b>" not in desk.client.get(HERE).text
    assert "Clé &lt;b&gt;bleue&lt;/b&gt;" in desk.client.get(HERE).text
    assert read(home, AuditEvent, verb="passkey.renamed")


@pytest.mark.parametrize("label", ["", "   ", "x" * 61])
def test_a_name_that_is_none_is_refused_beside_its_field(desk, badge, label):
    answer = desk.send(f"{HERE}/{badge}/renommer", label=label)
    assert answer.status_code == 422
    assert "Donnez un nom" in answer.text


def test_a_key_is_withdrawn_and_the_others_stay(desk, home, badge):
    page = f"{HERE}/{badge}/retirer"
    assert "seule clé" not in desk.get(page)
    answer = desk.client.post(page, data=desk.form(page, "csrf_token"))
    assert answer.location == HERE
    assert read(home, Credential, id=badge)[0].revoked_at is not None
    assert "Clé retirée" in desk.get(HERE)
    assert read(home, KeyNotice, what="withdrawn")


def test_the_last_key_is_not_withdrawn_without_a_warning_and_a_way_back(desk, home):
    page = desk.get(f"{HERE}/{own(desk, home).id}/retirer")
    assert "C’est votre seule clé" in page
    assert "Ajouter d’abord une autre clé" in page
    assert "Garder cette clé" in page


def test_a_lost_key_is_withdrawn_at_once_and_says_what_to_do_next(desk, home, badge):
    with home.house.database.write() as session:
        seat = session.query(AuthSession).filter_by(staff_id=me(desk)).one()
        seat.credential_id = badge
    page = f"{HERE}/{badge}/retirer?perdue=1"
    told = desk.get(page)
    assert "est perdue" in told
    assert "cette page aussi va se fermer" in told
    answer = desk.client.post(page, data=desk.form(page, "perdue"))
    assert answer.status_code == 200
    assert "Maintenant" in answer.text
    assert "votre autre clé" in answer.text
    assert desk.client.get(HERE).status_code == 302, "the session it opened is over"
    assert read(home, AuditEvent, verb="passkey.lost")


def test_a_colleague_s_key_is_not_found(desk, home, aide):
    theirs = second_key(home, me(aide))
    for verb in ("renommer", "retirer"):
        assert desk.client.get(f"{HERE}/{theirs}/{verb}").status_code == 404
        data = {
            "csrf_token": desk.form(f"{HERE}/{own(desk, home).id}/retirer", "csrf_token")[
                "csrf_token"
            ]
        }
        assert (
            desk.client.post(f"{HERE}/{theirs}/{verb}", data={**data, "label": "x"}).status_code
            == 404
        )
    assert read(home, Credential, id=theirs)[0].revoked_at is None


def test_what_happened_to_ones_keys_waits_on_every_page_until_it_is_answered(desk, home, badge):
    notice = notice_of(home, me(desk), credential_id=badge, by_id=me(desk))
    assert "Du nouveau sur vos clés" in desk.get("/bureau")
    assert "« Badge » ajoutée par vous-même" in desk.get(HERE)
    assert desk.press(HERE, f"{HERE}/avis/{notice}/vu").location == HERE
    assert "Du nouveau sur vos clés" not in desk.get("/bureau")
    assert "« Badge » ajoutée par vous-même" in desk.get(HERE), "it is kept"


def test_the_very_key_that_is_told_of_answers_nothing_while_an_older_one_is_there(desk, home):
    asked = NOW - timedelta(hours=1)
    invited = notice_of(home, me(desk), "invited", at=asked)
    added = notice_of(home, me(desk), credential_id=own(desk, home).id, at=NOW)
    older = second_key(home, me(desk))
    with home.house.database.write() as session:
        seat = session.query(AuthSession).filter_by(staff_id=me(desk)).one()
        seat.credential_id = own(desk, home).id
        session.get_one(Credential, older).created_at = NOW - timedelta(days=1)
    for notice in (invited, added):
        desk.press(HERE, f"{HERE}/avis/{notice}/vu")
        assert "Répondez avec une clé que vous aviez déjà" in desk.get(HERE)
        assert read(home, KeyNotice, id=notice)[0].seen_at is None
    with home.house.database.write() as session:
        session.get_one(Credential, older).revoked_at = NOW
    desk.press(HERE, f"{HERE}/avis/{added}/vu")
    assert read(home, KeyNotice, id=added)[0].seen_at is not None


def test_what_waits_for_an_answer_is_not_pushed_out_by_what_came_since(desk, home, badge):
    notice_of(home, me(desk), credential_id=badge)
    for minute in range(1, 51):
        later = NOW + timedelta(minutes=minute)
        notice_of(home, me(desk), "invited", at=later, seen_at=later)
    assert "Je n’ai rien demandé" in desk.get(HERE)


def test_who_says_it_was_not_them_closes_the_key_and_alerts_management(
    desk, home, badge, other_manager
):
    notice = notice_of(home, me(desk), credential_id=badge, by_id=me(desk))
    desk.press(HERE, f"{HERE}/avis/{notice}/pas-moi")
    assert read(home, Credential, id=badge)[0].revoked_at is not None
    assert read(home, AuditEvent, verb="key_notice.disputed")
    told = other_manager.get("/bureau")
    assert "1 geste sur des clés, contesté par qui les porte" in told
    listed = other_manager.get("/bureau/equipe/cles")
    assert "Ce n’est pas elle" in listed
    other_manager.press("/bureau/equipe/cles", f"/bureau/equipe/cles/{notice}/reglee")
    assert "contesté par qui" not in other_manager.get("/bureau")
    assert read(home, KeyNotice, id=notice)[0].settled_by is not None


def test_nobody_settles_what_they_dispute_themselves(desk, home, badge):
    notice = notice_of(home, me(desk), credential_id=badge, by_id=me(desk))
    desk.press(HERE, f"{HERE}/avis/{notice}/pas-moi")
    data = desk.form(f"{HERE}/{own(desk, home).id}/renommer", "csrf_token")
    assert desk.client.post(f"/bureau/equipe/cles/{notice}/reglee", data=data).status_code == 403
    assert read(home, KeyNotice, id=notice)[0].settled_at is None


def test_a_contested_invitation_serves_no_more_nor_the_key_it_made(desk, home, badge):
    with home.house.database.write() as session:
        member = session.get_one(Staff, me(desk))
        made, _ = invitations.create(session, None, staff=member, now=NOW)
    notice_of(home, me(desk), credential_id=badge, invitation_id=made.id, by_id=None)
    (told,) = read(home, KeyNotice, what="invited")
    assert (
        "Invitation à enregistrer une clé, faite par la personne qui tient le serveur"
        in desk.get(HERE)
    )
    desk.press(HERE, f"{HERE}/avis/{told.id}/pas-moi")
    assert read(home, Invitation, id=made.id)[0].withdrawn_at is not None
    assert read(home, Credential, id=badge)[0].revoked_at is not None


def test_another_s_notice_is_not_found(desk, home, aide):
    notice = notice_of(home, me(aide))
    data = desk.form(f"{HERE}/{own(desk, home).id}/renommer", "csrf_token")
    for gesture in ("vu", "pas-moi"):
        assert desk.client.post(f"{HERE}/avis/{notice}/{gesture}", data=data).status_code == 404
    (kept,) = read(home, KeyNotice, id=notice)
    assert (kept.seen_at, kept.disputed_at) == (None, None)


def test_an_aide_has_her_page_and_a_way_back_to_the_tablet(desk, home, aide):
    page = aide.get(HERE)
    assert "Revenir à la tablette" in page
    assert "Fermer la session" not in page
    assert aide.client.get("/bureau/equipe/cles").status_code == 403


@pytest.fixture
def aide(application, home):
    return sit(application, home, "care_assistant")


@pytest.fixture
def other_manager(application, home):
    return sit(application, home, "management")
