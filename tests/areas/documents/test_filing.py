"""Filing: what a document is, who files it, and each gesture that can be undone."""

import uuid
from datetime import date, timedelta

import pytest

from app.areas.documents.commands import withdraw
from app.areas.documents.filing import (
    TITLE_LIMIT,
    Filing,
    file_document,
    stamped,
    undo_filing,
)
from app.areas.documents.filing_gestures import title_of
from app.areas.documents.filing_models import DocumentFiling
from app.areas.documents.lasting import WINDOW
from app.areas.documents.moving import move
from app.areas.documents.owning import give_back, hand_over, take
from app.areas.documents.restoring import restore
from app.gate.directory.commands import create_staff
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers, colleague

LETTER = Filing("compte_rendu", "Cardiologie", date(2026, 11, 10))


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


def file_it(papers, document_id, filing, now=NOW, **more):
    with papers.house.database.write() as session:
        return file_document(
            session, papers.house, papers.home.leader, document_id, filing, now=now, **more
        )


def undo(papers, filing_id, now=NOW):
    with papers.house.database.write() as session:
        return undo_filing(session, papers.house, papers.home.leader, filing_id, now=now)


def test_a_document_is_filed_with_its_title_and_its_days(papers):
    id = papers.add()
    file_it(papers, id, Filing("dlu", " Pour  l’hôpital ", date(2026, 11, 1), date(2027, 11, 1)))
    row = papers.row(id)
    assert (row.kind, row.dated_on, row.valid_until) == (
        "dlu",
        date(2026, 11, 1),
        date(2027, 11, 1),
    )
    assert row.filed_by == papers.home.leader.staff_id and row.filed_at == NOW
    assert title_of(papers.house, row) == "Pour l’hôpital"
    [event] = papers.home.events("document.filed")
    assert event.subject_id == id and event.person_id == papers.person


def test_tablets_keep_it_as_long_as_it_holds(papers):
    id = papers.add()
    file_it(papers, id, LETTER)
    assert papers.row(id).expires_at == NOW + WINDOW
    file_it(papers, id, Filing("dlu", None, date(2026, 11, 1), date(2027, 11, 1)))
    assert papers.row(id).expires_at.date() > date(2027, 11, 1)


def test_the_last_filing_is_undone_whole(papers):
    id = papers.add(note="À trier")
    gesture = file_it(papers, id, LETTER)
    undo(papers, gesture, NOW + timedelta(minutes=1))
    row = papers.row(id)
    assert (row.kind, row.filed_at, row.dated_on, row.expires_at) == (None, None, None, None)
    assert title_of(papers.house, row) is None


def test_filed_again_it_goes_back_to_how_it_was_before(papers):
    id = papers.add()
    file_it(papers, id, LETTER)
    second = file_it(papers, id, Filing("biologie"), NOW + timedelta(minutes=1))
    undo(papers, second, NOW + timedelta(minutes=2))
    row = papers.row(id)
    assert row.kind == "compte_rendu" and title_of(papers.house, row) == "Cardiologie"
    assert row.filed_at is not None


def test_a_filing_that_another_one_followed_is_not_undone(papers):
    id = papers.add()
    first = file_it(papers, id, LETTER)
    file_it(papers, id, Filing("biologie"), NOW + timedelta(minutes=1))
    with pytest.raises(Conflict):
        undo(papers, first, NOW + timedelta(minutes=2))
    assert papers.row(id).kind == "biologie"


def test_an_undo_is_not_undone(papers):
    first = file_it(papers, papers.add(), LETTER)
    undo(papers, first, NOW + timedelta(minutes=1))
    with pytest.raises(Conflict):
        undo(papers, first, NOW + timedelta(minutes=2))


def test_two_who_file_at_once_do_not_overwrite_each_other(papers):
    id = papers.add()
    seen = stamp(stamped(papers.row(id)))
    file_it(papers, id, LETTER, seen=seen)
    with pytest.raises(Conflict):
        file_it(papers, id, Filing("biologie"), seen=seen)
    assert papers.row(id).kind == "compte_rendu"


