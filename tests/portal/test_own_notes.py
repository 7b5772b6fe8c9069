"""What is noted of a person, read by them; what they contest stays beside it, where professionals read it."""

from __future__ import annotations

import uuid

import pytest

from app.areas.journal.commands import correct_entry, publish_vocabulary, write_entry
from app.areas.marks.models import RightsMark
from app.areas.marks.rules import A_DAY
from app.areas.observations.commands import Typed, record_observation
from app.areas.persons.models import Person
from app.ground import clock
from tests.areas.office.test_vocabulary import FIRST
from tests.fixtures.browser import page
from tests.gate.audit.test_rows import admit
from tests.gate.test_every_role_meets_every_route import sit_down
from transmissions.entry import Draft
from transmissions.observations import BY_NAME

SAID = "Agitée au coucher, a refusé sa toilette."
MINE = "J’avais froid, et personne ne venait."


class Told:
    """What was written about Jeanne, and by whom."""

    def __init__(self, family):
        self.family, self.house = family, family.house
        self.actor = family.home.actor("Hélène")
        with self.house.database.write() as session:
            home = self.actor.establishment_id
            publish_vocabulary(session, FIRST, establishment_id=home, now=clock.now())

    def write(self, text=SAID, person=None):
        about = {"person_id": person or self.family.person, "now": clock.now()}
        draft = Draft("douleur-aigue", 1, data=text)
        with self.house.database.write() as session:
            return write_entry(session, self.house.vault, self.actor, draft, **about)

    def weigh(self):
        about = {"person_id": self.family.person, "now": clock.now()}
        weight = Typed(BY_NAME["weight"], {"value": "62"})
        with self.house.database.write() as session:
            return record_observation(session, self.house.vault, self.actor, weight, **about)


@pytest.fixture
def told(family):
    return Told(family)


def contest(jeanne, id, words=MINE, place="entry"):
    return jeanne.press(f"/moi/dossier/{place}/{id}", text=words)


def marks(family):
    with family.house.database.read() as session:
        return session.query(RightsMark).all()


def test_the_person_reads_what_is_noted_of_them(told, jeanne):
    told.write()
    told.weigh()
    text = jeanne.get("/moi/dossier").text
    assert SAID in text
    assert "62" in text
    assert "Hélène" in text


def test_what_is_contested_says_so_to_the_person_and_to_the_team(
    application, told, family, jeanne, home
):
    entry, weight = told.write(), told.weigh()
    assert contest(jeanne, entry).status_code == 303
    assert contest(jeanne, weight, "La balance était fausse.", "observation").status_code == 303
    text = jeanne.get("/moi/dossier").text
    assert MINE in text and "La balance était fausse." in text
    desk = page(application, home)
    sit_down(desk, home.team["Hélène"])
    for rest, words in (("transmissions", MINE), ("mesures", "La balance était fausse.")):
        shown = desk.client.get(f"/bureau/personnes/{family.person}/{rest}").text
        assert words in shown and "Contesté" in shown
    assert {(row.voice, row.placed_by) for row in marks(family)} == {("person", None)}


def test_it_stays_when_the_note_is_written_otherwise(told, family, jeanne):
    first = told.write()
    contest(jeanne, first)
    draft = Draft("douleur-aigue", 1, data="Calme au coucher.")
    with family.house.database.write() as session:
        correct_entry(
            session,
            family.house.vault,
            told.actor,
            first,
            draft,
            "Erreur de personne",
            now=clock.now(),
        )
    text = jeanne.get("/moi/dossier").text
    assert "Calme au coucher." in text and SAID not in text
    assert MINE in text
    assert f"/moi/dossier/entry/{first}" in text


def test_what_may_speak_of_somebody_else_waits_to_be_looked_at(told, family, jeanne, house, home):
    """CSP, L1111-7: what a third party confided is not communicated; it is said to exist, and can be contested."""
    admit(house, home, "Delacourte")
    told.write("S’est disputée avec Mme Delacourte.")
    told.write("Sa fille nous confie, sous le sceau du secret, sa maladie.")
    text = jeanne.get("/moi/dossier").text
    assert "Delacourte" not in text and "sous le sceau" not in text
    assert text.count("parle peut-être d’une autre personne") == 2


def test_what_names_somebody_who_has_left_waits_too(told, jeanne, house, home):
    other = admit(house, home, "Vannier")
    with house.database.write() as session:
        session.get_one(Person, other).left_at = clock.now()
    told.write("Mme Vannier lui a crié dessus au repas.")
    assert "crié dessus" not in jeanne.get("/moi/dossier").text


def test_only_what_one_reads_of_oneself_is_contested(told, family, jeanne, house, home):
    mine, theirs = told.write(), told.write(person=admit(house, home, "Delacourte"))
    for place, id in (
        ("entry", theirs),
        ("entry", uuid.uuid4()),
        ("observation", mine),
        ("access_copy", mine),
    ):
        assert contest(jeanne, id, place=place).status_code == 404
    claire = family.inside(family.add())
    assert contest(claire, mine).status_code == 404
    assert marks(family) == []


def test_words_that_cannot_be_kept_come_back(told, family, jeanne):
    entry = told.write()
    for words in ("", "   ", "mot " * 2000):
        answer = contest(jeanne, entry, words)
        assert answer.status_code == 422
        assert words.strip() in answer.text
    assert marks(family) == []
    for _ in range(A_DAY):
        assert contest(jeanne, entry).status_code == 303
    assert contest(jeanne, entry).status_code == 429
