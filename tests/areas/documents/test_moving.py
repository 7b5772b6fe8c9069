"""A document in the wrong file: it goes to the right one, nothing is left behind, and who saw it is known."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.areas.documents import hooks
from app.areas.documents.commands import Given, capture, sealed_files
from app.areas.documents.expiring import remind_expiring
from app.areas.documents.filing import Filing, file_document
from app.areas.documents.filing_models import DocumentMask
from app.areas.documents.masking import mask
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.moving import MASKED_ELSEWHERE, move
from app.areas.documents.reading import readers_of
from app.areas.follow_ups.queries import open_ones
from app.gate.audit.record import record
from app.gate.audit.rows import verify_rows
from app.gate.sync.models import Tombstone
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.vault import KeyGone, SealBroken
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers, colleague

HOUR = timedelta(hours=1)


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


@pytest.fixture
def right_one(papers):
    return papers.home.admit(given_name="Odette", family_name="Lenoble")


def move_it(papers, id, to, why="Ordonnance de Mme Lenoble", at=NOW):
    with papers.house.database.write() as session:
        move(session, papers.house, papers.home.leader, id, to, why, now=at)


def rows_of(papers, id):
    with papers.house.database.read() as session:
        yield "document", session.get_one(Document, id)
        for model, table in ((DocumentPart, "document_part"), (DocumentPage, "document_page")):
            for row in session.scalars(select(model).where(model.document_id == id)):
                yield table, row


def test_every_row_is_sealed_under_the_right_persons_key_and_no_other(papers, right_one):
    id = papers.add("ordonnance", texts=("une", "deux"), note="vu")
    before = {
        row.id: papers.house.vault.open(papers.person, table, row.id, row.sealed)
        for table, row in rows_of(papers, id)
    }
    move_it(papers, id, right_one)
    found = list(rows_of(papers, id))
    assert len(found) == 4
    for table, row in found:
        assert row.person_id == right_one
        assert papers.house.vault.open(right_one, table, row.id, row.sealed) == before[row.id]
        with pytest.raises(SealBroken):
            papers.house.vault.open(papers.person, table, row.id, row.sealed)


def test_what_is_sealed_again_is_found_in_its_place(papers, right_one):
    """Also what it says in clear: the wound it was about stays behind."""
    house, leader = papers.house, papers.home.leader
    parts = sealed_files(house, [Given(b"une photo")])
    with house.database.write() as session:
        id = capture(session, house, leader, papers.person, parts, now=NOW)
    move_it(papers, id, right_one)
    assert verify_rows(house) == []


def test_filings_and_masks_go_with_it(papers, right_one):
    id, home = papers.add(), papers.home
    with papers.house.database.write() as session:
        file_document(session, papers.house, home.leader, id, Filing("dlu", "Titre"), now=NOW)
        mask(session, papers.house, home.leader, id, ["nurse"], "Demandé", now=NOW)
    move_it(papers, id, right_one)
    papers.house.vault.destroy_owner(papers.person)
    row = papers.row(id)
    assert row.kind == "dlu" and row.hidden_from == ["nurse"]
    assert papers.house.vault.open(right_one, "document", id, row.sealed)["title"] == "Titre"
    with papers.house.database.read() as session:
        hidden = session.scalars(select(DocumentMask).where(DocumentMask.document_id == id)).one()
    kept = papers.house.vault.open(right_one, "document_mask", hidden.id, hidden.sealed)
    assert kept["reason"] == MASKED_ELSEWHERE, "why it was hidden spoke of the first person"


def test_once_the_right_person_is_erased_nothing_opens_it(papers, right_one):
    id = papers.add("ordonnance")
    move_it(papers, id, right_one)
    papers.house.vault.destroy_owner(right_one)
    for table, row in rows_of(papers, id):
        with pytest.raises(KeyGone):
            papers.house.vault.open(right_one, table, row.id, row.sealed)


def test_both_persons_trails_tell_it(papers, right_one):
    id = papers.add("ordonnance")
    move_it(papers, id, right_one)
    [gone], [come] = (
        papers.home.events("document.moved_out"),
        papers.home.events("document.moved_in"),
    )
    assert (gone.person_id, come.person_id) == (papers.person, right_one)
    assert gone.subject_id == come.subject_id == id


def test_tablets_of_the_unit_that_it_leaves_forget_it(papers, right_one):
    away = papers.home.admit("Mimosas", "201", given_name="Marthe")
    near, far = papers.add("ordonnance"), papers.add("ordonnance")
    move_it(papers, near, right_one)
    move_it(papers, far, away)
    with papers.house.database.read() as session:
        [told] = session.scalars(select(Tombstone).where(Tombstone.kind == "document"))
    assert (told.object_id, told.unit_id) == (far, papers.home.units["Glycines"])


def test_tablets_hear_of_it(papers, right_one):
    id = papers.add("ordonnance")
    with papers.house.database.write() as session:
        before = take_revision(session, papers.home.id)
    move_it(papers, id, right_one)
    assert papers.row(id).revision > before


def test_what_was_built_on_it_in_the_first_file_is_told(papers, right_one, monkeypatch):
    told = []
    monkeypatch.setattr(hooks, "_WITHDRAWN", [lambda _session, _house, one: told.append(one)])
    move_it(papers, id := papers.add("ordonnance"), right_one)
    assert [(one.id, one.person_id) for one in told] == [(id, papers.person)]


def test_who_had_opened_it_is_told_to_whoever_leads(papers, right_one):
    id, aide = papers.add("ordonnance"), colleague(papers.home, "care_assistant")
    with papers.house.database.write() as session:
        for at in (NOW, NOW + HOUR):
            about = {"person_id": papers.person, "subject_id": id}
            record(session, "document.read", at=at, actor=aide, **about)
    move_it(papers, id, right_one, at=NOW + 2 * HOUR)
    with papers.house.database.read() as session:
        [task] = open_ones(session, papers.house, papers.home.id, person_id=right_one)
        readers = readers_of(session, id, [papers.person, right_one], since=NOW)
    assert task.role == "lead_nurse" and "1 professionnel l’avait ouvert" in task.what
    assert [(one.staff_id, one.person_id, one.first_at) for one in readers] == [
        (aide.staff_id, papers.person, NOW)
    ]


def test_nobody_opened_it_nobody_is_told(papers, right_one):
    move_it(papers, papers.add("ordonnance"), right_one)
    with papers.house.database.read() as session:
        assert open_ones(session, papers.house, papers.home.id, person_id=right_one) == []


def test_versions_and_reminders_stay_with_the_first_file(papers, right_one):
    old = papers.add("dlu")
    id = papers.add("dlu", valid_until=NOW.date() + timedelta(days=9))
    with papers.house.database.write() as session:
        kept = Filing("dlu", None, None, papers.row(id).valid_until, old)
        file_document(session, papers.house, papers.home.leader, id, kept, now=NOW)
        remind_expiring(session, papers.house, now=NOW)
    move_it(papers, id, right_one)
    assert papers.row(old).superseded_by is None and papers.row(id).supersedes is None
    with papers.house.database.write() as session:
        assert open_ones(session, papers.house, papers.home.id, person_id=papers.person) == []
        assert remind_expiring(session, papers.house, now=NOW) == 1  # and is asked of the other
        assert len(open_ones(session, papers.house, papers.home.id, person_id=right_one)) == 1


def test_it_is_moved_back_like_any_other(papers, right_one):
    id = papers.add("ordonnance", note="vu")
    move_it(papers, id, right_one)
    move_it(papers, id, papers.person, "Retour", NOW + HOUR)
    row = papers.row(id)
    assert papers.house.vault.open(papers.person, "document", id, row.sealed)["note"] == "vu"


def test_it_says_why_and_goes_somewhere_else(papers, right_one):
    id = papers.add("ordonnance")
    for to, why in ((right_one, " "), (papers.person, "oui")):
        with pytest.raises(Invalid):
            move_it(papers, id, to, why)
    assert papers.row(id).person_id == papers.person


def test_another_home_moves_nothing(papers, right_one, other_home):
    id = papers.add("ordonnance")
    with papers.house.database.write() as session, pytest.raises(NotFound):
        move(session, papers.house, other_home.leader, id, right_one, "oui", now=NOW)


def test_what_was_withdrawn_stays(papers, right_one):
    id = papers.add("ordonnance")
    with papers.house.database.write() as session:
        session.get_one(Document, id).withdrawn_at = NOW
    with pytest.raises(Conflict):
        move_it(papers, id, right_one)
