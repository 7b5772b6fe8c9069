"""Copies of a file at a desk: what is flagged is looked at, the copy is made, then handed over with a key."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from app.areas.journal.models import Entry
from app.areas.privacy import making
from app.areas.privacy.making import make_copy
from app.areas.privacy.models import AccessCopy
from app.areas.privacy.reviewing import KEPT_FROM
from app.ground import clock, jobs
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from tests.areas.privacy.filling import fill
from tests.areas.privacy.test_asking import ask, establish

HOW = {"to": "Jeanne Lenoir", "way": "in_person"}


@pytest.fixture(autouse=True)
def no_queue(monkeypatch):
    """Jobs are run by these tests themselves; and drawing pages is another's."""
    monkeypatch.setattr(jobs, "enqueue", lambda *_, **__: False)
    monkeypatch.setattr(making, "drawn", lambda *_: b"%PDF")


@pytest.fixture
def lead(application, home):
    return sit(application, home, "lead_nurse")


@pytest.fixture
def asked(home):
    """A request of three days ago by Mme Lenoir, who was recognised."""
    person = home.admit()
    fill(home, person)
    home.admit(room="102", family_name="Castagnier", given_name="Paul")
    made = ask(home, person, received_on=NOW.date() - timedelta(days=3))
    establish(home, made)
    return f"/bureau/demandes-de-droits/{made}"


def copy_of(home):
    with home.house.database.read() as session:
        return session.query(AccessCopy).order_by(AccessCopy.asked_at.desc()).first()


def made(home, lead, asked, **typed):
    """A copy asked for at the desk and made by the worker; its address."""
    answer = lead.send(
        f"{asked}/copie", shown=lead.form(f"{asked}/copie", "shown")["shown"], **typed
    )
    assert answer.status_code == 302
    copy = copy_of(home)
    assert make_copy(home.house, copy.id, now=clock.now()) == "ready"
    return f"{asked}/copie/{copy.id}"


def test_a_copy_is_reviewed_made_handed_over_with_a_key_and_taken(lead, home, asked):
    assert "Un proche : son nom" in lead.get(f"{asked}/copie")
    relative = next(
        key for key in lead.form(f"{asked}/copie", "shown")["shown"].split() if "relative:" in key
    )
    copy = made(home, lead, asked, withheld=[relative])
    page = lead.get(asked)
    assert "Prête" in page and "lignes retirées" in page
    asking = lead.client.post(f"{copy}/remise", data={**lead.form(f"{copy}/remise", "to"), **HOW})
    assert asking.status_code == 428
    lead.get(f"{copy}/fichier", status=409)
    assert lead.confirm(asking).status_code == 302
    assert "Télécharger le fichier" in lead.get(copy)
    answer = lead.client.get(f"{copy}/fichier")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        assert {"LISEZ-MOI.txt", "dossier.pdf", "acces.json", "manifeste.json"} <= set(
            zipped.namelist()
        )
        assert json.loads(zipped.read("manifeste.json"))["empreinte"] == copy_of(home).digest
    assert "À Jeanne Lenoir : en main propre." in lead.get(asked)
    assert [
        len(home.events(f"copy.{verb}"))
        for verb in ("reviewed", "asked", "made", "handed", "taken")
    ] == [1] * 5


def test_its_file_is_not_for_a_colleague_nor_for_later(lead, home, asked, application):
    copy = made(home, lead, asked)
    lead.send(f"{copy}/remise", **HOW)
    sit(application, home, "lead_nurse").get(f"{copy}/fichier", status=409)
    with clock.frozen(NOW + timedelta(minutes=11)):
        lead.get(f"{copy}/fichier", status=409)
        assert "nouvelle remise" in lead.get(copy)


def test_nothing_is_handed_over_before_two_days(lead, home):
    person = home.admit()
    request = ask(home, person)
    establish(home, request)
    copy = made(home, lead, f"/bureau/demandes-de-droits/{request}")
    answer = lead.send(f"{copy}/remise", **HOW)
    assert answer.status_code == 409 and "deux jours" in answer.text


def test_whoever_may_not_read_a_line_does_not_see_its_words(lead, home, asked, monkeypatch):
    with home.house.database.write() as session:
        row = session.query(Entry).one()
        said = {"label": "Visite", "data": "Dispute avec M. Castagnier", "chips": {}}
        row.sealed = home.house.vault.seal(row.person_id, "entry", row.id, said)
        entry = row.root_id or row.id
    assert "Dispute avec M. Castagnier" in lead.get(f"{asked}/copie")
    monkeypatch.setattr("app.areas.privacy.reviewing.hidden", lambda *_: frozenset([entry]))
    page = lead.get(f"{asked}/copie")
    assert KEPT_FROM in page and "Dispute" not in page and "nomme Castagnier" in page


@pytest.mark.parametrize("role", ["nurse", "management", "dpo", "care_assistant"])
def test_only_those_who_prepare_copies_reach_them(application, home, lead, asked, role):
    copy = made(home, lead, asked)
    desk = sit(application, home, role)
    for path in (f"{asked}/copie", copy, f"{copy}/remise", f"{copy}/fichier"):
        desk.get(path, status=404)


def test_a_copy_of_another_request_is_not_found_under_this_one(lead, home, asked):
    copy = made(home, lead, asked).rpartition("/")[2]
    other = ask(home, home.admit(room="102", given_name="Louise"))
    lead.get(f"/bureau/demandes-de-droits/{other}/copie/{copy}", status=404)


def test_hundreds_of_flagged_lines_are_sent_back(lead, home, asked):
    """A year of a talkative file: every one of them may be withheld."""
    keys = [f"entry:{no:032x}" for no in range(900)]
    shown = "\n".join([*lead.form(f"{asked}/copie", "shown")["shown"].split(), *keys])
    answer = lead.send(f"{asked}/copie", shown=shown, withheld=keys)
    assert answer.status_code == 302
