"""Which keys count where: set at a desk with one's own key, told the same everywhere, and felt at once."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from app.areas.steering.verbs import VERBS
from app.cli import chevet
from app.commands import maintenance
from app.gate.audit.models import AuditEvent
from app.gate.auth import authenticators
from app.gate.auth.key_models import PasskeyRule, PersonalCode
from app.gate.auth.models import AuthSession, Credential
from app.tablet.authenticator import Authenticator
from tests.areas.conftest import NOW
from tests.areas.office.conftest import confirmation, passkey_of, sit

PAGE = "/bureau/cles-et-tablettes"


def rules(home):
    with home.house.database.read() as session:
        return authenticators.rules_at(session, home.id, NOW)


def count(home, table, **about):
    with home.house.database.read() as session:
        return session.query(table).filter_by(**about).count()


def test_a_home_chooses_with_a_key_and_the_trail_says_what_it_was_before(desk, home):
    answer = desk.send(PAGE, shared=["key", "tablet"])
    assert answer.status_code == 302
    assert rules(home)["shared"] == ("key", "tablet")
    with home.house.database.read() as session:
        event = session.query(AuditEvent).filter_by(verb="passkey_rule.decided").one()
    assert event.detail["before"]["shared"] == ["key", "phone"]
    assert event.detail["after"]["shared"] == ["key", "tablet"]
    assert count(home, AuditEvent, verb="session.confirmed") == 1


def test_nothing_changes_before_the_key_is_shown(desk, home):
    values = {**desk.form(PAGE, "shared"), "shared": ["key"]}
    answer = desk.client.post(PAGE, data=values)
    assert answer.status_code == 428
    assert count(home, PasskeyRule) == 0
    _, kept = confirmation(answer)
    assert kept["shared"] == "key"


def test_the_same_choice_again_asks_for_nothing(desk, home):
    assert desk.send(PAGE, shared=["key", "phone"]).status_code == 302
    assert count(home, PasskeyRule) == 0
    assert count(home, AuditEvent, verb="session.confirmed") == 0


@pytest.mark.parametrize("place", ["shared", "personal", "desk"])
def test_nobody_is_shut_out_by_an_empty_choice(desk, home, place):
    values = {k: v for k, v in desk.form(PAGE, "shared").items() if k != place}
    answer = desk.client.post(PAGE, data=values)
    assert answer.status_code == 422
    assert "Gardez au moins une sorte" in answer.text


def test_nobody_takes_away_the_kind_they_came_in_with(desk, home):
    values = {**desk.form(PAGE, "shared"), "desk": ["phone"]}
    answer = desk.client.post(PAGE, data=values)
    assert answer.status_code == 422
    assert "plus de clé qui ouvre le bureau" in answer.text


def test_a_kind_that_is_not_offered_is_not_taken(desk, home):
    values = {**desk.form(PAGE, "shared"), "desk": ["key", "tablet"]}
    assert desk.client.post(PAGE, data=values).status_code == 422
    assert count(home, PasskeyRule) == 0


def test_it_says_who_would_be_left_outside(application, desk, home):
    member = sit(application, home, "nurse")
    with home.house.database.write() as session:
        row = session.query(Credential).filter_by(credential_id=member.key.passkeys[0].id).one()
        row.kind = "phone"
    values = {**desk.form(PAGE, "shared"), "shared": ["key"], "desk": ["key"]}
    asked = desk.client.post(PAGE, data=values)
    assert "1 personne sans clé qui convienne (tablettes partagées)" in asked.text
    assert desk.confirm(asked).status_code == 302
    assert "1 personne sans clé qui convienne. Essai nurse-None" in desk.get(PAGE)


def test_what_was_opened_with_a_kind_that_counts_no_more_is_closed(application, desk, home):
    member = sit(application, home, "nurse")
    with home.house.database.write() as session:
        row = session.query(Credential).filter_by(credential_id=member.key.passkeys[0].id).one()
        row.kind = "phone"
        opened = session.query(AuthSession).filter_by(staff_id=row.staff_id).one()
        opened.credential_id = row.id
    member.get("/bureau/droits")
    assert desk.send(PAGE, desk=["key"]).status_code == 302
    assert member.client.get("/bureau/droits").status_code != 200


def test_somebody_changed_it_meanwhile(desk, application, home):
    other = sit(application, home, "management")
    shown = desk.form(PAGE, "shared")
    assert other.send(PAGE, shared=["key"]).status_code == 302
    answer = desk.client.post(PAGE, data={**shown, "shared": ["key", "tablet"]})
    assert answer.status_code == 409
    assert rules(home)["shared"] == ("key",)


def print_policy(home, monkeypatch):
    """What `chevet policy` prints over this home's database."""
    monkeypatch.setattr(maintenance, "opened", lambda: nullcontext(home.house))
    return CliRunner().invoke(chevet, ["policy"], catch_exceptions=False).output


