"""Erasing, by who may not browse names."""

import pytest

from app.areas.persons.models import Person
from app.gate.audit.models import AuditEvent
from app.ground.vault import KeyGone


@pytest.fixture
def lenoir(home):
    return home.admit()


EXACT = {"family_name": "LENOIR", "given_name": "jeanne", "born_on": "1931-03-03"}


def test_the_exact_identity_finds_the_file_without_showing_a_name(dpo, home, lenoir):
    answer = dpo.send("/bureau/effacements", **EXACT)
    assert answer.location == f"/bureau/effacements/{lenoir}"
    page = dpo.get(answer.location)
    assert "Lenoir" not in page
    assert "21 décembre 2026" in page
    assert "ne s’annule pas" in page


@pytest.mark.parametrize(
    "changed", [{"family_name": "Lenoire"}, {"born_on": "1931-03-04"}, {"given_name": ""}]
)
def test_any_other_identity_finds_nothing_and_is_told_to_the_trail(dpo, home, lenoir, changed):
    answer = dpo.send("/bureau/effacements", **{**EXACT, **changed})
    assert answer.status_code == 422
    assert "Personne n’est connu ici" in answer.text
    with home.house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="person.looked_up").count() == 1


def test_nothing_happens_without_the_word(dpo, home, lenoir):
    path = f"/bureau/effacements/{lenoir}"
    for typed in ("", "oui", "effacer tout"):
        answer = dpo.send(path, confirmation=typed)
        assert answer.status_code == 422
        assert "Écrivez EFFACER" in answer.text
    with home.house.database.read() as session:
        assert session.query(Person).count() == 1


def test_the_word_erases_for_good(dpo, home, lenoir):
    with home.house.database.read() as session:
        sealed = session.get_one(Person, lenoir).sealed
    answer = dpo.send(f"/bureau/effacements/{lenoir}", confirmation=" effacer ")
    assert answer.status_code == 302
    page = dpo.get("/bureau/effacements")
    assert "21 déc. 2026" in page
    with home.house.database.read() as session:
        assert session.query(Person).count() == 0
    with pytest.raises(KeyGone):
        home.house.vault.open(lenoir, "person", lenoir, sealed)
    dpo.get(f"/bureau/effacements/{lenoir}", status=404)


def test_only_who_answers_for_data_erases(desk, home, lenoir):
    desk.get("/bureau/effacements", status=403)
    desk.get(f"/bureau/effacements/{lenoir}", status=404)


def test_another_home_erases_nobody_of_ours(application, other_home, home, lenoir):
    from tests.areas.office.conftest import sit

    stranger = sit(application, other_home, "dpo")
    stranger.get(f"/bureau/effacements/{lenoir}", status=404)
    assert stranger.send("/bureau/effacements", **EXACT).status_code == 422
