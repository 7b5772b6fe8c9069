"""Retention at a desk: durations, holds, the list of what is due, and its destruction with a key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.areas.persons.commands import leave
from app.areas.persons.models import Person
from app.areas.retention.models import PersonDeath, RetentionHold, RetentionRun
from app.ground import clock
from app.ground.vault import KeyGone
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit

LATER = datetime(2047, 1, 15, 10, tzinfo=UTC)
EXACT = {"family_name": "lenoir", "given_name": "Jeanne", "born_on": "1931-03-03"}
WHY = {"kind": "claim", "reason": "Recours du 3 mars"}


@pytest.fixture
def lenoir(home):
    return home.admit()


@pytest.fixture
def gone(home, lenoir):
    """Mme Lenoir left on the day she came, twenty years ago."""
    with home.house.database.write() as session:
        leave(session, home.leader, lenoir, left_at=NOW, now=NOW + timedelta(hours=1))
    with clock.frozen(LATER):
        yield lenoir


@pytest.fixture
def then(application, home):
    """The desk of who answers for the data, twenty years later."""
    with clock.frozen(LATER):
        yield sit(application, home, "dpo")


def count(home, model):
    with home.house.database.read() as session:
        return session.query(model).count()


def test_the_table_says_each_duration_and_its_text(dpo):
    page = dpo.get("/bureau/conservation")
    for said in ("20 ans", "5 ans", "3 mois", "sans délai", "3 ans", "R. 1112-7", "article 2224"):
        assert said in page


def test_a_home_keeps_longer_and_says_why(dpo):
    path = "/bureau/conservation/durees/file"
    answer = dpo.send(path, months="360", reason="Accord avec les Archives départementales")
    assert answer.status_code == 302
    page = dpo.get("/bureau/conservation")
    assert "30 ans" in page and "Archives départementales" in page


@pytest.mark.parametrize("months", ["239", "0", "-5", "", "vingt", "999999999999"])
def test_a_home_never_keeps_less_than_the_text(dpo, months):
    path = "/bureau/conservation/durees/file"
    assert dpo.send(path, months=months, reason="Trop de place").status_code == 422
    assert "30 ans" not in dpo.get("/bureau/conservation")


def test_a_duration_that_does_not_exist_is_not_found(dpo):
    dpo.get("/bureau/conservation/durees/inventee", status=404)


def test_somebody_is_held_by_their_exact_identity_and_no_name_is_shown(dpo, home, lenoir):
    answer = dpo.send("/bureau/conservation/demande", **EXACT, **WHY)
    assert answer.status_code == 302
    page = dpo.get("/bureau/conservation")
    assert "Recours du 3 mars" in page and lenoir.hex[-6:].upper() in page
    assert "Lenoir" not in page


@pytest.mark.parametrize(
    "typed", [{"family_name": "Autre"}, {"kind": "x"}, {"reason": " "}, {"born_on": "hier"}]
)
def test_what_does_not_fit_holds_nobody(dpo, home, lenoir, typed):
    answer = dpo.send("/bureau/conservation/demande", **{**EXACT, **WHY, **typed})
    assert answer.status_code == 422
    assert count(home, RetentionHold) == 0


def test_a_hold_is_lifted_with_a_reason_and_once(dpo, home, lenoir):
    dpo.send("/bureau/conservation/demande", **EXACT, **WHY)
    with home.house.database.read() as session:
        path = f"/bureau/conservation/retenues/{session.query(RetentionHold).one().id}/lever"
    assert dpo.send(path, reason="").status_code == 422
    assert dpo.send(path, reason="Jugement rendu").status_code == 302
    assert "Jugement rendu" in dpo.get("/bureau/conservation")
    dpo.get(path, status=404)


def test_whoever_is_held_is_not_erased_either(dpo, home, lenoir):
    dpo.send("/bureau/conservation/demande", **EXACT, **WHY)
    answer = dpo.send(f"/bureau/effacements/{lenoir}", confirmation="EFFACER")
    assert answer.status_code == 409
    assert "levez-la d’abord" in answer.text
    assert count(home, Person) == 1


def test_nothing_is_due_on_the_first_day(dpo, lenoir):
    assert "Rien n’est arrivé à son terme" in dpo.get("/bureau/conservation/liste")


def test_reading_the_list_destroys_nothing_and_shows_no_name(then, home, gone):
    page = then.get("/bureau/conservation/liste")
    assert gone.hex[-6:].upper() in page and "Lenoir" not in page
    assert "14 février 2047" in page  # when the last backup of the keys is replaced
    assert count(home, Person) == 1


@pytest.mark.parametrize("typed", ["", "oui", "EFFACER"])
def test_nothing_is_destroyed_without_the_word(then, home, gone, typed):
    answer = then.send("/bureau/conservation/liste", confirmation=typed)
    assert answer.status_code == 422
    assert count(home, Person) == 1 and count(home, RetentionRun) == 0


def test_nothing_is_destroyed_without_the_key(then, home, gone):
    path = "/bureau/conservation/liste"
    values = {**then.form(path, "confirmation"), "confirmation": "DÉTRUIRE"}
    assert then.client.post(path, data=values).status_code == 428
    assert count(home, Person) == 1 and count(home, RetentionRun) == 0


def test_the_word_and_the_key_destroy_and_leave_a_report_without_a_name(then, home, gone):
    with home.house.database.read() as session:
        sealed = session.get_one(Person, gone).sealed
    answer = then.send("/bureau/conservation/liste", confirmation="détruire", visa="AD35-2047-3")
    assert answer.status_code == 302
    page = then.get(answer.location)
    assert "AD35-2047-3" in page and "14 février 2047" in page
    assert gone.hex[-6:].upper() in page and "Lenoir" not in page
    assert count(home, Person) == 0
    with pytest.raises(KeyGone):
        home.house.vault.open(gone, "person", gone, sealed)


def test_a_list_that_changed_since_it_was_read_destroys_nothing(then, home, gone):
    answer = then.send("/bureau/conservation/liste", confirmation="DÉTRUIRE", list="autre")
    assert answer.status_code == 409
    assert "relisez-la" in answer.text
    assert count(home, Person) == 1


def test_a_death_is_noted_and_taken_back(desk, home, lenoir):
    path = f"/bureau/personnes/{lenoir}/deces"
    assert desk.send(path, died_on="2026-11-22").status_code == 422  # tomorrow
    assert desk.send(path, died_on="2026-11-21").status_code == 302
    assert count(home, PersonDeath) == 1
    assert desk.send(path, died_on="").status_code == 302
    assert count(home, PersonDeath) == 0


def test_chloe_finds_nothing_of_ours(application, other_home, home, lenoir):
    theirs = sit(application, other_home, "dpo")
    assert theirs.send("/bureau/conservation/demande", **EXACT, **WHY).status_code == 422
    sit(application, other_home, "lead_nurse").get(f"/bureau/personnes/{lenoir}/deces", status=404)
