"""What is quarantined: who may read it, who settles it, and how it is applied after all."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.journal.models import Entry
from app.areas.persons.erasure import destroy_key, erase
from app.gate.audit.models import AuditEvent
from app.gate.audit.verify import verify_rows
from app.gate.auth.actor import Actor
from app.gate.auth.cookies import DEVICE_COOKIE, SESSION_COOKIE
from app.gate.auth.models import Device
from app.gate.sync import registry, rerun
from app.gate.sync.mending import rerun_after_update
from app.gate.sync.models import Command, Flagged, Quarantine
from app.gate.sync.registry import CommandType
from app.gate.sync.rerun import Decision
from app.gate.sync.settling import dismiss
from app.ground import clock
from app.ground.errors import Conflict, Invalid, NotFound, Refused
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, add_person, add_staff

HOUR = timedelta(hours=1)
PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "au genou"}


@pytest.fixture
def exchange(each_exchange: Exchange) -> Exchange:
    """On both databases: Zoé works in the first unit only, and so does Solène, who coordinates it."""
    here = each_exchange.home.units[0]
    with each_exchange.house.database.write() as session:
        add_staff(session, each_exchange.home, "Zoé", "care_assistant", units=[here])
        add_staff(session, each_exchange.home, "Solène", "lead_nurse", units=[here])
        add_staff(session, each_exchange.home, "Irène", "lead_nurse")
    return each_exchange


def forbidden(exchange: Exchange, name: str = "Zoé", **claims: Any) -> tuple[Unlock, str, Any]:
    """Zoé writes about Petit, who lives in the other unit: quarantined, `never_allowed`."""
    unlock = exchange.home.unlock(name)
    person = claims.pop("person", exchange.home.persons["Petit"])
    envelope = unlock.seal(unlock.claims("transmission.record", person, PAIN, at=NOW, **claims))
    result = exchange.one(unlock.tablet, envelope)
    assert result["outcome"] == "quarantined", result
    return unlock, envelope, result


def listed(exchange: Exchange, unlock: Unlock) -> list[Any]:
    client = exchange.application.test_client()
    client.set_cookie(DEVICE_COOKIE, unlock.tablet.cookie, domain="localhost", secure=True)
    client.set_cookie(SESSION_COOKIE, unlock.cookie, domain="localhost", secure=True)
    answer = client.get("/api/v1/quarantine")
    assert answer.status_code == 200, answer.json
    items: list[Any] = answer.json["items"]
    return items


def row_of(exchange: Exchange, result: Any) -> Quarantine:
    with exchange.house.database.read() as session:
        query = select(Quarantine).where(Quarantine.command_id == uuid.UUID(result["id"]))
        return session.scalars(query).one()


def judge(exchange: Exchange, name: str = "Irène", units: Any = None) -> Actor:
    return Actor(exchange.home.staff[name], exchange.home.id, "lead_nurse", units)


def again(exchange: Exchange, result: Any, **decision: Any) -> Any:
    row = row_of(exchange, result)
    return rerun.run(exchange.house, row.id, Decision(**decision), now=NOW + HOUR)


def verbs(exchange: Exchange) -> list[str]:
    return [verb for verb in exchange.verbs() if verb.startswith("quarantine.")]


def test_its_author_reads_what_was_put_aside(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    (item,) = listed(exchange, zoe)
    assert item["command"] == result["id"]
    assert (item["code"], item["reason"]) == ("never_allowed", result["reason"])
    assert item["author"] == str(zoe.staff)
    assert item["person"] == str(exchange.home.persons["Petit"])
    assert (item["type"], item["body"]) == ("transmission.record", PAIN)
    assert item["at"] == clock.to_text(NOW)
    assert verbs(exchange) == []


def test_a_colleague_sees_nothing_of_it(exchange: Exchange) -> None:
    forbidden(exchange)
    assert listed(exchange, exchange.home.unlock("Aïcha")) == []


def test_who_judges_reads_it_where_the_person_lives_and_nowhere_else(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    (told,) = listed(exchange, exchange.home.unlock("Irène"))
    assert told["body"] == PAIN
    (told,) = listed(exchange, exchange.home.unlock("Solène"))
    assert (told["command"], told["author"]) == (result["id"], str(exchange.home.staff["Zoé"]))
    assert (told["person"], told["type"], told["at"], told["body"]) == (None,) * 4
    assert verbs(exchange) == ["quarantine.read"]


def test_chloe_finds_nothing_of_ours(exchange: Exchange) -> None:
    forbidden(exchange)
    assert listed(exchange, exchange.other.unlock("Chloé")) == []


def test_what_was_never_verified_is_nobody_s_word(exchange: Exchange) -> None:
    zoe, mallory = exchange.home.unlock("Zoé"), exchange.home.unlock("Aïcha")
    claims = zoe.claims("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    forged = zoe.seal(claims, signed_by=mallory.key)
    assert exchange.one(zoe.tablet, forged)["code"] == "bad_signature"
    for reader in (zoe, exchange.home.unlock("Irène")):
        (item,) = listed(exchange, reader)
        assert item["code"] == "bad_signature"
        assert (item["author"], item["person"], item["type"], item["body"]) == (None,) * 4


def test_an_author_is_known_though_the_text_cannot_be_kept(exchange: Exchange) -> None:
    zoe = exchange.home.unlock("Zoé")
    lenoir = exchange.home.persons["Lenoir"]
    envelope = zoe.write("transmission.record", lenoir, {**PAIN, "data": "a\x00b"}, at=NOW)
    assert exchange.one(zoe.tablet, envelope)["code"] == "unstorable_text"
    (item,) = listed(exchange, zoe)
    assert (item["author"], item["person"]) == (str(zoe.staff), str(lenoir))


def test_a_right_that_was_lacking_is_given_by_who_judges(exchange: Exchange) -> None:
    zoe, envelope, result = forbidden(exchange)
    verdict = again(exchange, result, by=judge(exchange))
    assert (verdict.outcome, verdict.flags) == ("applied", ("admitted",))
    with exchange.house.database.read() as session:
        entry = session.get_one(Entry, uuid.UUID(result["id"]))
        flagged = session.get_one(Flagged, entry.id)
    assert (entry.author_id, entry.occurred_at, entry.flags) == (zoe.staff, NOW, ["admitted"])
    assert flagged.flags == ["admitted"]
    row = row_of(exchange, result)
    assert (row.outcome, row.settled_by, row.envelope) == ("applied", judge(exchange).staff_id, b"")
    assert listed(exchange, zoe) == []
    assert exchange.one(zoe.tablet, envelope)["outcome"] == "duplicate"
    assert "quarantine.rerun" in verbs(exchange)
    assert verify_rows(exchange.house) == []


def test_nobody_gives_a_right_that_they_do_not_hold(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    irene, home = exchange.home.staff["Irène"], exchange.home
    for by in (Actor(irene, home.id, "management", None), judge(exchange, units=frozenset())):
        verdict = again(exchange, result, by=by)
        assert (verdict.outcome, verdict.code) == ("quarantined", "never_allowed")
        assert "Ni l’auteur ni qui juge" in (row_of(exchange, result).reason or "")
    assert exchange.count(Entry) == 0
    assert again(exchange, result, by=judge(exchange)).outcome == "applied"


def test_nothing_is_settled_twice(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    again(exchange, result, by=judge(exchange))
    with pytest.raises(Conflict):
        again(exchange, result, by=judge(exchange))
    with pytest.raises(Conflict), exchange.house.database.write() as session:
        dismiss(
            session,
            exchange.house,
            judge(exchange),
            row_of(exchange, result).id,
            reason="double",
            now=NOW,
        )
    assert exchange.count(Entry) == 1


def test_what_was_dismissed_is_not_run_again(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    settle(exchange, zoe, command=result["id"])
    with pytest.raises(Conflict):
        again(exchange, result, by=judge(exchange))
    assert exchange.count(Entry) == 0


def test_the_server_alone_gives_no_right(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    assert again(exchange, result).outcome == "quarantined"
    assert row_of(exchange, result).settled_at is None
    assert exchange.count(Entry) == 0


def test_it_is_filed_under_the_person_it_was_about(exchange: Exchange) -> None:
    zoe, envelope, result = forbidden(exchange, person=uuid.uuid4())
    assert result["code"] == "unknown_person"
    lenoir = exchange.home.persons["Lenoir"]
    verdict = again(exchange, result, by=judge(exchange), person=lenoir)
    assert (verdict.outcome, verdict.flags) == ("applied", ("refiled",))
    with exchange.house.database.read() as session:
        entry = session.get_one(Entry, uuid.UUID(result["id"]))
        kept = exchange.house.vault.open(lenoir, "entry", entry.id, entry.sealed)
    assert (entry.person_id, entry.author_id) == (lenoir, zoe.staff)
    assert kept["data"] == PAIN["data"]
    assert row_of(exchange, result).outcome == "refiled"
    assert exchange.one(zoe.tablet, envelope)["outcome"] == "duplicate"
    assert verify_rows(exchange.house) == []


def test_a_person_admitted_since_is_found(exchange: Exchange) -> None:
    later = uuid.uuid4()
    _, _, result = forbidden(exchange, person=later)
    assert again(exchange, result).outcome == "quarantined"
    with exchange.house.database.write() as session:
        made = add_person(session, exchange.home, "Roche", exchange.home.units[0])
    verdict = again(exchange, result, by=judge(exchange), person=made)
    assert verdict.outcome == "applied"


def test_what_a_revoked_tablet_wrote_later_is_let_in_by_who_judges(exchange: Exchange) -> None:
    zoe = exchange.home.unlock("Zoé")
    with exchange.house.database.write() as session:
        session.get_one(Device, zoe.tablet.id).revoked_at = NOW - HOUR
    envelope = zoe.write("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    result = exchange.one(zoe.tablet, envelope)
    assert result["code"] == "device_revoked"
    assert again(exchange, result).outcome == "quarantined"
    verdict = again(exchange, result, by=judge(exchange))
    assert (verdict.outcome, verdict.flags) == ("applied", ("admitted",))


def test_an_id_that_another_entry_took_gets_a_new_one(exchange: Exchange) -> None:
    zoe = exchange.home.unlock("Zoé")
    lenoir = exchange.home.persons["Lenoir"]
    first = zoe.claims("transmission.record", lenoir, PAIN, at=NOW)
    exchange.one(zoe.tablet, zoe.seal(first))
    result = exchange.one(zoe.tablet, zoe.seal({**first, "body": {**PAIN, "data": "autre"}}))
    assert result["code"] == "id_conflict"
    row = row_of(exchange, result)
    verdict = again(exchange, result, by=judge(exchange))
    assert (verdict.outcome, verdict.id) == ("applied", row.id)
    assert exchange.count(Entry) == 2


def test_an_error_of_ours_is_made_good(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    kind = registry.known.commands["transmission.record"]
    broken = CommandType(kind.name, kind.schema, kind.permission, True, fail, kind.prepare)
    monkeypatch.setitem(registry.known.commands, kind.name, broken)
    aicha = exchange.home.unlock("Aïcha")
    envelope = aicha.write("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    result = exchange.one(aicha.tablet, envelope)
    assert result["code"] == "internal"
    assert again(exchange, result).code == "internal"
    monkeypatch.undo()
    assert again(exchange, result).outcome == "applied"
    with exchange.house.database.read() as session:
        entry = session.get_one(Entry, uuid.UUID(result["id"]))
    assert (entry.received_at, entry.flags) == (NOW, None)


def test_what_hangs_on_it_waits_and_is_applied_after_it(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    petit = exchange.home.persons["Petit"]
    irene = exchange.home.unlock("Irène")
    body = {"entry": result["id"], "data": "suite"}
    more = irene.write("transmission.complete", petit, body, at=NOW)
    waits = exchange.one(irene.tablet, more)
    assert (waits["outcome"], waits["code"]) == ("later", "parent_quarantined")
    again(exchange, result, by=judge(exchange))
    assert exchange.one(irene.tablet, more)["outcome"] == "applied"


def test_what_hangs_on_a_dismissed_one_waits_no_longer(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    irene = exchange.home.unlock("Irène")
    body = {"entry": result["id"], "data": "suite"}
    more = irene.write("transmission.complete", exchange.home.persons["Petit"], body, at=NOW)
    exchange.one(irene.tablet, more)
    settle(exchange, zoe, command=result["id"])
    assert exchange.one(irene.tablet, more)["code"] == "parent_settled"


def settle(exchange: Exchange, unlock: Unlock, **body: Any) -> Any:
    body = {"outcome": "dismissed", "reason": "écrit deux fois", **body}
    at = body.pop("at", NOW)
    return exchange.one(unlock.tablet, unlock.write("quarantine.settle", None, body, at=at))


def test_its_author_dismisses_it_with_a_reason(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    row = row_of(exchange, result)
    assert settle(exchange, zoe, quarantine=str(row.id))["outcome"] == "applied"
    row = row_of(exchange, result)
    assert (row.outcome, row.settled_by) == ("dismissed", zoe.staff)
    assert row.sealed is not None and b"deux fois" not in row.sealed
    kept = exchange.house.vault.open(zoe.staff, "quarantine", row.id, row.sealed)
    assert kept == {"reason": "écrit deux fois"}
    assert row.envelope != b""
    assert listed(exchange, zoe) == []
    assert verbs(exchange) == ["quarantine.settle"]
    assert verify_rows(exchange.house) == []


def test_its_author_says_which_entry_took_its_place(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    claims = zoe.claims("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    assert exchange.one(zoe.tablet, zoe.seal(claims))["outcome"] == "applied"
    done = settle(
        exchange, zoe, command=result["id"], outcome="refiled", reason=None, **{"as": claims["id"]}
    )
    assert done["outcome"] == "applied", done
    row = row_of(exchange, result)
    assert (row.outcome, str(row.applied_as)) == ("refiled", claims["id"])


def test_the_first_settlement_stands(exchange: Exchange) -> None:
    zoe, _, result = forbidden(exchange)
    settle(exchange, zoe, command=result["id"])
    second = settle(exchange, exchange.home.unlock("Irène"), command=result["id"], reason="autre")
    assert (second["outcome"], second["flags"]) == ("applied", ["already_settled"])
    assert row_of(exchange, result).settled_by == zoe.staff


@pytest.mark.parametrize("name", ["Aïcha", "Solène"])
def test_neither_a_colleague_nor_another_unit_s_judge_settles_it(
    exchange: Exchange, name: str
) -> None:
    _, _, result = forbidden(exchange)
    refused = settle(exchange, exchange.home.unlock(name), command=result["id"])
    assert (refused["outcome"], refused["code"]) == ("quarantined", "never_allowed")
    assert row_of(exchange, result).settled_at is None


def test_who_judges_there_settles_it_from_a_tablet(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    irene = exchange.home.unlock("Irène")
    assert settle(exchange, irene, command=result["id"])["outcome"] == "applied"


def test_a_settlement_waits_a_week_for_what_it_settles(exchange: Exchange) -> None:
    zoe = exchange.home.unlock("Zoé")
    early = settle(exchange, zoe, command=str(uuid.uuid4()))
    assert (early["outcome"], early["code"]) == ("later", "unknown_quarantine")
    late = settle(exchange, zoe, command=str(uuid.uuid4()), at=NOW - timedelta(days=8))
    assert (late["outcome"], late["code"]) == ("quarantined", "invalid")


@pytest.mark.parametrize(
    "body",
    [
        {"outcome": "dismissed", "reason": "non"},
        {"command": "{id}", "outcome": "dismissed", "reason": "  "},
        {"command": "{id}", "outcome": "dismissed", "reason": None},
        {"command": "{id}", "outcome": "dismissed", "reason": "x" * 301},
        {"command": "{id}", "outcome": "refiled", "reason": None},
        {"command": "{id}", "outcome": "forgotten", "reason": "non"},
    ],
)
def test_a_settlement_that_says_nothing_is_refused(exchange: Exchange, body: Any) -> None:
    zoe, _, result = forbidden(exchange)
    told = {name: result["id"] if value == "{id}" else value for name, value in body.items()}
    refused = exchange.one(zoe.tablet, zoe.write("quarantine.settle", None, told, at=NOW))
    assert (refused["outcome"], refused["code"]) == ("quarantined", "invalid")
    assert row_of(exchange, result).settled_at is None


def test_the_office_dismisses_with_a_reason_and_where_it_may(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    row_id, house = row_of(exchange, result).id, exchange.house

    def press(actor: Actor, reason: str) -> None:
        with house.database.write() as session:
            dismiss(session, house, actor, row_id, reason=reason, now=NOW)

    here = frozenset([exchange.home.units[0]])
    with pytest.raises(Refused):
        press(judge(exchange, "Solène", here), "hors de mon unité")
    with pytest.raises(Invalid):
        press(judge(exchange), " ")
    stranger = exchange.other
    with pytest.raises(NotFound):
        press(Actor(stranger.staff["Chloé"], stranger.id, "lead_nurse", None), "de loin")
    press(judge(exchange), "doublon")
    assert row_of(exchange, result).outcome == "dismissed"
    assert verbs(exchange) == ["quarantine.dismissed"]


def test_nothing_of_an_erased_person_stays_anywhere(exchange: Exchange) -> None:
    house, petit = exchange.house, exchange.home.persons["Petit"]
    zoe, _, dismissed = forbidden(exchange)
    settle(exchange, zoe, command=dismissed["id"], reason="Mme Petit l’a refusé")
    _, _, waiting = forbidden(exchange)
    unverified = zoe.claims("transmission.record", petit, PAIN, at=NOW)
    forged = zoe.seal(unverified, signed_by=exchange.home.unlock("Aïcha").key)
    exchange.one(zoe.tablet, forged)
    with house.database.write() as session:
        erase(session, house, None, petit, now=NOW)
    destroy_key(house, petit)
    for result in (dismissed, waiting, {"id": unverified["id"]}):
        row = row_of(exchange, result)
        assert (row.envelope, row.sealed, row.code) == (b"", None, "erased"), result
        assert row.settled_at is not None
    with house.database.read() as session:
        said = session.scalars(select(Command.sealed).where(Command.type == "quarantine.settle"))
        assert list(said) == [None]
    assert listed(exchange, zoe) == []
    with pytest.raises(Conflict):
        again(exchange, waiting, by=judge(exchange))


def test_judging_is_told_to_the_trail_without_words(exchange: Exchange) -> None:
    _, _, result = forbidden(exchange)
    again(exchange, result, by=judge(exchange))
    with exchange.house.database.read() as session:
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.verb == "quarantine.rerun")
        ).one()
    assert event.actor_id == judge(exchange).staff_id
    assert event.person_id == exchange.home.persons["Petit"]
    assert (str(event.subject_id), event.detail) == (result["id"], {"code": "never_allowed"})


def test_after_an_update_our_own_errors_are_made_good(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    kind = registry.known.commands["transmission.record"]
    broken = CommandType(kind.name, kind.schema, kind.permission, True, fail, kind.prepare)
    aicha = exchange.home.unlock("Aïcha")
    lenoir = exchange.home.persons["Lenoir"]
    monkeypatch.setitem(registry.known.commands, kind.name, broken)
    parent = aicha.claims("transmission.record", lenoir, PAIN, at=NOW)
    exchange.one(aicha.tablet, aicha.seal(parent))
    exchange.one(aicha.tablet, aicha.write("transmission.newer", lenoir, {}, at=NOW))
    forbidden(exchange, person=uuid.uuid4())
    assert rerun_after_update(exchange.house, version="1.4.0", now=NOW) == 0
    monkeypatch.undo()
    assert rerun_after_update(exchange.house, version="1.4.0", now=NOW) == 0  # once a version
    assert exchange.count(Entry) == 0
    assert rerun_after_update(exchange.house, version="1.4.1", now=NOW) == 1
    with exchange.house.database.read() as session:
        codes = session.execute(select(Quarantine.code, Quarantine.outcome)).all()
        assert session.get_one(Entry, uuid.UUID(parent["id"])).person_id == lenoir
    assert sorted(tuple(row) for row in codes if row.outcome is None) == [
        ("unknown_person", None),
        ("unknown_type", None),
    ]
    assert verbs(exchange) == ["quarantine.rerun"]
