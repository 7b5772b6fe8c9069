"""A copy is made once what is flagged was looked at, kept a week under its own seal, and handed over on its day."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app import jobs as due
from app.areas.privacy import making
from app.areas.privacy.copies import (
    AT_HAND,
    KEPT_FOR,
    Handed,
    ask_copy,
    expire,
    flagged,
    hand_over,
    place,
    take,
)
from app.areas.privacy.making import make_copy, waiting
from app.areas.privacy.models import AccessCopy, RightsRequest, RightsStep
from app.areas.privacy.packing import MANIFEST
from app.areas.privacy.parcel import NotTaken, read
from app.areas.privacy.reading import gather
from app.ground import clock, jobs
from app.ground.errors import Conflict, Invalid
from app.ground.files import BlobMissing
from tests.areas.conftest import NOW, Home
from tests.areas.privacy.filling import fill
from tests.areas.privacy.test_asking import ask, establish

TO_HER = Handed("Mme Lenoir", "in_person")


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing pages is slow, and another test's."""
    monkeypatch.setattr(making, "drawn", lambda *_: b"%PDF")


@pytest.fixture
def request_id(home: Home) -> uuid.UUID:
    person = home.admit()
    fill(home, person)
    made = ask(home, person)
    establish(home, made)
    return made


def seen(home: Home, request: uuid.UUID) -> list[str]:
    with home.house.database.read() as session:
        person = session.get_one(RightsRequest, request).person_id
        gathered = gather(session, home.house.vault, home.id, person)
        return [one.key for one in flagged(session, home.house, gathered, home.id)]


def asked(home: Home, request: uuid.UUID, withheld: Sequence[str] = ()) -> uuid.UUID:
    looked = seen(home, request)
    with home.house.database.write() as session:
        row = ask_copy(
            session, home.house, home.leader, request, seen=looked, withheld=withheld, now=NOW
        )
    return row.id


def one(home: Home, copy: uuid.UUID) -> AccessCopy:
    with home.house.database.read() as session:
        return session.get_one(AccessCopy, copy)


def handed(home: Home, copy: uuid.UUID, *, is_reflected: bool = True) -> bytes:
    with home.house.database.write() as session:
        hand_over(
            session, home.house, home.leader, copy, TO_HER, is_reflected=is_reflected, now=NOW
        )
        return take(session, home.house, home.leader, copy, now=NOW)


def test_a_copy_is_made_and_opens_as_a_whole_file(
    home: Home, request_id: uuid.UUID, tmp_path: Path
) -> None:
    copy = asked(home, request_id)
    with home.house.database.read() as session:
        assert waiting(session, now=NOW) == [copy]
    assert make_copy(home.house, copy, now=NOW) == "ready"
    path = tmp_path / "copy.zip"
    path.write_bytes(handed(home, copy))
    assert read(path).manifest["empreinte"] == one(home, copy).digest
    assert len(home.events("copy.handed")) == 1


def test_what_lies_on_the_disk_is_sealed(home: Home, request_id: uuid.UUID) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    name = one(home, copy).name
    assert name is not None
    assert not place(home.house).get(name).startswith(b"PK")
    assert name not in set(home.house.blobs.names())


def test_what_is_withheld_is_not_in_it_and_it_does_not_pass_for_a_whole_file(
    home: Home, request_id: uuid.UUID, tmp_path: Path
) -> None:
    relative = next(key for key in seen(home, request_id) if key.startswith("relative:"))
    copy = asked(home, request_id, [relative])
    assert make_copy(home.house, copy, now=NOW) == "ready"
    data = handed(home, copy)
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        manifest = json.loads(zipped.read(MANIFEST))
        assert "donnees/relative.json" not in zipped.namelist()
        assert "donnees/relative_grant.json" not in zipped.namelist()
    assert manifest["retires"] == one(home, copy).withheld >= 2
    path = tmp_path / "copy.zip"
    path.write_bytes(data)
    with pytest.raises(NotTaken, match="incomplète"):
        read(path)


def test_what_is_flagged_since_the_review_stops_it(home: Home, request_id: uuid.UUID) -> None:
    with home.house.database.write() as session:
        row = ask_copy(session, home.house, home.leader, request_id, seen=[], withheld=[], now=NOW)
    assert make_copy(home.house, row.id, now=NOW) == "stale"
    with pytest.raises(Conflict):
        handed(home, row.id)


