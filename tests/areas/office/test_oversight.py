"""Unusual openings, and who opened a file, as who answers for the data reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.areas.persons.commands import move
from app.gate.audit.models import AuditEvent
from app.gate.auth import emergency
from app.gate.auth.actor import Actor
from app.gate.directory.commands import plan_shift
from app.gate.directory.models import Staff
from app.ground import clock
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit

EXACT = {"family_name": "lenoir", "given_name": "Jeanne", "born_on": "1931-03-03"}


@pytest.fixture
def lenoir(home):
    return home.admit()


def by(home, desk_role="nurse", unit="Mimosas"):
    """Who sat down last with that role."""
    with home.house.database.read() as session:
        row = session.query(Staff).filter_by(establishment_id=home.id, role=desk_role).one()
    return Actor(row.id, home.id, desk_role, frozenset([home.units[unit]]))


def open_in_emergency(home, lenoir):
    with home.house.database.write() as session:
        why = "Chute dans le couloir, personne de l’unité"
        emergency.open_file(session, home.house, by(home), lenoir, why, now=NOW)


def test_an_ordinary_day_shows_nothing(application, dpo, home, lenoir):
    nurse = sit(application, home, "nurse", "Glycines")
    nurse.get(f"/bureau/personnes/{lenoir}")
    assert "Rien d’inhabituel" in dpo.get("/bureau/acces")


def test_an_emergency_in_another_unit_is_told_once_with_both_units(application, dpo, home, lenoir):
    nurse = sit(application, home, "nurse", "Mimosas")
    open_in_emergency(home, lenoir)
    nurse.get(f"/bureau/personnes/{lenoir}")
    page = dpo.get("/bureau/acces")
    assert "Affecté·e alors à : Mimosas. La personne était à l’unité Glycines." in page
    assert page.count("Affecté·e alors à") == 1
    assert "par un accès exceptionnel" in page
    assert "Lenoir" not in page
    assert "Affecté·e" not in dpo.get("/bureau/acces?quoi=night")


def test_each_is_judged_by_the_place_of_that_instant(application, home, lenoir):
    sit(application, home, "nurse", "Glycines").get(f"/bureau/personnes/{lenoir}")
    with clock.frozen(NOW + timedelta(hours=1)):
        with home.house.database.write() as session:
            where = {"unit_id": home.units["Mimosas"], "room_id": None}
            move(session, home.leader, lenoir, **where, now=clock.now())
        assert "Rien d’inhabituel" in sit(application, home, "dpo").get("/bureau/acces")


def test_night_is_told_unless_somebody_was_planned(application, home, lenoir):
    night = NOW + timedelta(hours=14)  # midnight in Paris
    with clock.frozen(night):
        nurse, reader = sit(application, home, "nurse", "Glycines"), sit(application, home, "dpo")
        nurse.get(f"/bureau/personnes/{lenoir}")
        page = reader.get("/bureau/acces")
        assert "Un dossier à partir de 0 h 00, au bureau" in page
        assert "Aucune présence n’est prévue" in page
        with home.house.database.write() as session:
            plan_shift(
                session,
                home.leader,
                staff=session.get_one(Staff, by(home).staff_id),
                unit_id=home.units["Glycines"],
                starts_at=night - timedelta(hours=2),
                ends_at=night + timedelta(hours=6),
                now=night,
            )
        assert "Rien d’inhabituel" in reader.get("/bureau/acces")


@pytest.mark.parametrize(
    "query", ["jours=0", "jours=x", "quoi=%00", "page=-3", "page=999", "jours=7"]
)
def test_an_address_that_makes_no_sense_is_never_an_error(dpo, query):
    dpo.get(f"/bureau/acces?{query}")


def test_who_opened_a_file_is_found_by_the_exact_identity(application, dpo, home, lenoir):
    nurse = sit(application, home, "nurse", "Mimosas")
    open_in_emergency(home, lenoir)
    nurse.get(f"/bureau/personnes/{lenoir}")
    answer = dpo.send("/bureau/acces/personne", **EXACT)
    assert answer.location == f"/bureau/acces/personnes/{lenoir}"
    page = dpo.get(answer.location)
    assert "Essai nurse-Mimosas" in page and "Infirmier·ère" in page
    assert "Motif donné : Chute dans le couloir" in page
    assert "Accès exceptionnel, dossier" in page
    assert "Lenoir" not in page


def test_a_period_leaves_out_the_rest(application, dpo, home, lenoir):
    sit(application, home, "nurse", "Glycines").get(f"/bureau/personnes/{lenoir}")
    path = f"/bureau/acces/personnes/{lenoir}"
    assert "nurse-Glycines" in dpo.get(f"{path}?du=2026-11-21&au=2026-11-21")
    for empty in ("du=2026-11-22", "au=2026-11-20", "du=2026-11-22&au=2026-11-20"):
        assert "Personne n’a ouvert ce dossier" in dpo.get(f"{path}?{empty}")


def test_an_unknown_identity_finds_nothing_and_is_told(dpo, home, lenoir):
    answer = dpo.send("/bureau/acces/personne", **{**EXACT, "given_name": "Rose"})
    assert answer.status_code == 422
    with home.house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="person.looked_up").count() == 1


def test_reading_it_is_in_the_trace(dpo, home, lenoir):
    dpo.get(f"/bureau/acces/personnes/{lenoir}")
    (event,) = home.events("audit.read")
    assert event.person_id == lenoir


def test_another_home_finds_nothing(application, other_home, lenoir):
    sit(application, other_home, "dpo").get(f"/bureau/acces/personnes/{lenoir}", status=404)
