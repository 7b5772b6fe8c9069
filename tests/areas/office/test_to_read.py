"""What a nurse is asked to read at a desk, and marks as read."""

from datetime import timedelta

import pytest

from app.areas.journal.commands import (
    correct_entry,
    publish_vocabulary,
    read_entries,
    retract_entry,
    write_entry,
)
from app.areas.journal.models import Receipt
from app.areas.journal.queries import unread_ids
from app.gate.auth.actor import Actor
from app.gate.directory.commands import create_staff
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from tests.areas.office.test_vocabulary import FIRST
from transmissions.entry import Draft
from transmissions.reading import asks_to_read

READ = "/bureau/a-lire"
PLAIN = Draft("douleur-aigue", 1, data="rien de plus")
LOUD = Draft("douleur-aigue", 1, data="à voir", importance="important")
ASKED = Draft("chute", 1, data="à savoir", to_read=True)


@pytest.fixture
def lenoir(home):
    person_id = home.admit()
    with home.house.database.write() as session:
        publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)
    return person_id


def write(home, person_id, draft=ASKED, at=NOW):
    with home.house.database.write() as session:
        return write_entry(
            session,
            home.house.vault,
            home.leader,
            draft,
            person_id=person_id,
            occurred_at=at,
            now=NOW,
        )


def correct(home, entry, draft=PLAIN):
    with home.house.database.write() as session:
        return correct_entry(
            session, home.house.vault, home.leader, entry, draft, "erreur de côté", now=NOW
        )


@pytest.fixture
def nurse(application, home):
    return sit(application, home, "nurse")


def test_what_is_to_read_or_important_is_listed_until_it_is_marked(nurse, home, lenoir):
    asked, loud = write(home, lenoir), write(home, lenoir, LOUD)
    write(home, lenoir, PLAIN)
    page = nurse.get(READ)
    assert "à savoir" in page and "à voir" in page and "rien de plus" not in page
    assert "Jeanne Lenoir" in page
    answer = nurse.client.post(f"{READ}/lu", data=nurse.form(READ, "entries") | {"entries": asked})
    assert answer.status_code == 302
    page = nurse.get(READ)
    assert "1 transmission marquée comme lue." in page
    assert "à savoir" not in page and "à voir" in page
    data = nurse.form(READ, "entries") | {"entries": [str(asked), str(loud)]}
    nurse.client.post(f"{READ}/lu", data=data)
    assert "Tout est lu" in nurse.get(READ)
    assert len(home.events("transmission.read")) == 2
    assert len(home.events("person.open")) == 1


def test_whoever_had_read_is_asked_to_read_the_correction(nurse, home, lenoir):
    first = write(home, lenoir, ASKED)
    nurse.client.post(f"{READ}/lu", data=nurse.form(READ, "entries"))
    assert "Tout est lu" in nurse.get(READ)
    correct(home, first)
    page = nurse.get(READ)
    assert "rien de plus" in page and "erreur de côté" in page
    assert "à savoir" in page.split("1 version précédente")[1]
    nurse.client.post(f"{READ}/lu", data=nurse.form(READ, "entries"))
    assert "Tout est lu" in nurse.get(READ)


def test_a_correction_asks_nothing_of_those_who_had_not_read(nurse, home, lenoir):
    correct(home, write(home, lenoir, PLAIN))
    assert "Tout est lu" in nurse.get(READ)


def test_nobody_reads_their_own_words_nor_what_is_gone(nurse, home, lenoir):
    gone = write(home, lenoir)
    with home.house.database.write() as session:
        retract_entry(session, home.leader, gone, now=NOW)
    write(home, lenoir, LOUD, at=NOW - timedelta(days=8))  # no tablet shows it any more
    assert "Tout est lu" in nurse.get(READ)
    write(home, lenoir)
    with home.house.database.read() as session:
        assert unread_ids(session, home.leader.staff_id, [lenoir], now=NOW) == []


def test_another_unit_and_another_home_are_not_listed_nor_marked(application, home, chloe, lenoir):
    entry = write(home, lenoir)
    other = sit(application, home, "nurse", "Mimosas")
    for desk in (other, chloe):
        assert "à savoir" not in desk.get(READ)
        form = desk.form("/bureau", "csrf_token")
        desk.client.post(f"{READ}/lu", data=form | {"entries": str(entry)})
    with home.house.database.read() as session:
        assert session.query(Receipt).count() == 0


def test_who_may_not_read_transmissions_has_neither_page_nor_place(application, home, lenoir):
    office = sit(application, home, "office")
    office.get(READ, status=403)
    assert "À lire" not in office.get("/bureau")


def test_strange_ids_are_passed_over(nurse, home, lenoir):
    write(home, lenoir)
    form = nurse.form(READ, "entries")
    for entries in ("", "x", "\0", str(lenoir), ["x"] * 1000):
        assert nurse.client.post(f"{READ}/lu", data=form | {"entries": entries}).status_code == 302
    assert "à savoir" in nurse.get(READ)


def test_the_list_is_what_the_rule_says(home, lenoir):
    with home.house.database.write() as session:
        readers = [
            create_staff(
                session,
                home.house,
                home.leader,
                given_name=name,
                family_name="Roy",
                role="nurse",
                now=NOW,
            ).id
            for name in ("Nadia", "Inès")
        ]
    for draft in (PLAIN, LOUD, ASKED):
        for read_first in (False, True):
            for read_second in (False, True):
                _agrees(home, lenoir, draft, readers, read_first, read_second)


def _agrees(home, lenoir, draft, readers, read_first, read_second):
    first = write(home, lenoir, draft)
    reader = Actor(readers[0], home.id, "nurse", None)
    with home.house.database.write() as session:
        if read_first:
            read_entries(session, reader, [first], now=NOW)
    second = correct(home, first, draft)
    with home.house.database.write() as session:
        if read_second:
            read_entries(session, reader, [second], now=NOW)
    for one in (*readers, home.leader.staff_id):
        expected = asks_to_read(
            one,
            author=home.leader.staff_id,
            to_read=draft.to_read,
            importance=draft.importance,
            read_by=readers[:1] if read_second else (),
            earlier_read_by=readers[:1] if read_first else (),
        )
        with home.house.database.read() as session:
            found = unread_ids(session, one, [lenoir], now=NOW)
        assert (second in found, first in found) == (expected, False)