@pytest.mark.parametrize(
    ("filing", "field"),
    [
        (Filing(None), "kind"),
        (Filing("nothing_known"), "kind"),
        (Filing("wound_photo"), "kind"),
        (Filing("dlu", "x" * (TITLE_LIMIT + 1)), "title"),
        (Filing("dlu", "a\u202eb"), "title"),
        (Filing("dlu", None, NOW.date() + timedelta(days=1)), "dated_on"),
        (Filing("dlu", None, date(2026, 3, 2), date(2026, 3, 1)), "valid_until"),
        (Filing("dlu", None, None, date(2140, 1, 1)), "valid_until"),
        (Filing("dlu", supersedes=uuid.UUID(int=3)), "supersedes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_is_refused_beside_its_field(papers, filing, field):
    id = papers.add()
    with pytest.raises(Invalid) as refusal:
        file_it(papers, id, filing)
    assert list(refusal.value.fields) == [field] and papers.row(id).filed_at is None


def test_a_new_version_takes_the_place_of_the_old_one_and_gives_it_back(papers):
    old = papers.add("dlu")
    new = papers.add()
    gesture = file_it(papers, new, Filing("dlu", supersedes=old))
    assert papers.row(old).superseded_by == new and papers.row(new).supersedes == old
    undo(papers, gesture, NOW + timedelta(minutes=1))
    assert papers.row(old).superseded_by is None and papers.row(new).supersedes is None


@pytest.mark.parametrize("meanwhile", ["moved", "replaced"])
def test_an_undo_gives_back_no_place_that_is_another_persons_or_taken_since(papers, meanwhile):
    old, new, third = (papers.add("dlu") for _ in range(3))
    file_it(papers, new, Filing("dlu", supersedes=old))
    gesture = file_it(papers, new, Filing("dlu"), NOW + timedelta(minutes=1))
    if meanwhile == "moved":
        odette = papers.home.admit(given_name="Odette")
        with papers.house.database.write() as session:
            move(session, papers.house, papers.home.leader, old, odette, "À elle", now=NOW)
    else:
        file_it(papers, third, Filing("dlu", supersedes=old))
    undo(papers, gesture, NOW + timedelta(minutes=2))
    holds = third if meanwhile == "replaced" else None
    assert papers.row(new).supersedes is None and papers.row(old).superseded_by == holds


def test_what_a_withdrawn_document_had_replaced_holds_again(papers):
    old, new, third = (
        papers.add("directives_anticipees"),
        papers.add(),
        papers.add("directives_anticipees"),
    )
    leader, house = papers.home.leader, papers.house
    file_it(papers, new, Filing("directives_anticipees", supersedes=old))
    with house.database.write() as session:
        withdraw(session, house, leader, new, "Autre personne", now=NOW)
    assert papers.row(old).superseded_by is None
    with house.database.write() as session:
        restore(session, leader, new, now=NOW)
    assert papers.row(old).superseded_by == new and papers.row(new).supersedes == old
    with house.database.write() as session:
        withdraw(session, house, leader, new, "Autre personne", now=NOW)
    file_it(papers, third, Filing("directives_anticipees", supersedes=old))
    with house.database.write() as session:
        restore(session, leader, new, now=NOW)
    assert papers.row(old).superseded_by == third and papers.row(new).supersedes is None


def test_a_document_is_replaced_once_and_never_by_what_it_replaces(papers):
    old, new, third = papers.add("dlu"), papers.add(), papers.add()
    file_it(papers, new, Filing("dlu", supersedes=old))
    for document, other in ((third, old), (old, new), (new, new)):
        with pytest.raises(Invalid):
            file_it(papers, document, Filing("dlu", supersedes=other))
    elsewhere = papers.add("dlu", person=papers.home.admit(given_name="Odette"))
    with pytest.raises(Invalid):
        file_it(papers, third, Filing("dlu", supersedes=elsewhere))


def test_another_home_files_nothing_here(papers, other_home):
    id = papers.add()
    with papers.house.database.write() as session, pytest.raises(NotFound):
        file_document(session, papers.house, other_home.leader, id, LETTER, now=NOW)


def test_what_was_withdrawn_is_not_filed(papers):
    id = papers.add()
    with papers.house.database.write() as session:
        from app.areas.documents.models import Document

        session.get_one(Document, id).withdrawn_at = NOW
    with pytest.raises(Conflict):
        file_it(papers, id, LETTER)


def hired(papers, role="nurse"):
    with papers.house.database.write() as session:
        member = create_staff(
            session,
            papers.house,
            None,
            establishment_id=papers.home.id,
            given_name="Nadia",
            family_name="Rousseau",
            role=role,
            now=NOW,
        )
    return member.id


def owning(papers, gesture, actor, *more):
    with papers.house.database.write() as session:
        gesture(session, actor, *more, now=NOW)


def test_whoever_takes_a_document_owns_it_and_gives_it_back(papers):
    id = papers.add()
    owning(papers, take, papers.home.leader, id)
    assert papers.row(id).owner_id == papers.home.leader.staff_id
    owning(papers, take, papers.home.leader, id)  # twice is once
    assert len(papers.home.events("document.taken")) == 1
    owning(papers, give_back, papers.home.leader, id)
    assert papers.row(id).owner_id is None


def test_what_another_took_is_not_taken(papers):
    id, nurse = papers.add(), hired(papers)
    owning(papers, take, colleague(papers.home, "nurse", staff=nurse), id)
    with pytest.raises(Conflict):
        owning(papers, take, papers.home.leader, id)
    assert papers.row(id).owner_id == nurse


def test_it_is_handed_to_whoever_files(papers):
    id, secretary, aide = papers.add(), hired(papers, "office"), hired(papers, "care_assistant")
    owning(papers, hand_over, papers.home.leader, id, secretary)
    assert papers.row(id).owner_id == secretary
    for nobody in (aide, uuid.UUID(int=9), None):
        with pytest.raises(Invalid):
            owning(papers, hand_over, papers.home.leader, id, nobody)
    assert papers.row(id).owner_id == secretary


def test_it_is_not_handed_to_somebody_it_is_hidden_from(papers):
    id, secretary = papers.add(hidden_from=["office"]), hired(papers, "office")
    with pytest.raises(Invalid):
        owning(papers, hand_over, papers.home.leader, id, secretary)


def test_each_gesture_is_kept_sealed_under_the_persons_key(papers):
    id = papers.add()
    gesture = file_it(papers, id, LETTER)
    with papers.house.database.read() as session:
        row = session.get_one(DocumentFiling, gesture)
    about = (papers.person, "document_filing", gesture, row.sealed)
    assert papers.house.vault.open(*about)["title"] == "Cardiologie"
