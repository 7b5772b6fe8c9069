"""Preparing, clearing, emptying: who may not, what is refused in words, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from app import erasers
from app.areas.persons.commands import destroy_key, erase, leave
from app.areas.prescribing.commands import prescribe, stop
from app.areas.rounds.containers.commands import empty
from app.areas.rounds.containers.models import Container, ContainerItem
from app.areas.rounds.containers.queries import (
    UNREADABLE,
    container_of,
    containers_of,
    label_text,
)
from app.areas.rounds.labels.tokens import parse
from app.gate.audit.rows import verify_rows
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.house import House
from app.ground.tenancy import acting_for, acting_for_every
from medication.prescription import Prescribed
from tests.areas.conftest import NOW, open_home
from tests.areas.prescribing.conftest import draft
from tests.areas.rounds.containers.conftest import Shelf, another, shelf_of

assert erasers  # as in every process that erases

OXAZEPAM = draft(
    drug=Prescribed("SERESTA 10 mg, comprimé", None, ("oxazepam",), "oxazépam", "comprimé", "10 mg")
)


def test_a_prepared_container_says_what_is_in_it_and_by_whom(each_shelf: Shelf) -> None:
    shelf = each_shelf
    found = shelf.prepared()
    noon, evening = shelf.doses(2)
    assert (found.name, found.state) == ("Pilulier du jour", "prepared")
    assert (found.prepared_by, found.prepared_at) == (shelf.ward.nadia.staff_id, NOW)
    assert [(one.dose, one.line, one.version, one.slot) for one in found.inside] == [
        (noon.id, shelf.line, 1, "2026-11-21/midi"),
        (evening.id, shelf.line, 1, "2026-11-21/soir"),
    ]
    assert {one.amount for one in found.items} == {Decimal(1)}
    assert [one.detail for one in shelf.ward.home.events("container.prepared")] == [{"items": 2}]
    (event,) = shelf.ward.home.events("container.prepared")
    assert (event.person_id, event.subject_id) == (shelf.ward.lenoir, found.id)


def test_its_label_is_drawn_known_by_its_digest_and_opens_again_for_reprints(shelf: Shelf) -> None:
    first, second = shelf.read(shelf.create()), shelf.read(shelf.create("Sachet"))
    assert first.digest != second.digest
    house = shelf.ward.home.house
    with house.database.read() as session:
        text = label_text(session, house.vault, shelf.ward.home.id, first.id)
        assert label_text(session, house.vault, uuid4(), first.id) is None
        row = session.get_one(Container, first.id)
        assert text and text.encode() not in row.sealed and b"Pilulier" not in row.sealed
    token = parse(text)
    assert token and (token.kind, token.digest) == ("container", first.digest)
    lost = shelf.lose(first)
    with house.database.read() as session:
        assert label_text(session, house.vault, shelf.ward.home.id, lost.id) is None


def test_a_container_has_a_name_of_a_readable_length(shelf: Shelf) -> None:
    for name in ("", "   ", "x" * 61):
        with pytest.raises(Invalid) as refused:
            shelf.create(name)
        assert "name" in refused.value.fields


def test_a_dose_is_in_one_container_only(shelf: Shelf) -> None:
    first = shelf.prepared(1)
    (noon,) = shelf.doses(1)
    second = shelf.create("Sachet")
    with pytest.raises(Invalid) as refused:
        shelf.prepare(second, [noon.id])
    assert "déjà dans un autre" in refused.value.fields[str(noon.id)]
    shelf.empty(first)
    assert [one.dose for one in shelf.prepare(second, [noon.id]).inside] == [noon.id]


def test_what_is_not_to_be_prepared_is_refused_dose_by_dose_and_nothing_is_kept(
    shelf: Shelf,
) -> None:
    (noon,) = shelf.doses(1)
    unknown = uuid4()
    container = shelf.create()
    with pytest.raises(Invalid) as refused:
        shelf.prepare(container, [noon.id, unknown])
    assert list(refused.value.fields) == [str(unknown)]
    assert shelf.read(container).state == "empty"
    with pytest.raises(Invalid) as refused:
        shelf.prepare(container, [])
    assert "doses" in refused.value.fields


def test_a_dose_of_somebody_else_is_refused(shelf: Shelf) -> None:
    other = shelf.ward.home.admit(room="102", family_name="Petit")
    (noon,) = shelf.doses(1)
    with pytest.raises(Invalid):
        shelf.prepare(shelf.create(person=other), [noon.id])


def test_an_injectable_is_refused_in_words(shelf: Shelf) -> None:
    lovenox = draft(
        drug=Prescribed(
            "LOVENOX, solution injectable", None, (), "énoxaparine", "solution injectable", ""
        ),
        route="sous-cutanée",
    )
    dose = another(shelf, lovenox)
    with pytest.raises(Invalid) as refused:
        shelf.prepare(shelf.create(), [dose])
    assert "injectable" in refused.value.fields[str(dose)]


def test_what_is_long_past_or_withdrawn_is_refused(shelf: Shelf) -> None:
    (noon,) = shelf.doses(1)
    container = shelf.create()
    later = noon.due_at + timedelta(hours=12, minutes=1)
    with pytest.raises(Invalid):
        shelf.prepare(container, [noon.id], now=later)
    shelf.ward.do(stop, shelf.ward.nadia, shelf.chain, reason="fin du traitement", seen=shelf.line)
    with pytest.raises(Invalid):
        shelf.prepare(container, [noon.id])


def test_a_container_that_is_not_empty_is_not_prepared_over(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    with pytest.raises(Conflict, match="n’est pas vide"):
        shelf.prepare(found.id, [shelf.doses(2)[1].id])


def test_whoever_saw_another_preparation_is_told(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    with pytest.raises(Conflict, match="refait entre-temps"):
        shelf.empty(found, seen=uuid4())
    with pytest.raises(Conflict, match="refait entre-temps"):
        shelf.prepare(found.id, [], seen=None)
    assert shelf.read(found.id) == found


def test_emptying_takes_everything_out_and_keeps_what_was_in_it(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    later = NOW + timedelta(hours=1)
    emptied = shelf.empty(found, now=later)
    assert (emptied.state, emptied.inside) == ("empty", ())
    assert [one.left_at for one in emptied.items] == [later, later]
    with pytest.raises(Conflict, match="déjà vide"):
        shelf.empty(emptied)
    again = shelf.prepare(found.id, [shelf.doses(1)[0].id])
    assert len(again.items) == 1
    with shelf.ward.home.house.database.read() as session:
        assert len(session.scalars(select(ContainerItem)).all()) == 3


def test_only_a_container_in_question_is_cleared(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    with pytest.raises(Conflict, match="conforme"):
        shelf.clear(found, [shelf.doses(1)[0].id])


def test_a_lost_label_gives_nothing_any_more(shelf: Shelf) -> None:
    found = shelf.lose(shelf.prepared(1))
    assert (found.lost_at, found.state, found.inside) == (NOW, "empty", ())
    house = shelf.ward.home.house
    with house.database.read() as session:
        assert containers_of(session, house.vault, [shelf.ward.lenoir]) == []
        assert len(containers_of(session, house.vault, [shelf.ward.lenoir], lost=True)) == 1
    for again in (shelf.lose, shelf.empty):
        with pytest.raises(Conflict, match="perdue"):
            again(found)


def test_nothing_is_prepared_for_whoever_left(shelf: Shelf) -> None:
    container = shelf.create()
    doses = [shelf.doses(1)[0].id]
    with shelf.ward.home.house.database.write() as session:
        leave(session, shelf.ward.helene, shelf.ward.lenoir, left_at=NOW, now=NOW)
    for attempt in (lambda: shelf.create("Autre"), lambda: shelf.prepare(container, doses)):
        with pytest.raises(Conflict, match="sortie"):
            attempt()


def test_another_home_knows_none_of_them(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    house = shelf.ward.home.house
    other = open_home(house, "Les Érables", ("Chloé", "Petit"), {"Chênes": ("1",)})
    with house.database.write() as session, pytest.raises(NotFound):
        empty(session, house, other.leader, found.id, seen=found.preparation, now=NOW)
    with house.database.read() as session, pytest.raises(NotFound):
        container_of(session, house.vault, other.id, found.id)


@pytest.mark.postgresql
def test_another_home_s_transaction_sees_no_row(guarded_house: House) -> None:
    with acting_for_every():
        shelf = shelf_of(guarded_house)
        other = open_home(guarded_house, "Les Érables", ("Chloé", "Petit"), {"Chênes": ("1",)})
    with acting_for(shelf.ward.home.id):
        shelf.prepared(1)
        assert _kept(guarded_house) == (1, 1)
    with acting_for(other.id):
        assert _kept(guarded_house) == (0, 0)


def _kept(house: House) -> tuple[int, ...]:
    with house.database.read() as session:
        return tuple(len(session.scalars(select(one)).all()) for one in (Container, ContainerItem))


def test_erasing_a_person_takes_their_containers(each_shelf: Shelf) -> None:
    shelf = each_shelf
    shelf.prepared(2)
    house = shelf.ward.home.house
    assert verify_rows(house) == []
    with house.database.write() as session:
        leave(session, shelf.ward.helene, shelf.ward.lenoir, left_at=NOW, now=NOW)
        erase(session, house, shelf.ward.helene, shelf.ward.lenoir, now=NOW)
    destroy_key(house, shelf.ward.lenoir)
    assert _kept(house) == (0, 0)
    assert verify_rows(house) == []


def test_a_container_whose_seal_is_broken_says_so_and_its_label_is_not_printed_again(
    shelf: Shelf,
) -> None:
    found = shelf.prepared(1)
    house = shelf.ward.home.house
    with house.database.write() as session:
        session.get_one(Container, found.id).sealed = b"x" * 40
    broken = shelf.read(found.id)
    assert (broken.name, broken.is_broken) == (UNREADABLE, True)
    with house.database.read() as session:
        assert label_text(session, house.vault, shelf.ward.home.id, found.id) is None
    assert [one.kind for one in verify_rows(house)] == ["row_broken"]


def test_prescribing_another_line_leaves_a_container_as_it_was(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    shelf.ward.do(prescribe, shelf.ward.nadia, shelf.ward.lenoir, OXAZEPAM)
    assert shelf.read(found.id) == found
