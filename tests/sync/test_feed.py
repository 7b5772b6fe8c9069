"""What a tablet pulls: everything once, then what changed, and never a word of another unit."""

from __future__ import annotations

import gzip
import json
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from app.areas.journal.models import Entry
from app.areas.persons.commands import destroy_key, erase
from app.areas.persons.models import Person, Picture
from app.gate.audit.models import AuditEvent
from app.gate.auth.cookies import SESSION_COOKIE
from app.gate.auth.models import AuthSession
from app.gate.directory.models import Establishment, Staff, Unit
from app.gate.sync import cursor as cursors
from app.gate.sync.models import Quarantine
from app.ground import clock
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, add_person, add_staff

PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "EN à 5", "chips": {"data": ["genou"]}}
FALL = {"cible": "chute", "vocabulary": 1}
DAY = timedelta(days=1)


def write(exchange: Exchange, unlock: Unlock, name: str, body: Json = PAIN, **options: Any) -> str:
    claims = unlock.claims(
        "transmission.record", exchange.home.persons[name], body, **{"at": NOW, **options}
    )
    assert exchange.one(unlock.tablet, unlock.seal(claims))["outcome"] == "applied"
    written: str = claims["id"]
    return written


def say(exchange: Exchange, unlock: Unlock, type: str, name: str, body: Json) -> None:
    person = exchange.home.persons[name]
    envelope = unlock.write(f"transmission.{type}", person, body, at=NOW)
    assert exchange.one(unlock.tablet, envelope)["outcome"] == "applied"


def names(answer: Json) -> list[str]:
    return sorted(row["family_name"] for row in answer.get("rows", {}).get("person", []))


def entry_ids(answer: Json) -> set[str]:
    return {row["id"] for row in answer.get("rows", {}).get("entry", [])}


