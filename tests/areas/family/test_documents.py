"""Documents and photos shared with relatives: which topics they take, and what takes them away again."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from app.areas.documents.models import Document
from app.areas.family import queries
from app.areas.family.commands import Granting, Words, add_relative, flag, grant, validate
from app.areas.family.commands.relatives import Named
from app.areas.persons.file.commands import add_fact
from app.areas.persons.queries import measures_of
from app.ground.errors import Conflict, NotFound
from tests.areas.documents.papers import Papers
from tests.areas.family.conftest import HOUR, NOW, Family, titles

NEEDS = {
    "contrat_sejour": {"documents"},
    "ordonnance": {"documents", "health"},
    "directives_anticipees": {"documents", "health"},
    "autre": {"documents", "health"},
}


@pytest.fixture
def papers(family: Family) -> Papers:
    return Papers(family.home, family.person)


def share(family: Family, document: uuid.UUID, title: str, topic: str = "documents") -> uuid.UUID:
    words = Words(topic, date(2026, 11, 20), title, source_id=document)
    leader = family.home.leader
    with family.house.database.write() as session:
        item = flag(session, family.house, leader, family.person, words, now=NOW)
        validate(session, leader, item, now=NOW)
    return item


def change(family: Family, document: uuid.UUID, **values: object) -> None:
    with family.house.database.write() as session:
        session.query(Document).filter_by(id=document).update(values)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(NEEDS))
def test_a_document_takes_health_when_it_tells_of_it(
    family: Family, papers: Papers, kind: str
) -> None:
    share(family, papers.add(kind), "Un document")
    family.grant("Anne", "documents", "health")
    family.grant("Claire", "documents")
    family.grant("Marcel", "health")
    assert titles(family.sees("Anne")) == {"Un document"}
    assert titles(family.sees("Claire")) == ({"Un document"} if len(NEEDS[kind]) == 1 else set())
    assert titles(family.sees("Marcel")) == set()


def test_a_photo_takes_photos_alone(family: Family, papers: Papers) -> None:
    share(family, papers.add("autre"), "Au jardin", "photos")
    family.grant("Paul", "photos")
    family.grant("Anne", "documents", "health")
    page = family.sees("Paul")
    assert titles(page) == {"Au jardin"} and page is not None and page.documents is None
    assert titles(family.sees("Anne")) == set()


def test_a_picture_of_care_shared_as_a_photo_still_takes_health(
    family: Family, papers: Papers
) -> None:
    share(family, papers.add("wound_photo"), "Talon", "photos")
    family.grant("Paul", "photos")
    assert titles(family.sees("Paul")) == set()


@pytest.mark.parametrize(
    "values",
    [
        {"withdrawn_at": NOW},
        {"filed_at": None},
        {"state": "refused"},
        {"hidden_from": ["relative"]},
        {"superseded_by": uuid.UUID(int=1)},
        {"sealed": b"altered"},
    ],
    ids=["withdrawn", "to file", "refused", "masked", "replaced", "altered"],
)
def test_what_takes_a_document_away_takes_it_from_relatives_at_once(
    family: Family, papers: Papers, values: dict[str, object]
) -> None:
    document = papers.add("contrat_sejour")
    share(family, document, "Contrat")
    family.grant("Anne", "documents")
    assert titles(family.sees("Anne")) == {"Contrat"}
    change(family, document, **values)
    assert titles(family.sees("Anne")) == set()


def test_a_document_masked_from_relatives_stays_with_who_represents(
    family: Family, papers: Papers
) -> None:
    document = papers.add("contrat_sejour", hidden_from=["relative"])
    share(family, document, "Contrat")
    guardian = represented(family)
    family.grant("Anne", "documents", measures=family_measures(family), by="representative")
    with family.house.database.read() as session:
        page = queries.page_for(session, family.house, guardian, NOW)
    assert titles(page) == {"Contrat"}
    assert titles(family.sees("Anne")) == set()


def family_measures(family: Family) -> tuple[Any, ...]:
    with family.house.database.read() as session:
        return measures_of(session, family.house.vault, family.person, NOW)


def represented(family: Family) -> uuid.UUID:
    """A guardian over the person, known among the contacts, to whom documents are open."""
    house, leader, today = family.house, family.home.leader, NOW.date()
    who = {"family_name": "Garde", "given_name": "Inès", "link": "friend"}
    with house.database.write() as session:
        contact = add_fact(
            session, house.vault, leader, family.person, "contact", who, today=today, now=NOW
        ).chain_id
        power = {
            "quality": "tutelle",
            "contact": str(contact),
            "scope": "both",
            "since": "2026-01-01",
            "decided_by": "Le juge des tutelles",
            "paper": "Jugement du 5 janvier 2026",
        }
        add_fact(session, house.vault, leader, family.person, "power", power, today=today, now=NOW)
    measures = family_measures(family)
    assert [one.contact_id for one in measures] == [contact]
    named = Named("Inès", "Garde", "sa tutrice", contact_id=contact)
    said = Granting(frozenset(("documents",)), "representative", giver="Inès Garde", heard="Oui")
    with house.database.write() as session:
        relative = add_relative(session, house, leader, family.person, named, now=NOW)
        grant(session, house, leader, relative, said, measures, now=NOW)
    return relative


def test_a_picture_is_handed_out_while_its_item_is_shown(family: Family, papers: Papers) -> None:
    item = share(family, papers.add("contrat_sejour"), "Contrat")
    family.grant("Anne", "documents")
    page = family.sees("Anne")
    assert page is not None and page.documents
    picture = page.documents[0].pages[0].id
    assert ask(family, "Anne", item, picture, 0).startswith(b"RIFF")
    with pytest.raises(NotFound):
        ask(family, "Paul", item, picture, 0)
    with pytest.raises(NotFound):
        ask(family, "Anne", item, uuid.uuid4(), 0)
    family.revoke("Anne", "documents", NOW + HOUR)
    with pytest.raises(NotFound):
        ask(family, "Anne", item, picture, 1)


def ask(family: Family, name: str, item: uuid.UUID, page: uuid.UUID, at_hour: int) -> bytes:
    relative, at = family.relatives[name], NOW + at_hour * HOUR
    with family.house.database.read() as session:
        return queries.picture_for(session, family.house, relative, item, page, "thumb", at)


def test_a_document_of_somebody_else_is_never_shown(family: Family, papers: Papers) -> None:
    other = family.home.admit(given_name="Rose")
    share(family, papers.add("contrat_sejour", person=other), "Contrat")
    family.grant("Anne", "documents")
    assert titles(family.sees("Anne")) == set()


def test_a_document_is_flagged_once(family: Family, papers: Papers) -> None:
    document = papers.add("contrat_sejour")
    share(family, document, "Contrat")
    with pytest.raises(Conflict):
        share(family, document, "Contrat")
