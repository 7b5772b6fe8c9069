"""Masks: who may put one, on whom, and what it leaves when it is lifted."""

import pytest

from app.areas.documents.erasing import erase_documents
from app.areas.documents.filing import Filing, file_document
from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.masking import lift, mask
from app.areas.documents.models import Document
from app.areas.documents.queries import document_of, documents_of
from app.areas.documents.search import find, texts_of
from app.ground.errors import Conflict, Invalid, NotFound
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers, colleague


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


def put(papers, id, roles, reason="Demandé par la personne", role="lead_nurse"):
    with papers.house.database.write() as session:
        actor = colleague(papers.home, role)
        return mask(session, papers.house, actor, id, roles, reason, now=NOW)


def take_off(papers, mask_id):
    with papers.house.database.write() as session:
        return lift(session, papers.home.leader, mask_id, now=NOW)


def listed(papers, role):
    """What somebody sees of the person's documents, by any way a page has."""
    house, actor = papers.house, colleague(papers.home, role)
    with house.database.read() as session:
        found = documents_of(session, house.vault, actor, [papers.person])
        texts = texts_of(session, house.vault, found)
        searched = find(found, texts, "ordonnance")
        for one in found:
            document_of(session, house.vault, actor, one.id)
    return {one.id for one in found}, {one.document.id for one in searched}


def test_masked_from_a_role_it_is_in_no_list_and_no_search_of_theirs(papers):
    id, other = papers.add("ordonnance"), papers.add("ordonnance")
    put(papers, id, ["nurse", "physician"])
    assert listed(papers, "nurse") == listed(papers, "physician") == ({other}, {other})
    assert listed(papers, "lead_nurse") == ({id, other}, {id, other})
    with papers.house.database.read() as session, pytest.raises(NotFound):
        document_of(session, papers.house.vault, colleague(papers.home, "nurse"), id)


def test_a_mask_is_lifted_and_the_others_hold(papers):
    id = papers.add("ordonnance")
    first, _second = put(papers, id, ["nurse", "person"]), put(papers, id, ["pharmacist"])
    assert papers.row(id).hidden_from == ["nurse", "person", "pharmacist"]
    assert take_off(papers, first) == id
    take_off(papers, first)  # twice is once
    assert papers.row(id).hidden_from == ["pharmacist"]
    assert len(papers.home.events("document.unmasked")) == 1


def test_filed_otherwise_it_is_not_hidden_from_everybody_who_could_lift_the_mask(papers):
    """A physician reads no administrative document, whoever else is kept from it."""
    id = papers.add("ordonnance")
    put(papers, id, ["lead_nurse"], role="physician")
    with papers.house.database.write() as session, pytest.raises(Invalid) as refusal:
        nurse = colleague(papers.home, "nurse")
        file_document(session, papers.house, nurse, id, Filing("piece_identite"), now=NOW)
    assert list(refusal.value.fields) == ["kind"] and papers.row(id).kind == "ordonnance"


def test_each_mask_says_why_under_the_persons_key(papers):
    mask_id = put(papers, papers.add("ordonnance"), ["nurse"])
    with papers.house.database.read() as session:
        row = session.get_one(DocumentMask, mask_id)
    about = (papers.person, "document_mask", mask_id, row.sealed)
    assert papers.house.vault.open(*about) == {"reason": "Demandé par la personne"}
    [event] = papers.home.events("document.masked")
    assert event.detail == {"roles": ["nurse"]}


@pytest.mark.parametrize(
    ("roles", "reason", "field"),
    [
        ([], "oui", "roles"),
        (["nobody"], "oui", "roles"),
        (["dpo"], "oui", "roles"),
        (["lead_nurse"], "oui", "roles"),
        (["nurse"], " ", "reason"),
        (["nurse"], "x" * 301, "reason"),
    ],
)
def test_a_mask_names_somebody_else_and_says_why(papers, roles, reason, field):
    id = papers.add("ordonnance")
    with pytest.raises(Invalid) as refusal:
        put(papers, id, roles, reason)
    assert list(refusal.value.fields) == [field] and papers.row(id).hidden_from is None


def test_nothing_is_hidden_from_everybody_who_could_lift_it(papers):
    id = papers.add("ordonnance")
    put(papers, id, ["physician"])
    with pytest.raises(Invalid):
        put(papers, id, ["lead_nurse"], role="physician")


def test_what_was_withdrawn_is_not_masked(papers):
    id = papers.add("ordonnance")
    with papers.house.database.write() as session:
        session.get_one(Document, id).withdrawn_at = NOW
    with pytest.raises(Conflict):
        put(papers, id, ["nurse"])


def test_masks_and_filings_go_with_the_person(papers):
    id = papers.add()
    put(papers, id, ["nurse"])
    with papers.house.database.write() as session:
        filing = Filing("ordonnance")
        file_document(session, papers.house, papers.home.leader, id, filing, now=NOW)
    with papers.house.database.write() as session:
        erase_documents(session, papers.person)
    with papers.house.database.read() as session:
        for model in (Document, DocumentMask, DocumentFiling):
            assert session.query(model).count() == 0
