"""The person in their own space: what is planned, what is noted, who read it; and nobody else in it."""

from __future__ import annotations

from app.areas.persons.commands import leave
from app.ground import clock
from app.portal.access import ACCESS

PAGES = ("/moi", "/moi/attentes", "/moi/dossier", "/moi/lectures", "/moi/droits", "/moi/avis")


def test_the_person_enters_by_the_door_of_relatives_and_finds_their_own_page(jeanne):
    assert jeanne.get("/").location == "/moi"
    page = jeanne.get("/moi").text
    assert "Bonjour Jeanne" in page
    assert "Ce qui est prévu" in page


def test_no_page_of_the_person_exists_for_a_relative(family, jeanne):
    claire = family.inside(family.add())
    nowhere = claire.get("/nulle-part").text.replace(
        "Vérifiez l’adresse, ou revenez à l’accueil.",
        "Cette page n’existe pas, ou elle ne vous est pas ouverte.",
    )
    for path in PAGES:
        assert jeanne.get(path).status_code == 200
        answer = claire.get(path)
        assert (answer.status_code, answer.text) == (404, nowhere)


def test_every_page_of_the_person_is_for_the_person_alone(application):
    """What is under /moi is for the person, and nothing of theirs is elsewhere."""
    rules = application.extensions["chevet.portal"].url_map.iter_rules()
    own = {rule.endpoint for rule in rules if rule.rule.startswith("/moi")}
    assert own == {name for name, audience in ACCESS.items() if audience == "person"}
    assert len(own) > 5


def test_the_space_closes_with_the_stay(family, jeanne):
    with family.house.database.write() as session:
        now = clock.now()
        leave(session, family.home.actor("Hélène"), family.person, left_at=now, now=now)
    for path in PAGES:
        assert jeanne.get(path).location == "/entrer"
    assert jeanne.enter().status_code == 403


def test_who_read_the_file_is_told_relatives_and_professionals_alike(family, jeanne):
    claire = family.inside(family.add())
    claire.get("/")
    page = jeanne.get("/moi/lectures").text
    assert "Claire Martin" in page and "espace famille" in page


def test_the_trail_says_that_the_person_read_once_a_session(family, jeanne):
    from app.gate.audit.models import AuditEvent

    jeanne.get("/moi")
    jeanne.get("/moi")
    with family.house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="own.opened").count() == 1
