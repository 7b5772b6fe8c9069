"""The outbox numbers without gaps, keeps order, and lets go of nothing before its time."""

from __future__ import annotations

import shutil
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.tablet.outbox import Outbox
from app.tablet.storage import Jar, Storage

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SESSION = uuid.uuid4()


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(Storage(tmp_path / "tablet.db"))


def fill(outbox: Outbox, count: int) -> None:
    for _ in range(count):
        outbox.add(uuid.uuid4(), SESSION, AT, lambda seq: f"envelope {seq}")


def answers(*outcomes: str) -> list[dict[str, str]]:
    return [{"outcome": outcome, "reason": f"motif {outcome}"} for outcome in outcomes]


def test_envelopes_wait_in_the_order_they_were_made(outbox: Outbox):
    fill(outbox, 3)
    assert [one.sealed for one in outbox.waiting()] == ["envelope 1", "envelope 2", "envelope 3"]
    assert outbox.last_seq == 3


def test_a_number_is_not_spent_on_what_could_not_be_sealed(outbox: Outbox):
    fill(outbox, 1)

    def fails(seq: int) -> str:
        raise RuntimeError("no key")

    with pytest.raises(RuntimeError):
        outbox.add(uuid.uuid4(), SESSION, AT, fails)
    fill(outbox, 1)
    assert [one.seq for one in outbox.all()] == [1, 2]


def test_later_keeps_waiting_and_the_others_are_settled(outbox: Outbox):
    fill(outbox, 4)
    settled = outbox.settle(
        outbox.waiting(), answers("applied", "later", "quarantined", "duplicate"), AT
    )
    assert settled == 3
    assert [one.seq for one in outbox.waiting()] == [2]
    assert [(one.seq, one.reason) for one in outbox.quarantined()] == [(3, "motif quarantined")]


def test_what_was_answered_stays_until_a_backup_covers_it(outbox: Outbox):
    fill(outbox, 1)
    outbox.settle(outbox.waiting(), answers("applied"), AT)
    outbox.forget(durable_through=None, now=AT + timedelta(days=13))
    outbox.forget(durable_through=AT - timedelta(minutes=1), now=AT + timedelta(days=1))
    assert len(outbox.all()) == 1
    outbox.forget(durable_through=AT + timedelta(minutes=1), now=AT + timedelta(days=1))
    assert outbox.all() == []
    assert outbox.last_seq == 1


def test_what_was_answered_goes_after_fourteen_days(outbox: Outbox):
    fill(outbox, 2)
    outbox.settle(outbox.waiting(), answers("applied", "quarantined"), AT)
    outbox.forget(durable_through=None, now=AT + timedelta(days=14))
    assert [one.state for one in outbox.all()] == ["quarantined"]


def test_a_restored_server_is_offered_everything_again(outbox: Outbox):
    fill(outbox, 2)
    outbox.settle(outbox.waiting(), answers("applied", "applied"), AT)
    assert outbox.waiting() == []
    outbox.offer_again()
    assert [one.seq for one in outbox.waiting()] == [1, 2]


def test_a_restart_keeps_envelopes_numbers_and_install(tmp_path: Path):
    first = Outbox(Storage(tmp_path / "tablet.db"))
    fill(first, 2)
    again = Outbox(Storage(tmp_path / "tablet.db"))
    assert again.install == first.install
    fill(again, 1)
    assert [one.seq for one in again.waiting()] == [1, 2, 3]


def test_a_new_store_is_a_new_install(tmp_path: Path):
    installs = {Outbox(Storage(tmp_path / f"{number}.db")).install for number in range(3)}
    assert len(installs) == 3


def test_what_waits_is_told_as_ranges(outbox: Outbox):
    fill(outbox, 6)
    outbox.settle(
        outbox.waiting(), answers("later", "later", "applied", "later", "applied", "later"), AT
    )
    assert outbox.held() == [[1, 2], [4, 4], [6, 6]]
    assert (outbox.count(), outbox.oldest_at()) == (4, "2026-11-21T09:00:00.000Z")


def test_the_cookie_tells_what_a_store_that_vanished_had_numbered(tmp_path: Path):
    jar = Jar(tmp_path / "tablet.cookies")
    lost = Outbox(Storage(tmp_path / "lost.db"), jar)
    assert lost.prior is None
    fill(lost, 5)
    new = Outbox(Storage(tmp_path / "new.db"), Jar(tmp_path / "tablet.cookies"))
    assert new.prior == {"install": str(lost.install), "last_seq": 5}
    again = Outbox(Storage(tmp_path / "new.db"), Jar(tmp_path / "tablet.cookies"))
    assert again.prior == new.prior
    again.prior_noted()
    assert again.prior is None


def test_with_the_cookie_gone_too_nobody_knows(tmp_path: Path):
    jar = Jar(tmp_path / "tablet.cookies")
    jar.device = "an enrolled device"
    assert Outbox(Storage(tmp_path / "new.db"), jar).prior == "unknown"


def test_a_store_that_came_back_older_gives_no_number_twice(tmp_path: Path):
    jar = Jar(tmp_path / "tablet.cookies")
    fill(Outbox(Storage(tmp_path / "tablet.db"), jar), 2)
    shutil.copy(tmp_path / "tablet.db", tmp_path / "older.db")
    fill(Outbox(Storage(tmp_path / "tablet.db"), jar), 3)
    older = Outbox(Storage(tmp_path / "older.db"), jar)
    fill(older, 1)
    assert [one.seq for one in older.all()] == [1, 2, 6]