def test_a_snapshot_holds_the_whole_unit_and_nothing_else(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha = home.unlock("Aïcha")
    mine, other = write(each_exchange, aicha, "Lenoir"), write(each_exchange, aicha, "Petit")
    answer = each_exchange.pull(aicha, home.units[0])
    assert answer["full"] is True
    assert answer["removed"] == []
    assert answer["now"] == clock.to_text(NOW)
    assert names(answer) == ["Lenoir", "Roux"]
    assert entry_ids(answer) == {mine}
    assert other not in json.dumps(answer)
    assert [row["name"] for row in answer["rows"]["unit"]] == ["Glycines"]
    assert {row["first_name"] for row in answer["rows"]["staff"]} == set(home.staff)
    assert [row["version"] for row in answer["rows"]["vocabulary"]] == [1]


def test_the_rows_say_what_the_screens_draw(shared: Exchange) -> None:
    home = shared.home
    aicha = home.unlock("Aïcha")
    written = write(shared, aicha, "Blanc", at=NOW - timedelta(minutes=5))
    answer = shared.pull(aicha, home.units[1])
    person = next(row for row in answer["rows"]["person"] if row["family_name"] == "Blanc")
    assert person.pop("usual")[0] == "douleur-aigue"
    assert person == {
        "id": str(home.persons["Blanc"]),
        "unit": str(home.units[1]),
        "room": None,
        "position": 9999,
        "family_name": "Blanc",
        "given_name": "Jeanne",
        "used_name": None,
        "birth_name": None,
        "born_on": "1936-05-04",
        "sex": "F",
        "picture": None,
        "marks": [{"kind": "falls", "text": "deux chutes en mars"}],
        "presence": "present",
        "admitted_on": "2025-11-21",
    }
    entry = next(row for row in answer["rows"]["entry"] if row["id"] == written)
    assert entry == {
        "id": written,
        "person": str(home.persons["Blanc"]),
        "author": str(home.staff["Aïcha"]),
        "witness": None,
        "alone": None,
        "root": written,
        "version": 1,
        "corrects": None,
        "correction": None,
        "superseded_by": None,
        "cible": "douleur-aigue",
        "label": "Douleur aiguë",
        "vocabulary": 1,
        "data": "EN à 5",
        "actions": None,
        "result": None,
        "chips": {"data": ["genou"], "actions": [], "result": []},
        "importance": "normal",
        "to_read": False,
        "alarm": False,
        "incomplete": False,
        "occurred_at": "2026-11-21T13:55:00.000Z",
        "received_at": "2026-11-21T14:00:00.000Z",
        "flags": [],
        "acknowledged": None,
        "additions": [],
        "read_by": [],
        "expires_at": "2026-11-28T13:55:00.000Z",
    }
    author = next(row for row in answer["rows"]["staff"] if row["id"] == entry["author"])
    assert author == {
        "id": str(home.staff["Aïcha"]),
        "name": "Aïcha Martin",
        "first_name": "Aïcha",
        "role": "care_assistant",
        "role_label": "Aide-soignant·e",
    }


def test_nothing_new_is_said_in_one_word(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    unit = shared.home.units[0]
    first = shared.pull(aicha, unit)
    again = shared.pull(aicha, unit, first["cursor"])
    assert again.keys() == {"now", "epoch", "cursor", "unchanged"}
    assert again["unchanged"] is True
    assert shared.pull(aicha, unit, again["cursor"])["unchanged"] is True


def test_only_what_changed_follows(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    old = write(each_exchange, aicha, "Lenoir")
    cursor = each_exchange.pull(aicha, unit)["cursor"]
    new = write(each_exchange, aicha, "Roux")
    write(each_exchange, aicha, "Petit")  # lives elsewhere
    answer = each_exchange.pull(aicha, unit, cursor)
    assert answer["full"] is False
    assert entry_ids(answer) == {new}
    assert answer["removed"] == []
    assert {kind for kind, rows in answer["rows"].items() if rows} == {"entry"}
    say(each_exchange, home.unlock("Nadia"), "read", "Lenoir", {"entries": [old, new]})
    answer = each_exchange.pull(aicha, unit, answer["cursor"])
    assert entry_ids(answer) == {old, new}
    assert [row["read_by"] for row in answer["rows"]["entry"]] == [[str(home.staff["Nadia"])]] * 2


def test_opening_a_dossier_tells_nobody(shared: Exchange) -> None:
    aicha, unit = shared.home.unlock("Aïcha"), shared.home.units[0]
    cursor = shared.pull(aicha, unit)["cursor"]
    opened = aicha.write("person.open", shared.home.persons["Lenoir"], {}, at=NOW)
    assert shared.one(aicha.tablet, opened)["outcome"] == "applied"
    assert shared.verbs()[-1] == "person.open"
    assert shared.pull(aicha, unit, cursor)["unchanged"] is True


def test_what_is_undone_is_forgotten(each_exchange: Exchange) -> None:
    aicha, unit = each_exchange.home.unlock("Aïcha"), each_exchange.home.units[0]
    entry = write(each_exchange, aicha, "Lenoir")
    cursor = each_exchange.pull(aicha, unit)["cursor"]
    say(each_exchange, aicha, "retract", "Lenoir", {"entry": entry})
    answer = each_exchange.pull(aicha, unit, cursor)
    assert entry_ids(answer) == set()
    assert answer["removed"] == [{"kind": "entry", "id": entry}]
    assert entry_ids(each_exchange.pull(aicha, unit)) == set()


def test_someone_who_comes_in_comes_with_everything(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    entry = write(each_exchange, aicha, "Lenoir")
    cursors = {unit: each_exchange.pull(aicha, unit)["cursor"] for unit in home.units}
    home.move("Lenoir", there)
    came = each_exchange.pull(aicha, there, cursors[there])
    assert (names(came), entry_ids(came), came["removed"]) == (["Lenoir"], {entry}, [])
    left = each_exchange.pull(aicha, here, cursors[here])
    assert left["removed"] == [{"kind": "person", "id": str(home.persons["Lenoir"])}]
    assert names(left) == []
    after = write(each_exchange, aicha, "Lenoir")
    assert entry_ids(each_exchange.pull(aicha, here, left["cursor"])) == set()
    assert entry_ids(each_exchange.pull(aicha, there, came["cursor"])) == {after}


def test_someone_who_left_and_came_back_is_not_forgotten(exchange: Exchange) -> None:
    home = exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    entry = write(exchange, aicha, "Lenoir")
    cursor = exchange.pull(aicha, here)["cursor"]
    home.move("Lenoir", there)
    say(exchange, aicha, "retract", "Lenoir", {"entry": entry})
    second = write(exchange, aicha, "Lenoir")
    home.move("Lenoir", here)
    answer = exchange.pull(aicha, here, cursor)
    assert (names(answer), entry_ids(answer)) == (["Lenoir"], {second})
    assert answer["removed"] == [{"kind": "entry", "id": entry}]


def test_someone_who_leaves_the_home_leaves_its_tablets(exchange: Exchange) -> None:
    home = exchange.home
    aicha, here = home.unlock("Aïcha"), home.units[0]
    cursor = exchange.pull(aicha, here)["cursor"]
    home.move("Lenoir", None)
    answer = exchange.pull(aicha, here, cursor)
    assert answer["removed"] == [{"kind": "person", "id": str(home.persons["Lenoir"])}]
    assert "Lenoir" not in names(exchange.pull(aicha, here))


def test_another_unit_s_comings_and_goings_are_not_told(exchange: Exchange) -> None:
    home = exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    cursor = exchange.pull(aicha, here)["cursor"]
    entry = write(exchange, aicha, "Petit")
    home.move("Petit", None)
    answer = exchange.pull(aicha, here, cursor)
    told = json.dumps(answer)
    assert answer["unchanged"] is True
    assert str(home.persons["Petit"]) not in told
    assert entry not in told
    assert str(there) not in told


def test_an_old_entry_goes_when_its_week_is_over(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    old = write(exchange, aicha, "Lenoir", at=NOW - 6 * DAY)
    older = write(exchange, aicha, "Lenoir", at=NOW - 8 * DAY)
    assert entry_ids(exchange.pull(aicha, unit)) == {old}
    cursor = exchange.pull(aicha, unit)["cursor"]
    say(exchange, exchange.home.unlock("Nadia"), "read", "Lenoir", {"entries": [old, older]})
    answer = exchange.pull(aicha, unit, cursor)
    assert (entry_ids(answer), answer["removed"]) == ({old}, [{"kind": "entry", "id": older}])


def test_an_alarm_stays_until_a_nurse_answers(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    fall = write(exchange, aicha, "Lenoir", FALL, at=NOW - 20 * DAY)
    answer = exchange.pull(aicha, unit)
    row = next(row for row in answer["rows"]["entry"] if row["id"] == fall)
    assert (row["alarm"], row["incomplete"], row["acknowledged"]) == (True, True, None)
    say(exchange, exchange.home.unlock("Nadia"), "acknowledge", "Lenoir", {"entry": fall})
    row = exchange.pull(aicha, unit, answer["cursor"])["rows"]["entry"][0]
    assert row["acknowledged"] == {
        "by": str(exchange.home.staff["Nadia"]),
        "at": clock.to_text(NOW),
    }
    assert row["expires_at"] == clock.to_text(NOW + 7 * DAY)


def test_once_a_day_what_ages_by_itself_is_told_again(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    for _ in range(3):
        write(exchange, aicha, "Lenoir", {"cible": "nuit-calme", "vocabulary": 1})
    cursor = exchange.pull(aicha, unit)["cursor"]
    tomorrow = NOW + timedelta(hours=10, minutes=1)
    with clock.frozen(tomorrow):
        again = exchange.home.unlock("Aïcha", aicha.tablet)
        activate(exchange, again, tomorrow)
        answer = exchange.pull(again, unit, cursor)
        assert names(answer) == ["Lenoir", "Roux"]
        assert answer["full"] is False
        assert exchange.pull(again, unit, answer["cursor"])["unchanged"] is True


def activate(exchange: Exchange, unlock: Unlock, at: Any) -> None:
    with exchange.house.database.write() as session:
        session.execute(
            update(AuthSession)
            .where(AuthSession.id == unlock.id)
            .values(opened_at=at, active_at=at)
        )


CURSORS = ["", "x", "x" * 5_000, "WyIxIl0.AAAA", "é", "null", "\0"]


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_nobody_wrote_gives_everything(cursor: str, shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    assert shared.pull(aicha, shared.home.units[0], cursor)["full"] is True


def test_a_cursor_is_good_for_one_unit_one_tablet_one_epoch_and_one_week(
    exchange: Exchange,
) -> None:
    home = exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    cursor = exchange.pull(aicha, here)["cursor"]
    assert exchange.pull(aicha, there, cursor)["full"] is True
    with exchange.house.database.write() as session:
        other = home.add_tablet(session, home.units)
    assert exchange.pull(home.unlock("Aïcha", other), here, cursor)["full"] is True
    held = cursors.read(exchange.house.settings, cursor)
    assert held is not None
    for wrong in (
        {"revision": held.revision + 1_000},
        {"as_of": NOW - 8 * DAY},
        {"epoch": uuid.uuid4()},
    ):
        text = cursors.write(exchange.house.settings, replace(held, **wrong))
        assert exchange.pull(aicha, here, text)["full"] is True, wrong
    with exchange.house.database.write() as session:
        session.execute(update(Establishment).values(epoch=uuid.uuid4()))
    assert exchange.pull(aicha, here, cursor)["full"] is True


def test_a_unit_that_is_not_the_tablet_s_or_not_the_reader_s_is_unknown(exchange: Exchange) -> None:
    home = exchange.home
    here, there = home.units
    with exchange.house.database.write() as session:
        small = home.add_tablet(session, [here])
        add_staff(session, home, "Zoé", "care_assistant", units=[there])
    aicha, zoe = home.unlock("Aïcha", small), home.unlock("Zoé")
    assert exchange.ask(aicha, here).status_code == 200
    assert exchange.ask(zoe, there).status_code == 200
    for unlock, unit in ((aicha, there), (zoe, here), (aicha, uuid.uuid4()), (aicha, "x")):
        answer = exchange.ask(unlock, unit)
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"
    for unit in exchange.other.units:
        assert exchange.ask(aicha, unit).status_code == 404
    with exchange.house.database.write() as session:
        session.execute(update(Unit).where(Unit.id == here).values(closed_at=NOW))
    assert exchange.ask(aicha, here).status_code == 404


def test_the_other_home_sees_its_own_and_nothing_of_ours(each_exchange: Exchange) -> None:
    write(each_exchange, each_exchange.home.unlock("Aïcha"), "Lenoir")
    chloe = each_exchange.other.unlock("Chloé")
    for unit in each_exchange.other.units:
        told = json.dumps(each_exchange.pull(chloe, unit), ensure_ascii=False)
        assert "Lenoir" not in told
        assert "Aïcha" not in told
    for unit in each_exchange.home.units:
        assert each_exchange.ask(chloe, unit).status_code == 404


def test_a_snapshot_leaves_a_trace_and_a_poll_leaves_none(exchange: Exchange) -> None:
    home = exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    cursor = exchange.pull(aicha, unit)["cursor"]
    with exchange.house.database.read() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "feed.snapshot")).one()
    assert (event.actor_id, event.subject_id, event.session_id) == (
        home.staff["Aïcha"],
        unit,
        aicha.id,
    )
    assert event.detail == {"persons": 2}
    told = len(exchange.verbs())
    exchange.pull(aicha, unit, cursor)
    write(exchange, aicha, "Lenoir")
    exchange.pull(aicha, unit, cursor)
    assert exchange.verbs()[told:] == ["transmission.record"]


def test_a_member_who_left_long_ago_is_forgotten(exchange: Exchange) -> None:
    home = exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    cursor = exchange.pull(aicha, unit)["cursor"]
    leave(exchange, "Odile", NOW - timedelta(days=10))
    leave(exchange, "Paule", NOW - timedelta(days=91))
    answer = exchange.pull(aicha, unit, cursor)
    assert [row["first_name"] for row in answer["rows"]["staff"]] == ["Odile"]
    assert answer["removed"] == [{"kind": "staff", "id": str(home.staff["Paule"])}]
    snapshot = exchange.pull(aicha, unit)
    assert "Paule" not in {row["first_name"] for row in snapshot["rows"]["staff"]}


def leave(exchange: Exchange, name: str, at: Any) -> None:
    with exchange.house.database.write() as session:
        member = session.get(Staff, exchange.home.staff[name])
        assert member is not None
        member.left_at = at


def test_a_large_answer_is_compressed_for_whoever_reads_gzip(shared: Exchange) -> None:
    aicha, unit = shared.home.unlock("Aïcha"), shared.home.units[0]
    plain = shared.ask(aicha, unit)
    assert "Content-Encoding" not in plain.headers
    with shared.client(aicha.tablet) as client:
        client.set_cookie(SESSION_COOKIE, aicha.cookie, domain="localhost", secure=True)
        packed = client.get(
            f"/api/v1/changes?unit={unit}", headers={"Accept-Encoding": "br, gzip, deflate"}
        )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Cache-Control"] == "no-store"
    opened = json.loads(gzip.decompress(packed.get_data()))
    assert opened["rows"] == plain.get_json()["rows"]
    assert len(packed.get_data()) * 2 < len(plain.get_data())


def test_nobody_pulls_without_a_session(shared: Exchange) -> None:
    with shared.client(shared.home.tablet) as client:
        answer = client.get(f"/api/v1/changes?unit={shared.home.units[0]}")
    assert answer.status_code == 401


def test_an_erased_person_is_forgotten_by_every_tablet(exchange: Exchange) -> None:
    home = exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    entry = write(exchange, aicha, "Lenoir")
    say(exchange, home.unlock("Nadia"), "read", "Lenoir", {"entries": [entry]})
    say(exchange, aicha, "complete", "Lenoir", {"entry": entry, "result": "soulagée"})
    cursor = exchange.pull(aicha, unit)["cursor"]
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, home.persons["Lenoir"], now=NOW)
    destroy_key(exchange.house, home.persons["Lenoir"])
    answer = exchange.pull(aicha, unit, cursor)
    assert answer["removed"] == [{"kind": "person", "id": str(home.persons["Lenoir"])}]
    kept = exchange.counts()
    assert (kept["entry"], kept["addition"], kept["receipt"]) == (0, 0, 0)
    late = aicha.write("transmission.record", home.persons["Lenoir"], PAIN, at=NOW)
    assert exchange.one(aicha.tablet, late)["code"] == "erased"
    assert exchange.one(aicha.tablet, late)["code"] == "erased"
    with exchange.house.database.read() as session:
        assert session.get(Person, home.persons["Lenoir"]) is None


def test_what_waits_in_quarantine_about_an_erased_person_is_emptied(exchange: Exchange) -> None:
    home = exchange.home
    aicha, lenoir = home.unlock("Aïcha"), home.persons["Lenoir"]
    before = aicha.write("transmission.record", lenoir, {**PAIN, "importance": "énorme"}, at=NOW)
    assert exchange.one(aicha.tablet, before)["code"] == "invalid"
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, lenoir, now=NOW)
    destroy_key(exchange.house, lenoir)
    after = aicha.write("transmission.record", lenoir, PAIN, at=NOW)
    assert exchange.one(aicha.tablet, after)["code"] == "erased"
    with exchange.house.database.read() as session:
        kept = session.execute(select(Quarantine.code, Quarantine.envelope)).all()
    assert [tuple(row) for row in kept] == [("erased", b"")] * 2
    assert exchange.one(aicha.tablet, before)["outcome"] == "quarantined"


def test_a_newcomer_appears_without_a_gesture(exchange: Exchange) -> None:
    home = exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    cursor = exchange.pull(aicha, unit)["cursor"]
    with exchange.house.database.write() as session:
        home.persons["Leroy"] = add_person(session, home, "Leroy", unit)
    answer = exchange.pull(aicha, unit, cursor)
    assert names(answer) == ["Leroy"]
    assert len(answer["rows"]["person"][0]["usual"]) == 6


def test_an_altered_row_says_so_and_takes_nothing_else_away(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha = home.unlock("Aïcha")
    altered, whole = write(each_exchange, aicha, "Lenoir"), write(each_exchange, aicha, "Lenoir")
    with each_exchange.house.database.write() as session:
        row = session.get_one(Entry, uuid.UUID(altered))
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    rows = {row["id"]: row for row in each_exchange.pull(aicha, home.units[0])["rows"]["entry"]}
    assert rows[altered]["flags"] == ["broken_seal"]
    assert "a été altéré" in rows[altered]["data"]
    assert rows[whole]["flags"] == []


def test_an_altered_person_keeps_their_place_says_so_and_is_told_once(
    each_exchange: Exchange,
) -> None:
    home = each_exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    lenoir = home.persons["Lenoir"]
    written = write(each_exchange, aicha, "Lenoir")
    cursor = each_exchange.pull(aicha, unit)["cursor"]

    def alter() -> None:
        with each_exchange.house.database.write() as session:
            row = session.get_one(Person, lenoir)
            row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])

    def told() -> list[AuditEvent]:
        with each_exchange.house.database.read() as session:
            query = select(AuditEvent).where(AuditEvent.verb == "seal.broken")
            return list(session.scalars(query.order_by(AuditEvent.id)))

    alter()
    for held in (None, None, cursor):
        rows = each_exchange.pull(aicha, unit, held)["rows"]
        row = next(one for one in rows["person"] if one["id"] == str(lenoir))
        assert (row["family_name"], row["given_name"], row["born_on"]) == (
            "Fiche illisible",
            "",
            None,
        )
        assert [mark["kind"] for mark in row["marks"]] == ["broken_seal"]
        assert "Lenoir" not in json.dumps(rows["person"])
    full = each_exchange.pull(aicha, unit)
    assert names(full) == ["Fiche illisible", "Roux"]
    assert entry_ids(full) == {written}
    (event,) = told()
    assert (event.person_id, event.subject_id) == (lenoir, lenoir)
    with each_exchange.house.database.write() as session:
        row = session.get_one(Person, lenoir)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 3])
    each_exchange.pull(aicha, unit)
    assert len(told()) == 2


def test_an_altered_picture_takes_only_itself_away(exchange: Exchange) -> None:
    home = exchange.home
    with exchange.house.database.write() as session:
        lenoir = home.persons["Lenoir"]
        of = {"person_id": lenoir, "establishment_id": home.id, "created_at": NOW}
        session.add(Picture(**of, sealed=b"\x01" * 40))
    rows = exchange.pull(home.unlock("Aïcha"), home.units[0])["rows"]["person"]
    assert sorted(row["family_name"] for row in rows) == ["Lenoir", "Roux"]
    assert {row["picture"] for row in rows} == {None}
