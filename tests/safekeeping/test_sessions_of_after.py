"""Entries signed under sessions opened after the backup: the proof that the tablet kept makes them believed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from app.areas.journal.models import Entry
from app.gate.auth.cookies import DEVICE_COOKIE
from app.gate.auth.models import AuthSession
from app.tablet import base64url
from tests.safekeeping.days import DAY, HOUR, NOW, Days, at
from tests.sync.forging import Unlock
from tests.sync.test_proofs import Offline


def post(days: Days, path: str, body: Any) -> Any:
    client = days.exchange.application.test_client()
    client.set_cookie(
        DEVICE_COOKIE, days.exchange.home.tablet.cookie, domain="localhost", secure=True
    )
    answer = client.post(f"/api/v1/{path}", json=body, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def unlocked(days: Days, offline: Offline) -> tuple[Unlock, str]:
    """Aïcha unlocks online; the tablet keeps the sealed proof."""
    offline.nonce = base64url.decode(post(days, "unlock/nonce", {})["nonce"])
    unlock, proof = offline.unlock(at=NOW + HOUR, basis="fresh")
    post(days, "unlock", {"proof": proof})
    return unlock, offline.seal(unlock, proof)


def test_a_session_opened_online_after_the_backup_is_believed_again(each_days: Days) -> None:
    offline = Offline(each_days.exchange)
    each_days.back_up()
    with at(NOW + HOUR):
        unlock, proof = unlocked(each_days, offline)
        written = each_days.write(unlock)
        wrong = each_days.write(unlock, "Petit")
    with at(NOW + 8 * DAY):
        each_days.restore()
        assert each_days.offer_again() == ["later", "later"]  # nobody knows who signed
        assert each_days.offer_again(sessions=[proof]) == ["applied", "applied"]
        assert each_days.offer_again(sessions=[proof]) == ["duplicate", "duplicate"]
    with each_days.house.database.read() as session:
        known = session.get(AuthSession, unlock.id)
        entries = [session.get(Entry, uuid.UUID(id)) for id in (written, wrong)]
    assert known is not None
    assert (known.staff_id, known.refused, known.secret_hash) == (unlock.staff, None, None)
    assert {entry.author_id for entry in entries if entry} == {unlock.staff}
    assert not [entry.flags for entry in entries if entry and entry.flags]


def test_one_unlocked_offline_on_a_lease_given_after_the_backup_too(each_days: Days) -> None:
    offline = Offline(each_days.exchange)
    each_days.back_up()
    with at(NOW + HOUR):
        client = each_days.exchange.application.test_client()
        cookie = each_days.exchange.home.tablet.cookie
        client.set_cookie(DEVICE_COOKIE, cookie, domain="localhost", secure=True)
        lease = client.get("/api/v1/wall").get_json()["lease"]
    offline.nonce = base64url.decode(lease["nonce"])
    with at(NOW + 20 * HOUR):
        unlock, proof = offline.unlock(at=NOW + 20 * HOUR)
        sealed = offline.seal(unlock, proof)
        person = each_days.exchange.home.persons["Lenoir"]
        body = {"cible": "douleur-aigue", "vocabulary": 1}
        envelope = unlock.write("transmission.record", person, body, at=NOW + 20 * HOUR)
        each_days.restore()
        known = each_days.exchange.one(unlock.tablet, envelope, sessions=[sealed])
    assert (known["outcome"], known.get("flags")) == ("applied", None)


@pytest.mark.parametrize("change", ["key", "person"])
def test_a_kept_proof_proves_nothing_else(days: Days, change: str) -> None:
    offline = Offline(days.exchange)
    days.back_up()
    with at(NOW + HOUR):
        unlock, _ = unlocked(days, offline)
        days.write(unlock)
        _, other = offline.unlock(at=NOW + HOUR, basis="fresh")
        forged = {**other, "session": str(unlock.id)}
        if change == "person":
            forged["staff"] = str(days.exchange.home.staff["Nadia"])
        days.restore()
        sealed = offline.seal(unlock, forged)
        assert days.offer_again(sessions=[sealed]) == ["quarantined"]
