"""The whole loop against the real application: enrol, register, unlock, record, send, pull, lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from app.gate.auth.models import StoreKey
from app.ground import clock
from app.ground.ids import new_id
from app.tablet import Authenticator, Problem, Tablet, TabletError, envelope
from app.tablet.connection import SESSION_COOKIE
from app.tablet.rows import Slice
from tests.tablet.conftest import Home

NewTablet = Callable[..., Tablet]


def body(**more: Any) -> dict[str, Any]:
    texts = {"data": "A bien mangé.", "importance": "normal", "to_read": False}
    return {"cible": "bon-appetit", "vocabulary": 1, **texts, **more}


@pytest.fixture
def tablet(home: Home, new_tablet: NewTablet, key: Authenticator) -> Tablet:
    """A tablet of both units; Aïcha, of Glycines alone, has registered her key."""
    aicha = home.hire("Aïcha", "care_assistant", "Glycines")
    made = new_tablet()
    made.enrol(home.device("Glycines", "Mimosas"))
    made.register(home.invite(aicha), key)
    made.wall()
    return made


def second(
    home: Home, new_tablet: NewTablet, name: str, role: str, *units: str
) -> tuple[Tablet, Authenticator]:
    """Another tablet, of Glycines, and another professional's key."""
    key, made = Authenticator(), new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire(name, role, *units)), key)
    made.wall()
    return made, key


def test_what_one_writes_another_reads_on_another_tablet(tablet, key, home, new_tablet):
    tablet.unlock("Aïcha", key)
    entry = tablet.record("transmission.record", home.persons["Lenoir"], body())
    assert tablet.send() == [{"id": str(entry), "outcome": "applied"}]
    other, nadias = second(home, new_tablet, "Nadia", "nurse", "Glycines")
    other.unlock("Nadia", nadias)
    other.pull("Glycines")
    (read,) = other.rows.entries(str(home.persons["Lenoir"]))
    assert (read["id"], read["data"], read["cible"]) == (str(entry), "A bien mangé.", "bon-appetit")
    assert other.rows.kinds["staff"][read["author"]]["first_name"] == "Aïcha"


def test_the_wall_names_staff_and_nobody_accompanied(tablet, home):
    wall = tablet.known_wall
    assert "Aïcha" in [one["first_name"] for one in wall["staff"]]
    assert "Lenoir" not in str(wall)
    assert "Jeanne" not in str(wall)


def test_one_sees_the_units_where_one_works(tablet, key, home):
    tablet.unlock("Aïcha", key)
    tablet.pull_all()
    assert {row["family_name"] for row in tablet.rows.persons()} == {"Lenoir", "Petit"}
    with pytest.raises(Problem) as refused:
        tablet.pull("Mimosas")
    assert refused.value.status == 404


def test_without_network_one_unlocks_writes_and_sends_later(tablet, key, home):
    tablet.unlock("Aïcha", key, offline=True)
    entry = tablet.record("transmission.record", home.persons["Lenoir"], body())
    assert [one.id for one in tablet.outbox.waiting()] == [entry]
    with pytest.raises(Problem) as refused:
        tablet.pull("Glycines")
    assert refused.value.status == 401
    assert [one["outcome"] for one in tablet.send()] == ["applied"]
    tablet.resume()
    tablet.pull("Glycines")
    assert [row["id"] for row in tablet.rows.entries()] == [str(entry)]


def test_the_store_keys_open_online_and_offline_alike(tablet, key):
    tablet.unlock("Aïcha", key)
    online = tablet.store_keys
    tablet.lock()
    tablet.unlock("Aïcha", key, offline=True)
    assert tablet.store_keys == online
    assert [len(one) for one in online.values()] == [32]


def test_without_prf_the_server_hands_the_store_keys_and_offline_stays_shut(home, new_tablet):
    plain, made = Authenticator(has_prf=False), new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire("Karim", "nurse", "Glycines")), plain)
    made.wall()
    made.unlock("Karim", plain)
    assert [len(one) for one in made.store_keys.values()] == [32]
    made.lock()
    with pytest.raises(TabletError, match="cannot open"):
        made.unlock("Karim", plain, offline=True)


