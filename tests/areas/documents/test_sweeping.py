"""The sweep of files: what nobody names goes, what is named or was just put stays, what was awaited is found."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import select, update

import app.erasers
from app.areas.documents import judging
from app.areas.documents.bodies import PartBody
from app.areas.documents.keeping import findings
from app.areas.documents.models import Document, DocumentPart, Upload
from app.areas.documents.sealing_parts import seal
from app.areas.documents.sweeping import MANY, sweep
from app.areas.persons.commands import destroy_key, erase
from app.gate.auth.models import Device
from app.gate.sync.models import Quarantine
from app.ground.files.disk import DiskBlobs
from app.ground.ids import new_id
from tests.areas.conftest import Home
from tests.areas.documents.handing import ONE_PAGE, PAPER, Desk, saying

NOW = datetime.now(UTC)
"""Ages of files are told by the disk."""

assert app.erasers


@pytest.fixture
def desk(home: Home, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(judging, "decode", saying(ONE_PAGE))
    return Desk(home, home.admit())


def blobs(desk: Desk) -> DiskBlobs:
    return cast(DiskBlobs, desk.home.house.blobs)


def age(desk: Desk) -> None:
    """Everything that lies there was put a day ago."""
    then = (NOW - timedelta(days=1)).timestamp()
    for name in blobs(desk).names():
        os.utime(blobs(desk).path_of(name), (then, then))


def names(desk: Desk) -> set[str]:
    return set(blobs(desk).names())


def test_what_nobody_names_goes_and_what_a_row_names_stays(desk: Desk) -> None:
    desk.hand_in(PAPER)
    desk.check()
    kept = names(desk)
    assert len(kept) == 3  # the original, a legible page and a thumb
    orphan = blobs(desk).put(b"named by nobody")
    age(desk)
    swept = sweep(desk.home.house, now=NOW)
    assert (swept.deleted, swept.is_held) == (1, False)
    assert names(desk) == kept
    assert orphan not in kept


def test_what_was_just_put_is_about_to_be_named(desk: Desk) -> None:
    recent = blobs(desk).put(b"its row is being written")
    assert sweep(desk.home.house, now=NOW).deleted == 0
    assert blobs(desk).exists(recent)


def test_an_erased_persons_files_are_gone_and_anothers_stay(desk: Desk) -> None:
    house = desk.home.house
    other = desk.home.admit(family_name="Petit")
    theirs, kept = desk.hand_in(PAPER), desk.hand_in(PAPER + b"2", person=other)
    desk.check()
    wanted = {part.name for part in desk.parts(kept)}
    wanted |= {name for page in desk.pages(kept) for name in (page.legible, page.thumb)}
    gone = {part.name for part in desk.parts(theirs)}
    with house.database.write() as session:
        erase(session, house, None, desk.person, now=NOW)
    destroy_key(house, desk.person)
    age(desk)
    assert sweep(house, now=NOW).deleted == 3
    assert names(desk) == wanted
    assert not gone & names(desk)


def test_a_part_that_two_documents_name_stays_until_both_are_gone(desk: Desk) -> None:
    house, part = desk.home.house, desk.part(PAPER)
    other = desk.home.admit(family_name="Petit")
    desk.hand_in(part)
    desk.hand_in(part, person=other)
    for person, left in ((desk.person, {part.name}), (other, set())):
        with house.database.write() as session:
            erase(session, house, None, person, now=NOW)
        age(desk)
        sweep(house, now=NOW)
        assert names(desk) == left


def test_while_a_backup_copies_nothing_goes_and_the_sweep_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ground.files.disk._PATIENCE_SECONDS", 0.01)
    orphan = blobs(desk).put(b"named by nobody")
    age(desk)
    with blobs(desk).staying():
        assert sweep(desk.home.house, now=NOW).is_held
    assert blobs(desk).exists(orphan)
    assert sweep(desk.home.house, now=NOW).deleted == 1


def test_files_of_which_most_are_named_by_nobody_are_rather_of_another_database(
    desk: Desk,
) -> None:
    desk.hand_in(PAPER)
    desk.check()
    kept = names(desk)
    for number in range(MANY):
        blobs(desk).put(f"of the database of before, {number}".encode())
    age(desk)
    swept = sweep(desk.home.house, now=NOW)
    assert (swept.deleted, swept.odd) == (0, MANY)
    assert len(names(desk)) == MANY + len(kept)
    assert sweep(desk.home.house, now=NOW, even_most=True).deleted == MANY
    assert names(desk) == kept


def sent(desk: Desk, data: bytes, *, expires_at: datetime, completed: bool = True) -> str:
    """A part that a device of the home sent, and no command named."""
    house, sealed, device = desk.home.house, seal(data), uuid.uuid4()
    house.blobs.put(sealed.data)
    with house.database.write() as session:
        session.add(
            Device(
                id=device,
                establishment_id=desk.home.id,
                name="Tablette",
                kind="shared",
                secret_hash=os.urandom(32),
                created_at=NOW,
            )
        )
        session.flush()
        session.add(
            Upload(
                device_id=device,
                name=sealed.name,
                establishment_id=desk.home.id,
                size=len(sealed.data),
                started_at=NOW,
                completed_at=NOW if completed else None,
                expires_at=expires_at,
            )
        )
    return sealed.name


def test_a_part_whose_command_waits_elsewhere_stays_its_thirty_days(desk: Desk) -> None:
    waits = sent(desk, PAPER, expires_at=NOW + timedelta(days=1))
    over = sent(desk, PAPER + b"2", expires_at=NOW - timedelta(seconds=1))
    age(desk)
    swept = sweep(desk.home.house, now=NOW)
    assert (swept.expired, swept.deleted) == (1, 1)
    assert names(desk) == {waits}
    assert over not in names(desk)


def test_a_part_outlives_its_thirty_days_while_something_of_its_tablet_waits_for_a_decision(
    desk: Desk,
) -> None:
    name = sent(desk, PAPER, expires_at=NOW - timedelta(days=60))
    age(desk)
    with desk.home.house.database.write() as session:
        device = session.scalars(select(Upload.device_id).where(Upload.name == name)).one()
        waiting = Quarantine(
            id=new_id(),
            establishment_id=desk.home.id,
            digest=os.urandom(32),
            device_id=device,
            code="unknown_person",
            reason="x",
            envelope=b"x",
            received_at=NOW - timedelta(days=90),
        )
        session.add(waiting)
        waiting_id = waiting.id
    assert sweep(desk.home.house, now=NOW).expired == 0
    assert names(desk) == {name}
    with desk.home.house.database.write() as session:
        session.get_one(Quarantine, waiting_id).outcome = "dismissed"
    assert sweep(desk.home.house, now=NOW).expired == 1
    assert names(desk) == set()


def test_a_part_that_is_awaited_and_whose_file_is_here_is_taken_in(desk: Desk) -> None:
    id = desk.hand_in(PAPER)
    await_again(desk, id)
    assert sweep(desk.home.house, now=NOW).found == 1
    assert desk.document(id).state == "received"
    assert [part.state for part in desk.parts(id)] == ["received"]
    assert desk.check() == 1


def test_what_another_home_sent_is_not_taken_for_it(desk: Desk, other_home: Home) -> None:
    other = Desk(other_home, other_home.admit("Sureaux", "1", family_name="Autre"))
    theirs: PartBody = other.part(PAPER)
    other.hand_in(theirs)
    id = desk.hand_in(theirs)
    await_again(desk, id)
    assert sweep(desk.home.house, now=NOW).found == 0
    assert desk.document(id).state == "waiting"


def await_again(desk: Desk, id: uuid.UUID) -> None:
    """What a restore leaves: the command is back, what said that its part had come is not."""
    with desk.home.house.database.write() as session:
        session.execute(update(Document).where(Document.id == id).values(state="waiting"))
        awaited = {"state": "awaited", "received_at": None}
        session.execute(
            update(DocumentPart).where(DocumentPart.document_id == id).values(**awaited)
        )


def test_what_is_missing_damaged_or_unnamed_is_found(desk: Desk) -> None:
    one, two = desk.hand_in(PAPER), desk.hand_in(PAPER + b"2")
    desk.check()
    assert list(findings(desk.home.house)) == []
    (first,), (second,) = desk.parts(one), desk.parts(two)
    blobs(desk).path_of(first.name).unlink()
    blobs(desk).path_of(second.name).write_bytes(b"cut")
    stray = blobs(desk).put(b"named by nobody")
    found = {(each.name, each.what, each.document_id) for each in findings(desk.home.house)}
    assert found == {
        (first.name, "missing", one),
        (second.name, "broken", two),
        (stray, "unnamed", None),
    }


def test_a_part_that_is_awaited_is_not_missing(desk: Desk) -> None:
    id = desk.hand_in(PAPER)
    await_again(desk, id)
    (part,) = desk.parts(id)
    blobs(desk).delete(part.name)
    assert list(findings(desk.home.house)) == []
