"""After a restore the database knows neither the session of an unlock nor its nonce: the proof is believed again.

Only where a restore lost them, only by the outbox, once, and only for the tablet and the purpose they were made for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from app import create_app
from app.gate.auth import dated
from app.gate.auth.models import AuthSession, Challenge, Lease
from app.gate.auth.sessions import forget_expired
from app.ground import clock
from app.ground.backup.restorations import Restoration, note
from app.ground.house import House
from app.ground.ids import new_id
from app.tablet import base64url
from app.tablet.session import Session
from tests.fixtures.application import PageClient
from tests.fixtures.browser import Page, page
from tests.fixtures.cast import NOW, people
from tests.gate.auth.test_leases import accept, offline, resume
from tests.gate.auth.test_unlock import refused, unlock

HOUR = timedelta(hours=1)
KEY = bytes(range(32))


@pytest.fixture
def tablet(each_house: House) -> Iterator[Page]:
    """A shared tablet with Aïcha's key, on each database; it is 9 o'clock."""
    application = create_app(each_house)
    application.test_client_class = PageClient
    with clock.frozen(NOW):
        made = page(application, people(each_house)).enrol()
        made.register("Aïcha")
        yield made


def lose(tablet: Page, *, as_of=NOW - HOUR, at=NOW + HOUR, noted: bool = True) -> None:
    """The database of an hour ago is put back: what was opened since is gone."""
    house = tablet.home.house
    with house.database.write() as session:
        for model in (AuthSession, Challenge, Lease):
            session.execute(delete(model))
    if noted:
        note(house.vault, Restoration(at, as_of, "x", 1, True), [])


def opened(tablet: Page, name: str = "Aïcha") -> tuple[Session, dict]:
    session, proof = tablet.proof(name)
    assert unlock(tablet, proof).status_code == 200
    return session, proof


def test_an_unlock_that_the_database_forgot_is_believed_again(tablet):
    session, proof = opened(tablet)
    lose(tablet)
    with clock.frozen(NOW + 12 * 24 * HOUR):
        again = accept(tablet, proof)
    assert (again.id, again.refused, again.secret_hash) == (session.id, None, None)
    assert again.opened_at == NOW


def test_it_gives_no_session_to_a_page(tablet):
    _, proof = opened(tablet)
    lose(tablet)
    assert refused(unlock(tablet, proof))


def test_without_a_restore_a_nonce_nobody_knows_proves_nothing(tablet):
    _, proof = opened(tablet)
    lose(tablet, noted=False)
    assert accept(tablet, proof).refused


@pytest.mark.parametrize(
    ("as_of", "at"), [(NOW + HOUR, NOW + 2 * HOUR), (NOW - 2 * HOUR, NOW - HOUR)]
)
def test_what_no_restore_lost_is_not_believed(tablet, as_of, at):
    _, proof = opened(tablet)
    lose(tablet, as_of=as_of, at=at)
    assert accept(tablet, proof).refused


def test_a_lost_nonce_serves_once(tablet):
    nonce = tablet.nonce()
    _, first = tablet.proof("Aïcha", nonce=nonce)
    _, second = tablet.proof("Aïcha", nonce=nonce)
    lose(tablet)
    assert accept(tablet, first).refused is None
    assert accept(tablet, second).refused


def test_a_row_that_is_still_there_decides(tablet):
    nonce = tablet.nonce()
    _, first = tablet.proof("Aïcha", nonce=nonce)
    _, second = tablet.proof("Aïcha", nonce=nonce)
    assert unlock(tablet, first).status_code == 200
    note(tablet.home.house.vault, Restoration(NOW + HOUR, NOW - HOUR, "x", 1, True), [])
    assert accept(tablet, second).refused


def test_a_nonce_that_the_backup_holds_unused_serves_late(tablet):
    """Issued before the copy, used after it: its row says that it never served."""
    session, proof = tablet.proof("Aïcha")
    note(tablet.home.house.vault, Restoration(NOW + HOUR, NOW + HOUR / 60, "x", 1, True), [])
    with clock.frozen(NOW + 10 * 24 * HOUR):
        again = accept(tablet, proof)
    assert (again.id, again.refused) == (session.id, None)


def test_the_sweep_does_not_make_a_lost_nonce_unbelievable(tablet):
    _, proof = tablet.proof("Aïcha")
    house = tablet.home.house
    note(house.vault, Restoration(NOW + HOUR, NOW - HOUR, "x", 1, True), [])
    later = NOW + 5 * 24 * HOUR
    with clock.frozen(later):
        with house.database.write() as session:
            forget_expired(session, now=later)
            assert session.scalar(select(func.count()).select_from(Challenge)) == 0
        assert accept(tablet, proof).refused is None


def test_another_tablets_lost_nonce_proves_nothing(tablet):
    other = page(tablet.client.application, tablet.home).enrol()
    nonce = other.nonce()
    lose(tablet)
    _, proof = tablet.proof("Aïcha", nonce=nonce)
    assert accept(tablet, proof).refused


@pytest.mark.parametrize("place", [0, 1, 6, 7, 22, 23, 38])
def test_an_altered_nonce_proves_nothing(tablet, place):
    nonce = bytearray(base64url.decode(tablet.nonce()))
    lose(tablet)
    nonce[place] ^= 1
    _, proof = tablet.proof("Aïcha", nonce=base64url.encode(bytes(nonce)))
    assert accept(tablet, proof).refused


def test_a_lease_that_the_database_forgot_still_holds(tablet):
    session, proof = offline(tablet, "Aïcha")
    lose(tablet)
    again = accept(tablet, proof)
    assert (again.id, again.refused) == (session.id, None)
    assert again.lease_expires_at == NOW + 72 * HOUR


def test_a_page_unlocked_on_a_lost_lease_goes_on(tablet):
    session, proof = offline(tablet, "Aïcha")
    lose(tablet)
    assert resume(tablet, session, proof).status_code == 200


def test_a_lost_lease_is_no_unlock_nonce_and_the_other_way_round(tablet):
    lease, nonce = tablet.wall()["lease"]["nonce"], tablet.nonce()
    lose(tablet)
    assert accept(tablet, tablet.proof("Aïcha", nonce=lease)[1]).refused
    assert accept(tablet, tablet.proof("Aïcha", nonce=nonce, basis="lease")[1]).refused


def test_a_master_key_replaced_since_changes_nothing(tablet):
    session, proof = opened(tablet)
    lose(tablet)
    house = tablet.home.house
    house.vault.rotate_establishment(tablet.home.id)
    house.vault.rotate_master(bytes(32))
    assert accept(tablet, proof).id == session.id


def test_a_nonce_says_when_it_was_issued_to_the_millisecond():
    at, device = NOW + timedelta(milliseconds=7), new_id()
    nonce = dated.make(KEY, "unlock", device, now=at)
    assert len(base64url.encode(nonce)) <= 64
    assert dated.issued_at(KEY, "unlock", device, nonce) == at
    assert dated.make(KEY, "unlock", device, now=at) != nonce


@pytest.mark.parametrize("nonce", [b"", b"\x01", bytes(39), bytes(32), bytes(40)])
def test_what_was_never_issued_has_no_date(nonce):
    assert dated.issued_at(KEY, "unlock", new_id(), nonce) is None
    assert dated.issued_at(bytes(32), "unlock", new_id(), nonce) is None