def test_a_key_that_gives_its_prf_later_works_as_well(home, new_tablet):
    slow, made = Authenticator(prf_at_creation=False), new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire("Karim", "nurse", "Glycines")), slow)
    made.wall()
    made.unlock("Karim", slow, offline=True)
    assert len(made.store_keys) == 1


def test_a_locked_tablet_writes_nothing_and_keeps_nothing_in_memory(tablet, key, home):
    tablet.unlock("Aïcha", key)
    tablet.pull("Glycines")
    cookie = tablet.connection.cookies[SESSION_COOKIE]
    tablet.lock()
    assert tablet.rows.persons() == []
    with pytest.raises(TabletError, match="locked"):
        tablet.record("transmission.record", home.persons["Lenoir"], body())
    tablet.connection.cookies[SESSION_COOKIE] = cookie
    with pytest.raises(Problem) as refused:
        tablet.connection.get("/api/v1/changes", params={"unit": str(home.units["Glycines"])})
    assert (refused.value.status, refused.value.code) == (401, "suspended")


def test_a_lock_without_network_is_told_at_the_next_contact(tablet, key, home):
    tablet.unlock("Aïcha", key)
    cookie = tablet.connection.cookies[SESSION_COOKIE]
    tablet.lock(offline=True)
    tablet.unlock("Aïcha", key)
    assert tablet.connection.cookies[SESSION_COOKIE] != cookie
    tablet.connection.cookies[SESSION_COOKIE] = cookie
    with pytest.raises(Problem) as refused:
        tablet.pull("Glycines")
    assert refused.value.code == "suspended"


def test_the_outbox_leaves_whoever_is_signed_in_or_nobody(tablet, key, home):
    tablet.unlock("Aïcha", key)
    for _ in range(3):
        tablet.record("transmission.record", home.persons["Petit"], body())
    tablet.lock()
    assert [one["outcome"] for one in tablet.send(limit=2)] == ["applied"] * 3


def test_an_answer_lost_after_the_commit_comes_again_as_duplicate(tablet, key, home, monkeypatch):
    tablet.unlock("Aïcha", key)
    tablet.record("transmission.record", home.persons["Lenoir"], body())
    real = tablet.connection.post

    def lose(path: str, sent: Any) -> Any:
        real(path, sent)
        raise httpx.ReadError("cut")

    with monkeypatch.context() as cut:
        cut.setattr(tablet.connection, "post", lose)
        with pytest.raises(httpx.TransportError):
            tablet.send()
    assert [one["outcome"] for one in tablet.send()] == ["duplicate"]
    tablet.pull("Glycines")
    assert len(tablet.rows.entries()) == 1


def test_a_restart_of_the_tablet_loses_nothing(home, new_tablet, key, tmp_path: Path):
    aicha = home.hire("Aïcha", "care_assistant", "Glycines")
    first = new_tablet(path=tmp_path / "tablet.db")
    first.enrol(home.device("Glycines"))
    first.register(home.invite(aicha), key)
    first.wall()
    first.unlock("Aïcha", key, offline=True)
    entry = first.record("transmission.record", home.persons["Lenoir"], body())
    again = new_tablet(path=tmp_path / "tablet.db")
    assert again.session is None
    assert again.send() == [{"id": str(entry), "outcome": "applied"}]


def test_after_a_restart_it_asks_only_for_what_changed(home, new_tablet, key, tmp_path: Path):
    first = new_tablet(path=tmp_path / "tablet.db")
    first.enrol(home.device("Glycines"))
    first.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    first.wall()
    first.unlock("Aïcha", key)
    assert first.pull("Glycines")["full"]
    first.close()
    again = new_tablet(path=tmp_path / "tablet.db")
    again.unlock("Aïcha", key)
    assert {row["family_name"] for row in again.rows.persons()} == {"Lenoir", "Petit"}
    entry = again.record("transmission.record", home.persons["Lenoir"], body())
    again.send()
    answer = again.pull("Glycines")
    assert (answer["full"], [row["id"] for row in again.rows.entries()]) == (False, [str(entry)])
    unit = str(home.units["Glycines"])
    fresh = Slice()
    fresh.take(again.connection.get("/api/v1/changes", params={"unit": unit}))
    assert again.rows.slices[unit].view(clock.now()) == fresh.view(clock.now())