def test_the_page_of_rights_and_the_command_line_tell_the_same(desk, home, monkeypatch):
    assert desk.send(PAGE, shared=["key", "tablet"], personal=["phone"]).status_code == 302
    page = desk.client.get("/bureau/droits").text
    told = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page)
    assert len(told) == 3
    printed = print_policy(home, monkeypatch)
    for where, kinds in told:
        assert f"    {where} : {kinds}\n" in printed
    assert (
        "Tablettes partagées",
        "Clé ou badge, La tablette elle-même, avec un code personnel",
    ) in told


def test_the_table_of_rights_on_its_page_is_the_one_of_the_command_line(desk, home, monkeypatch):
    page = desk.client.get("/bureau/droits").text
    printed = print_policy(home, monkeypatch)
    rows = re.findall(r'(?s)<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    assert len(rows) > 15
    for meaning, cells in rows:
        holders = re.findall(r'<td data-role="([^"]+)" class="yes">', cells)
        said = re.search(rf"{re.escape(meaning)}\n    (.*)\n", printed)
        assert said is not None, meaning
        assert said[1] == (", ".join(holders) or "personne"), meaning


def blocked(home, staff_id):
    """A passkey of the tablet whose code was tried five times."""
    with home.house.database.write() as session:
        row = passkey_of(Authenticator(), home, staff_id)
        row.kind = "tablet"
        session.add(row)
        session.flush()
        code = PersonalCode(credential_id=row.id, establishment_id=home.id, hash="x", salt=b"x")
        code.iterations, code.tries, code.blocked_at, code.chosen_at = 600_000, 5, NOW, NOW
        session.add(code)
        return row.id


def test_a_blocked_code_is_lifted_with_one_s_own_key(desk, application, home):
    sit(application, home, "nurse")
    with home.house.database.read() as session:
        nurse = session.query(Credential.staff_id).order_by(Credential.id.desc()).first()[0]
    passkey = blocked(home, nurse)
    page = f"/bureau/equipe/{nurse}"
    assert "Code bloqué après cinq essais faux." in desk.get(page)
    assert desk.press(page, f"/bureau/cles/{passkey}/debloquer").status_code == 302
    assert "Un nouveau code sera demandé." in desk.get(page)
    with home.house.database.read() as session:
        code = session.query(PersonalCode).one()
        assert (code.blocked_at, code.tries, code.must_change) == (None, 0, True)
        event = session.query(AuditEvent).filter_by(verb="code.lifted").one()
        assert event.subject_id == nurse and event.verb in VERBS


def test_one_s_own_code_is_lifted_by_somebody_else(desk, home):
    with home.house.database.read() as session:
        mine = session.query(Credential.staff_id).one()[0]
    passkey = blocked(home, mine)
    assert f"/bureau/cles/{passkey}/debloquer" not in desk.client.get(f"/bureau/equipe/{mine}").text
    token = desk.form(f"/bureau/equipe/{mine}", "csrf_token")
    answer = desk.client.post(f"/bureau/cles/{passkey}/debloquer", data=token)
    assert answer.status_code in (302, 403)
    assert count(home, AuditEvent, verb="code.lifted") == 0


def test_another_home_lifts_and_sets_nothing_here(chloe, desk, home):
    with home.house.database.read() as session:
        mine = session.query(Credential.staff_id).filter_by(establishment_id=home.id).first()[0]
    passkey = blocked(home, mine)
    token = chloe.form("/bureau/etablissement", "csrf_token")
    assert chloe.client.post(f"/bureau/cles/{passkey}/debloquer", data=token).status_code == 404
    assert chloe.send(PAGE, shared=["key"]).status_code == 302
    assert rules(home) == authenticators.USUAL