def test_nothing_is_handed_over_before_two_days(home: Home, request_id: uuid.UUID) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    with pytest.raises(Conflict, match="deux jours"):
        handed(home, copy, is_reflected=False)


def test_nothing_is_copied_for_somebody_who_is_not_identified(home: Home) -> None:
    request = ask(home, home.admit())
    with pytest.raises(Conflict, match="identité"):
        asked(home, request)


def test_a_copy_is_made_once_for_a_request(home: Home, request_id: uuid.UUID) -> None:
    asked(home, request_id)
    with pytest.raises(Conflict, match="déjà demandée"):
        asked(home, request_id)


def test_it_goes_after_a_week(home: Home, request_id: uuid.UUID) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    later = NOW + KEPT_FOR + timedelta(days=400)  # the file's own clock is this machine's
    with home.house.database.write() as session:
        assert expire(session, home.house, now=later) == 1
    assert one(home, copy).state == "expired"
    assert list(place(home.house).names()) == []


def test_what_fails_says_so_and_may_be_asked_again(
    home: Home, request_id: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(making, "drawn", broken)
    assert make_copy(home.house, asked(home, request_id), now=NOW) == "failed"
    assert asked(home, request_id)


def test_the_worker_makes_what_a_queue_has_lost_and_lets_go_of_what_is_old(
    home: Home, request_id: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[tuple[str, ...]] = []
    monkeypatch.setattr(due, "_house", lambda: home.house)
    monkeypatch.setattr(jobs, "queue", lambda *_: SimpleNamespace(count=0))
    monkeypatch.setattr(jobs, "enqueue", lambda _, job, id, to: not queued.append((to, id)))
    copy = asked(home, request_id)
    assert due.ask_for_copies() == 1 and queued == [(jobs.PAPERS, str(copy))]
    assert due.make_copy(str(copy)) == "ready"
    assert due.ask_for_copies() == 0
    assert due.let_copies_go() == 0
    with home.house.database.write() as session:
        session.get_one(AccessCopy, copy).expires_at = NOW - timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(hours=2))
    assert due.let_copies_go() == 1
    assert one(home, copy).state == "expired"


def test_its_file_is_for_whoever_hands_it_over_and_for_a_moment(
    home: Home, request_id: uuid.UUID
) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    colleague = replace(home.leader, staff_id=uuid.uuid4())
    with home.house.database.write() as session:
        with pytest.raises(Conflict, match="à qui"):
            take(session, home.house, home.leader, copy, now=NOW)
        hand_over(session, home.house, home.leader, copy, TO_HER, is_reflected=True, now=NOW)
        with pytest.raises(Conflict, match="à qui"):
            take(session, home.house, colleague, copy, now=NOW)
        with pytest.raises(Conflict, match="à qui"):
            take(session, home.house, home.leader, copy, now=NOW + AT_HAND)
        assert take(session, home.house, home.leader, copy, now=NOW + AT_HAND / 2)


def test_to_whom_and_how_it_is_handed_over_stays(home: Home, request_id: uuid.UUID) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    with home.house.database.write() as session:
        for wrong in (Handed(" ", "in_person"), Handed("Mme Lenoir", "pigeon")):
            with pytest.raises(Invalid):
                hand_over(session, home.house, home.leader, copy, wrong, is_reflected=True, now=NOW)
        hand_over(session, home.house, home.leader, copy, TO_HER, is_reflected=True, now=NOW)
    with home.house.database.read() as session:
        step = session.scalars(select(RightsStep).where(RightsStep.kind == "handed")).one()
        said = home.house.vault.open(step.person_id, "rights_step", step.id, step.sealed)
    assert said == {"text": "À Mme Lenoir : en main propre."}


def test_a_copy_that_was_altered_is_not_handed_over(home: Home, request_id: uuid.UUID) -> None:
    copy = asked(home, request_id)
    make_copy(home.house, copy, now=NOW)
    place(home.house).delete(one(home, copy).name or "")
    with pytest.raises(BlobMissing):
        handed(home, copy)
    assert one(home, copy).state == "ready"