def test_what_is_put_aside_says_why_to_its_author(tablet, key, home):
    tablet.unlock("Aïcha", key)
    tablet.record("transmission.record", new_id(), body())
    (result,) = tablet.send()
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_person")
    (kept,) = tablet.outbox.quarantined()
    assert kept.reason == result["reason"]


def test_what_the_server_puts_off_holds_up_nothing_behind_it(tablet, key, home):
    tablet.unlock("Aïcha", key)
    tablet.record(
        "transmission.complete", home.persons["Lenoir"], {"entry": str(new_id()), "data": "Suite"}
    )
    tablet.record("transmission.record", home.persons["Lenoir"], body())
    assert [one["outcome"] for one in tablet.send(limit=1)] == ["later", "applied"]
    assert [one.seq for one in tablet.outbox.waiting()] == [1]


def test_a_clock_three_hours_late_is_mended_and_flagged(home, new_tablet, key):
    late = new_tablet(now=lambda: clock.now() - timedelta(hours=3))
    late.enrol(home.device("Glycines"))
    late.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    late.wall()
    late.unlock("Aïcha", key)
    late.record("transmission.record", home.persons["Lenoir"], body())
    assert late.send()[0]["flags"] == ["clock_adrift"]
    late.pull("Glycines")
    (entry,) = late.rows.entries()
    happened = clock.from_text(entry["occurred_at"])
    assert happened is not None
    assert abs(happened - clock.now()) < timedelta(minutes=1)


def test_a_header_that_lies_is_put_aside(tablet, key, home):
    session = tablet.unlock("Aïcha", key)
    claims = envelope.command(
        tablet.origin,
        session,
        id=new_id(),
        seq=1,
        type="transmission.record",
        at=clock.now(),
        person=home.persons["Lenoir"],
        body=body(),
    )
    intake = envelope.Intake.from_json(tablet.known_wall["intake"])
    sealed = envelope.seal_command(claims, session, intake, {"seq": 2})
    tablet.outbox.add(new_id(), session.id, clock.now(), lambda _: sealed)
    assert tablet.send()[0]["code"] == "header_mismatch"


def test_somebody_elses_key_does_not_open(tablet, home):
    with pytest.raises(TabletError):
        tablet.unlock("Aïcha", Authenticator())


def test_a_revoked_tablet_hands_in_what_it_holds_and_reads_nothing(tablet, key, home):
    tablet.unlock("Aïcha", key)
    tablet.record("transmission.record", home.persons["Lenoir"], body())
    home.revoke(tablet, clock.now())
    with pytest.raises(Problem) as refused:
        tablet.pull("Glycines")
    assert refused.value.status in (401, 403, 404)
    assert [one["outcome"] for one in tablet.send()] == ["applied"]


def test_twelve_entries_of_a_tablet_revoked_without_network(home, new_tablet, key, tmp_path: Path):
    tablet = new_tablet(path=tmp_path / "tablet.db")
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    tablet.wall()
    tablet.unlock("Aïcha", key)
    tablet.pull_all()
    tablet.lock()
    tablet.unlock("Aïcha", key, offline=True)
    now, lenoir = clock.now(), home.persons["Lenoir"]
    times = [timedelta(seconds=20 * n) for n in (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)]
    ids = [tablet.record("transmission.record", lenoir, body(), at=now + each) for each in times]
    home.revoke(tablet, now)
    with clock.frozen(now + timedelta(minutes=10)):
        told = {one["id"]: one for one in tablet.send()}
        outcomes = [told[str(one)]["outcome"] for one in ids]
        assert outcomes == ["applied"] * 6 + ["quarantined"] * 6
        assert {told[str(one)]["code"] for one in ids[6:]} == {"device_revoked"}
        for refused in (tablet.wall, tablet.resume, lambda: tablet.unlock("Aïcha", key)):
            with pytest.raises(Problem) as problem:
                refused()
            assert (problem.value.status, problem.value.code) == (401, "revoked")
    with home.house.database.read() as session:
        assert session.scalar(select(StoreKey.version).where(StoreKey.dropped_at.is_(None))) is None
