"""The gestures of a tablet about what remains to be done: applied, judged, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.journal.models import Entry
from app.ground import clock
from app.ground.ids import new_id
from tests.follow_ups.gestures import (
    DUE,
    HOUR,
    MINUTE,
    asked,
    done,
    lenoir,
    opened,
    row_of,
    step,
    told,
    with_entry,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, add_staff


def test_what_is_asked_is_kept_sealed_and_told(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    follow_up = opened(
        each_exchange, aicha, body=asked(what="Peser au lever", role="nurse", urgent=True)
    )
    row = row_of(each_exchange, follow_up)
    assert b"Peser au lever" not in row.sealed
    assert told(each_exchange, follow_up) == {
        "id": follow_up,
        "person": str(each_exchange.home.persons["Lenoir"]),
        "entry": None,
        "label": None,
        "kind": "task",
        "what": "Peser au lever",
        "urgent": True,
        "author": str(each_exchange.home.staff["Aïcha"]),
        "opened_at": clock.to_text(NOW),
        "due_at": clock.to_text(DUE),
        "role": "nurse",
        "escalates_at": clock.to_text(DUE + 15 * MINUTE),
        "acknowledged": None,
        "closed": None,
        "also_closed": 0,
        "postponed": [],
        "flags": [],
        "expires_at": None,
    }
    assert "follow_up.open" in each_exchange.verbs()


def test_a_result_that_is_due_comes_with_its_transmission(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    body = with_entry(what="EVA après le paracétamol")
    claims = lenoir(aicha, exchange, "transmission.record", body)
    done(exchange, aicha, claims)
    row = told(exchange, body["follow_up"]["id"])
    assert (row["entry"], row["kind"], row["label"]) == (claims["id"], "reassess", "Douleur aiguë")
    assert row["what"] == "EVA après le paracétamol"
    assert exchange.verbs().count("follow_up.open") == 1


def test_a_transmission_and_what_is_due_after_it_are_kept_together_or_not_at_all(
    exchange: Exchange,
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    wrong = [with_entry() | {"cible": "danse"}, with_entry(what="a" * 201), with_entry(due_at=NOW)]
    wrong[2]["follow_up"]["due_at"] = "15 h"
    for body in wrong:
        claims = lenoir(aicha, exchange, "transmission.record", body)
        answer = exchange.one(aicha.tablet, aicha.seal(claims))
        assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    assert (exchange.count(FollowUp), exchange.count(Entry)) == (0, 0)


def test_undoing_a_transmission_takes_what_was_due_after_it(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    body = with_entry()
    claims = lenoir(aicha, exchange, "transmission.record", body)
    done(exchange, aicha, claims)
    unit = exchange.home.units[0]
    before = exchange.pull(aicha, unit)["cursor"]
    done(exchange, aicha, lenoir(aicha, exchange, "transmission.retract", {"entry": claims["id"]}))
    removed = exchange.pull(aicha, unit, before)["removed"]
    assert {"kind": "follow_up", "id": body["follow_up"]["id"]} in removed
    assert exchange.pull(aicha, unit)["rows"]["follow_up"] == []


def test_an_alarm_that_stands_again_brings_back_what_was_due(exchange: Exchange) -> None:
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    body = with_entry() | {"cible": "chute"}
    fall = lenoir(aicha, exchange, "transmission.record", body)
    about = {"entry": fall["id"]}
    done(exchange, aicha, fall)
    later = NOW + MINUTE
    done(exchange, aicha, lenoir(aicha, exchange, "transmission.retract", about, at=later))
    assert row_of(exchange, body["follow_up"]["id"]).withdrawn_at == later
    done(exchange, nadia, lenoir(nadia, exchange, "transmission.acknowledge", about))
    assert row_of(exchange, body["follow_up"]["id"]).withdrawn_at is None


def test_it_is_closed_with_a_result_in_words(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    follow_up = opened(exchange, aicha)
    body = {"outcome": "done", "result": "52,4 kg", "chips": ["stable"]}
    close = step(aicha, exchange, "close", follow_up, body=body, at=NOW + MINUTE)
    assert done(exchange, aicha, close).get("flags", []) == []
    row = told(exchange, follow_up)
    assert row["closed"] == {
        "by": str(aicha.staff),
        "at": clock.to_text(NOW + MINUTE),
        "id": close["id"],
        "outcome": "done",
        "result": "52,4 kg",
        "chips": ["stable"],
    }
    assert row["escalates_at"] is None
    assert row["expires_at"] == clock.to_text(NOW + MINUTE + timedelta(days=7))


def test_of_two_closes_the_first_at_the_bedside_counts_and_both_are_kept(
    each_exchange: Exchange,
) -> None:
    exchange = each_exchange
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    follow_up = opened(exchange, aicha)
    late = step(nadia, exchange, "close", follow_up, body={"outcome": "done"}, at=NOW + MINUTE)
    early = step(aicha, exchange, "close", follow_up, body={"outcome": "done"}, at=NOW)
    done(exchange, nadia, late)
    assert done(exchange, aicha, early)["flags"] == ["already_closed"]
    row = told(exchange, follow_up)
    assert (row["closed"]["id"], row["also_closed"]) == (early["id"], 1)
    assert row["flags"] == ["already_closed"]
    assert exchange.count(FollowUpStep) == 2


def test_it_is_put_off_with_a_reason(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    follow_up = opened(exchange, aicha)
    later = DUE + 3 * HOUR
    body = {"due_at": clock.to_text(later), "reason": "dort"}
    done(exchange, aicha, step(aicha, exchange, "postpone", follow_up, body=body, at=NOW + MINUTE))
    row = told(exchange, follow_up)
    assert row["due_at"] == clock.to_text(later)
    assert row["escalates_at"] == clock.to_text(later + 2 * HOUR)
    assert row["postponed"] == [
        {
            "by": str(aicha.staff),
            "at": clock.to_text(NOW + MINUTE),
            "from": clock.to_text(DUE),
            "to": clock.to_text(later),
            "reason": "dort",
        }
    ]


def test_putting_off_what_was_done_is_kept_with_a_flag(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    follow_up = opened(shared, aicha)
    done(shared, aicha, step(aicha, shared, "close", follow_up, body={"outcome": "done"}))
    body = {"due_at": clock.to_text(DUE + HOUR)}
    late = step(nadia, shared, "postpone", follow_up, body=body, at=NOW + MINUTE)
    assert done(shared, nadia, late)["flags"] == ["postponed_after_close"]
    row = row_of(shared, follow_up)
    assert (row.due_at, row.closed_at) == (DUE, NOW)


def test_taking_charge_moves_the_moment_when_nurses_are_told(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    follow_up = opened(shared, aicha)
    at = DUE + HOUR
    with clock.frozen(at):
        done(shared, aicha, step(aicha, shared, "acknowledge", follow_up, at=at))
    row = row_of(shared, follow_up)
    assert (row.acknowledged_by, row.acknowledged_at) == (aicha.staff, at)
    assert row.escalates_at == at + 2 * HOUR


def test_another_role_than_the_one_asked_for_is_flagged_never_refused(shared: Exchange) -> None:
    for name, role, flags in (
        ("Aïcha", "physician", ["not_the_role"]),
        ("Aïcha", "care_assistant", None),
        ("Nadia", "physician", None),
    ):
        unlock = shared.home.unlock(name)
        follow_up = opened(shared, unlock, body=asked(role=role))
        close = step(unlock, shared, "close", follow_up, body={"outcome": "done"})
        assert done(shared, unlock, close).get("flags") == flags, (name, role)


def test_its_author_takes_a_close_back_within_two_minutes(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    follow_up = opened(exchange, aicha)
    close = step(aicha, exchange, "close", follow_up, body={"outcome": "done"})
    undo = step(aicha, exchange, "reopen", follow_up, body={"close": close["id"]}, at=NOW + MINUTE)
    done(exchange, aicha, close)
    done(exchange, aicha, undo)
    row = told(exchange, follow_up)
    assert (row["closed"], row["expires_at"], row["flags"]) == (None, None, [])


@pytest.mark.parametrize(("name", "minutes"), [("Nadia", 1), ("Aïcha", 3)])
def test_nobody_else_does_and_not_later(name: str, minutes: int, shared: Exchange) -> None:
    aicha, other = shared.home.unlock("Aïcha"), shared.home.unlock(name)
    follow_up = opened(shared, aicha)
    close = step(aicha, shared, "close", follow_up, body={"outcome": "done"})
    done(shared, aicha, close)
    at = NOW + minutes * MINUTE
    undo = step(other, shared, "reopen", follow_up, body={"close": close["id"]}, at=at)
    assert done(shared, other, undo)["flags"] == ["not_reopened"]
    assert row_of(shared, follow_up).closed_at == NOW


def test_a_step_waits_for_its_follow_up(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    open_ = lenoir(aicha, exchange, "follow_up.open", asked())
    close = step(nadia, exchange, "close", open_["id"], body={"outcome": "done"})
    envelope = nadia.seal(close)
    answer = exchange.one(nadia.tablet, envelope)
    assert (answer["outcome"], answer["code"]) == ("later", "parent_missing")
    assert answer["reason"] == "Le suivi visé n’est pas encore arrivé."
    done(exchange, aicha, open_)
    assert exchange.one(nadia.tablet, envelope)["outcome"] == "applied"
    assert row_of(exchange, open_["id"]).closed_by == nadia.staff


def test_a_step_that_nothing_can_ever_carry_ends_in_quarantine(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    old = step(aicha, shared, "acknowledge", str(new_id()), at=NOW - timedelta(days=91))
    answer = shared.one(aicha.tablet, aicha.seal(old))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_follow_up")


def test_a_step_about_somebody_else_s_follow_up_is_refused(shared: Exchange) -> None:
    aicha, chloe = shared.home.unlock("Aïcha"), shared.other.unlock("Chloé")
    follow_up = opened(shared, aicha)
    body = {"follow_up": follow_up}
    for unlock, home, name in ((aicha, shared.home, "Roux"), (chloe, shared.other, "Faure")):
        envelope = unlock.write("follow_up.acknowledge", home.persons[name], body, at=NOW)
        answer = shared.one(unlock.tablet, envelope)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_follow_up")
    assert row_of(shared, follow_up).acknowledged_at is None


def test_only_care_roles_write_and_only_about_their_units(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        add_staff(session, exchange.home, "Inès", "nurse", units=(exchange.home.units[1],))
    for name in ("Paule", "Odile", "Inès"):
        unlock = exchange.home.unlock(name)
        claims = lenoir(unlock, exchange, "follow_up.open", asked())
        answer = exchange.one(unlock.tablet, unlock.seal(claims))
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed"), name
    assert exchange.count(FollowUp) == 0


@pytest.mark.parametrize(
    "body",
    [
        asked(kind="alert"),
        asked(kind="danse"),
        asked(what="a" * 201),
        asked(due_at=NOW) | {"due_at": "tout à l’heure"},
        asked(surprise=1),
        {"what": "Peser"},
    ],
    ids=str,
)
def test_what_cannot_be_kept_goes_to_quarantine_with_a_reason(
    body: dict[str, object], shared: Exchange
) -> None:
    aicha = shared.home.unlock("Aïcha")
    answer = shared.one(aicha.tablet, aicha.seal(lenoir(aicha, shared, "follow_up.open", body)))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    assert answer["reason"]


@pytest.mark.parametrize(
    ("gesture", "body"),
    [
        ("close", {"outcome": "perhaps"}),
        ("close", {"outcome": "done", "result": "a" * 4_001}),
        ("close", {"outcome": "done", "chips": ["a" * 121]}),
        ("postpone", {"due_at": "demain"}),
        ("postpone", {"due_at": clock.to_text(DUE), "reason": "a" * 301}),
        ("reopen", {"close": "pas un identifiant"}),
    ],
    ids=str,
)
def test_a_step_that_says_nothing_readable_goes_to_quarantine(
    gesture: str, body: dict[str, object], shared: Exchange
) -> None:
    aicha = shared.home.unlock("Aïcha")
    follow_up = opened(shared, aicha)
    answer = shared.one(
        aicha.tablet, aicha.seal(step(aicha, shared, gesture, follow_up, body=body))
    )
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")


def test_a_time_due_is_put_right_with_the_clock_that_told_it(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    ahead = 17 * HOUR
    follow_up = opened(
        shared,
        aicha,
        body=asked(DUE + ahead),
        at=NOW + ahead,
        offset_ms=-int(ahead.total_seconds() * 1000),
    )
    row = row_of(shared, follow_up)
    assert (row.opened_at, row.due_at, row.flags) == (NOW, DUE, ["clock_adrift"])


def test_an_absurd_time_or_an_unknown_role_is_put_right_and_flagged(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    far = asked(NOW + timedelta(days=500), role="astronaut")
    claims = lenoir(aicha, shared, "follow_up.open", far)
    assert done(shared, aicha, claims)["flags"] == ["implausible_due", "unknown_role"]
    row = row_of(shared, claims["id"])
    assert (row.due_at, row.role) == (NOW, None)


def test_it_may_name_a_transmission_that_is_not_here_yet(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    entry = str(new_id())
    follow_up = opened(shared, aicha, body=asked(kind="reassess", what=None, entry=entry))
    assert told(shared, follow_up)["entry"] == entry
