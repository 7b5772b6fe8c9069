"""The papers of the demo home: what is to be filed suggests what it is, one is of somebody else, one was replaced."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from app.areas.documents.models import DocumentPage
from app.areas.documents.proposing import names_somebody_else, proposed
from app.areas.documents.queries import DocumentValue, documents_of, open_picture
from app.areas.documents.search import texts_of
from app.areas.persons import handlers
from app.areas.persons.queries import persons_of
from app.demo.documents import papers
from app.demo.values import demo_id
from app.gate.audit.rows import verify_rows
from app.gate.auth.actor import Actor
from app.ground.house import House
from app.ground.tenancy import acting_for_every

assert handlers  # queries ask where a person lives
HOME, ZONE = demo_id("home", "tilleuls"), ZoneInfo("Europe/Paris")
HELENE = Actor(demo_id("staff", "helene"), HOME, "lead_nurse", None)


@pytest.fixture(scope="module")
def kept(demo_at_now: House) -> dict[int, tuple[DocumentValue, list[str]]]:
    """Each paper, by its place in the file, with its text."""
    with acting_for_every(), demo_at_now.database.read() as session:
        persons = [one.id for one in persons_of(session, demo_at_now, HOME)]
        found = documents_of(session, demo_at_now.vault, HELENE, persons)
        texts = texts_of(session, demo_at_now.vault, found)
    by_id = {one.id: one for one in found}
    places = {number: demo_id("paper", number) for number in range(len(papers()))}
    return {number: (by_id[id], texts[id]) for number, id in places.items()}


def test_every_paper_is_kept_whole(kept):
    assert all(one.state == "checked" and len(one.pages) == 1 for one, _ in kept.values())


def test_they_are_filed_as_they_are_told(kept):
    for paper, (one, _) in zip(papers(), kept.values(), strict=True):
        assert (one.kind, one.title, one.is_filed) == (paper.kind, paper.title, bool(paper.kind))


def test_what_is_to_be_filed_says_what_it_is_but_one(kept):
    waiting = [proposed(one, text, ZONE) for one, text in kept.values() if not one.is_filed]
    kinds = [one.kind.value if one.kind else None for one in waiting]
    assert kinds == [
        *("ordonnance", "compte_rendu", "lettre_liaison", None),
        *("imagerie", "notification_mdph"),
    ]
    assert all(one.dated_on for one in waiting if one.kind)


def test_what_is_filed_would_have_been_suggested_so(kept):
    for one, text in kept.values():
        if one.is_filed:
            found = proposed(one, text, ZONE)
            assert found.dated_on and found.dated_on.value == one.dated_on, text


def test_one_paper_is_of_her_neighbour(demo_at_now, kept):
    with acting_for_every(), demo_at_now.database.read() as session:
        persons = {one.id: one for one in persons_of(session, demo_at_now, HOME)}
    found = {
        (persons[one.person_id].name, other.name)
        for one, text in kept.values()
        if (other := names_somebody_else(text, persons[one.person_id], persons.values()))
    }
    assert found == {("Simone Bertrand", "Simonne Bertrand")}


def test_the_old_liaison_file_was_replaced(kept):
    [old] = [one for one, _ in kept.values() if one.superseded_by]
    assert old.kind == "dlu" and old.title == "Ancien"


def test_their_pictures_open(demo_at_now, kept):
    one, _ = kept[0]
    with acting_for_every(), demo_at_now.database.read() as session:
        page = session.get_one(DocumentPage, one.pages[0].id)
        for which, side in (("legible", 982), ("thumb", 320)):
            picture = Image.open(io.BytesIO(open_picture(demo_at_now, page, which)))
            assert picture.height == side


def test_every_row_of_the_demo_opens_in_its_place(demo_at_now):
    with acting_for_every():
        assert verify_rows(demo_at_now) == []
