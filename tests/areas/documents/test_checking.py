"""The check of a part: opened, verified, decoded, sealed again; all of it or nothing, and never for ever."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from rq.timeouts import JobTimeoutException
from sqlalchemy import select, update

import app.erasers
from app.areas.documents import checking, judging
from app.areas.documents.commands import withdraw
from app.areas.documents.decoding import Asked, Decoded, Refused
from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.moving import move
from app.areas.persons.commands import destroy_key, erase
from app.areas.persons.models import Person
from app.ground import clock
from app.ground.files import room
from app.ground.tenancy import acting_for_every
from tests.areas.conftest import NOW, Home
from tests.areas.documents.clamd import BAD
from tests.areas.documents.handing import ONE_PAGE, PAPER, Desk, photo, saying, sheet

assert app.erasers  # whoever is erased is erased everywhere


@pytest.fixture
def desk(home: Home) -> Desk:
    return Desk(home, home.admit())


def states(desk: Desk, id: uuid.UUID) -> tuple[str, list[tuple[str, str | None]]]:
    parts = [(part.state, part.reason) for part in desk.parts(id)]
    return desk.document(id).state, parts


def decoder(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> None:
    monkeypatch.setattr(judging, "decode", saying(*answers))


def test_a_photo_becomes_a_legible_page_and_a_thumb_and_the_original_stays(desk: Desk) -> None:
    given = photo()
    id = desk.hand_in(given)
    assert desk.check() == 1
    assert states(desk, id) == ("checked", [("checked", None)])
    ((legible, thumb),) = desk.pictures(id)
    assert legible[8:12] == thumb[8:12] == b"WEBP"
    (content,) = desk.contents(id)
    assert (content["width"], content["height"]) == (300, 420)
    (part,) = desk.parts(id)
    body = desk.bodies[0]
    kept = judging.sealing_parts.opened(desk.home.house.blobs.get(part.name), body.key, body.iv)
    assert kept == given


def test_pages_are_in_the_order_of_the_parts_and_within_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Decoded("pdf", tuple(sheet(f"page {number}") for number in range(3)))
    decoder(monkeypatch, book)
    id = desk.hand_in(PAPER, PAPER + b"2")
    desk.check()
    assert [content["text"] for content in desk.contents(id)] == [
        *("page 0", "page 1", "page 2"),
        *("page 0", "page 1", "page 2"),
    ]


def test_what_the_command_said_is_what_the_decoder_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bytes, Asked]] = []

    def decode(data: bytes, how: Asked) -> Decoded:
        asked.append((data, how))
        return ONE_PAGE

    monkeypatch.setattr(judging, "decode", decode)
    corners = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]
    desk.hand_in(desk.part(PAPER, corners=corners, bw=True, mime="image/webp"))
    desk.check()
    told = tuple((x, y) for x, y in corners)
    assert asked == [(PAPER, Asked("image/webp", told, bw=True, wants_text=True))]


def test_a_key_that_does_not_open_is_said(desk: Desk) -> None:
    id = desk.hand_in(desk.part(PAPER, key="A" * 43))
    desk.check()
    assert states(desk, id) == ("refused", [("refused", "cannot_be_opened")])


def test_what_is_not_what_was_taken_is_said_and_never_decoded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, AssertionError("never decoded"))
    id = desk.hand_in(desk.part(PAPER, plain="0" * 64))
    desk.check()
    assert states(desk, id) == ("refused", [("refused", "altered")])


def test_what_the_antivirus_knows_is_never_decoded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, AssertionError("never decoded"))
    monkeypatch.setattr(judging.antivirus, "scan", lambda data, _: _said_of(data))
    id = desk.hand_in(b"paper" + BAD)
    desk.check()
    assert states(desk, id) == ("refused", [("refused", "infected")])
    assert [part.antivirus for part in desk.parts(id)] == ["infected"]


def _said_of(data: bytes) -> str:
    return "infected" if BAD in data else "clean"


def test_one_page_that_is_refused_refuses_the_document_and_the_others_stay_visible(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, ONE_PAGE, Refused("script_inside"))
    id = desk.hand_in(PAPER, PAPER + b"2")
    desk.check()
    assert states(desk, id) == ("refused", [("checked", None), ("refused", "script_inside")])
    assert len(desk.pages(id)) == 1


def test_once_over_the_limits_is_tried_again_twice_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, Refused("too_heavy"), ONE_PAGE)
    first = desk.hand_in(PAPER)
    desk.check()
    assert states(desk, first) == ("checked", [("checked", None)])
    decoder(monkeypatch, Refused("too_heavy"), Refused("too_heavy"), AssertionError("a third try"))
    second = desk.hand_in(PAPER + b"2")
    desk.check()
    assert states(desk, second) == ("refused", [("refused", "too_heavy")])
    assert desk.pages(second) == []


def test_what_kills_the_worker_twice_is_refused_and_nobody_else_begins_it_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = desk.hand_in(PAPER)
    (part,) = desk.parts(id)
    house, at = desk.home.house, NOW
    decoder(monkeypatch, KeyboardInterrupt("killed"))
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            checking.check_part(house, part.id, now=lambda: at)  # noqa: B023
        assert states(desk, id) == ("received", [("received", None)])
        assert checking.waiting(house, now=at + checking.LEASE - timedelta(seconds=1)) == []
        assert checking.check_part(house, part.id, now=lambda: at) == "received"  # noqa: B023
        at += checking.LEASE + timedelta(seconds=1)
        assert checking.waiting(house, now=at) == [part.id]
    decoder(monkeypatch, AssertionError("never decoded again"))
    assert checking.check_part(house, part.id, now=lambda: at) == "refused"
    assert states(desk, id) == ("refused", [("refused", "too_heavy")])


def test_a_check_that_the_queue_cuts_counts_as_a_try(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, JobTimeoutException("too long"))
    id = desk.hand_in(PAPER)
    for _ in range(2):
        with pytest.raises(JobTimeoutException):
            desk.check()
    assert desk.check() == 1
    assert states(desk, id) == ("refused", [("refused", "too_heavy")])


@pytest.mark.parametrize("times", [1, 5])
def test_an_error_of_ours_refuses_nothing_and_leaves_nothing_half(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    id = desk.hand_in(PAPER)
    decoder(monkeypatch, ONE_PAGE)
    decide = checking.decide_part

    def breaks(*arguments: Any, **more: Any) -> bool:
        decide(*arguments, **more)
        raise RuntimeError("the database went away")

    monkeypatch.setattr(checking, "decide_part", breaks)
    for _ in range(times):
        with pytest.raises(RuntimeError, match="went away"):
            desk.check()
        assert states(desk, id) == ("received", [("received", None)])
        assert desk.pages(id) == []
    monkeypatch.setattr(checking, "decide_part", decide)
    assert desk.check() == 1
    assert states(desk, id) == ("checked", [("checked", None)])
    assert len(desk.pages(id)) == 1


def test_without_room_it_stays_received_and_goes_on_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, ONE_PAGE)
    id = desk.hand_in(PAPER)
    with monkeypatch.context() as full:
        full.setattr(room, "RESERVE", 1 << 62)
        for _ in range(4):
            assert desk.check() == 0
    assert states(desk, id) == ("received", [("received", None)])
    assert desk.check() == 1
    assert states(desk, id)[0] == "checked"


def test_a_file_that_is_missing_or_damaged_waits_to_be_brought_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, ONE_PAGE)
    id = desk.hand_in(PAPER)
    blobs: Any = desk.home.house.blobs
    (part,) = desk.parts(id)
    whole = blobs.get(part.name)
    blobs.path_of(part.name).write_bytes(whole[:-1])
    assert desk.check() == 0
    blobs.delete(part.name)
    assert desk.check() == 0
    assert states(desk, id)[0] == "received"
    blobs.put(whole)
    assert desk.check() == 1


def test_two_workers_never_check_the_same_part_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on = threading.Event(), threading.Event()
    calls: list[str] = []

    def decode(_data: bytes, _asked: Asked) -> Decoded:
        calls.append("decoded")
        inside.set()
        assert go_on.wait(20)
        return ONE_PAGE

    monkeypatch.setattr(judging, "decode", decode)
    id = desk.hand_in(PAPER)
    (part,) = desk.parts(id)

    def work() -> None:
        with acting_for_every():
            checking.check_part(desk.home.house, part.id, now=lambda: NOW)

    other = threading.Thread(target=work)
    other.start()
    try:
        assert inside.wait(20)
        assert checking.check_part(desk.home.house, part.id, now=lambda: NOW) == "received"
    finally:
        go_on.set()
        other.join()
    assert calls == ["decoded"]
    assert states(desk, id)[0] == "checked"


def test_what_is_decided_is_decided_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decoder(monkeypatch, ONE_PAGE)
    id = desk.hand_in(PAPER)
    desk.check()
    (part,) = desk.parts(id)
    decoder(monkeypatch, AssertionError("decided already"))
    assert checking.check_part(desk.home.house, part.id) == "checked"
    assert len(desk.pages(id)) == 1
    assert checking.check_part(desk.home.house, uuid.uuid4()) == "gone"


def test_what_was_withdrawn_or_waits_for_its_parts_is_not_decoded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, AssertionError("not its time"))
    withdrawn, waits = desk.hand_in(PAPER), desk.hand_in(PAPER + b"2")
    with desk.home.house.database.write() as session:
        leader = desk.home.leader
        withdraw(session, desk.home.house, leader, withdrawn, "Pas la bonne personne", now=NOW)
        session.execute(update(Document).where(Document.id == waits).values(state="waiting"))
    assert desk.check() == 0
    for id in (withdrawn, waits):
        (part,) = desk.parts(id)
        assert checking.check_part(desk.home.house, part.id) == "received"
        (part,) = desk.parts(id)
        assert (part.tries, part.begun_at) == (0, None)


def test_somebody_erased_while_it_goes_on_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = desk.home.house
    id = desk.hand_in(PAPER)
    (part,) = desk.parts(id)

    def decode(_data: bytes, _asked: Asked) -> Decoded:
        with house.database.write() as session:
            erase(session, house, None, desk.person, now=clock.now())
        destroy_key(house, desk.person)
        return ONE_PAGE

    monkeypatch.setattr(judging, "decode", decode)
    assert checking.check_part(house, part.id, now=lambda: NOW) == "gone"
    with house.database.read() as session:
        assert session.scalar(select(Person.id).where(Person.id == desk.person)) is None
        assert session.scalars(select(DocumentPart.id)).all() == []


def test_what_is_moved_while_it_goes_on_is_sealed_for_whom_it_is_moved_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, other = desk.home.house, desk.home.admit(family_name="Petit")
    id = desk.hand_in(PAPER)

    def decode(_data: bytes, _asked: Asked) -> Decoded:
        with house.database.write() as session:
            move(session, house, desk.home.leader, id, other, "Mauvais dossier", now=NOW)
        return ONE_PAGE

    monkeypatch.setattr(judging, "decode", decode)
    desk.check()
    assert states(desk, id)[0] == "checked"
    assert {page.person_id for page in desk.pages(id)} == {other}
    assert [content["text"] for content in desk.contents(id)] == ["ORDONNANCE"]
    destroy_key(house, desk.person)
    assert len(desk.pictures(id)) == 1


def test_a_key_that_is_gone_while_the_rows_are_not_yet_says_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder(monkeypatch, AssertionError("cannot be opened"))
    id = desk.hand_in(PAPER)
    destroy_key(desk.home.house, desk.person)
    assert desk.check() == 0
    assert states(desk, id)[0] == "received"


def test_how_many_are_held_up_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decoder(monkeypatch, ONE_PAGE)
    desk.hand_in(PAPER)
    with desk.home.house.database.read() as session:
        assert checking.held_up(session, before=NOW) == 0
        assert checking.held_up(session, before=NOW + timedelta(seconds=1)) == 1
    desk.check()
    with desk.home.house.database.read() as session:
        assert checking.held_up(session, before=NOW + timedelta(seconds=1)) == 0
