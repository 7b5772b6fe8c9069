"""What a gesture asks for later, until somebody answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.areas.follow_ups.commands import close_follow_up
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.queries import open_ones
from app.areas.medical.queries import settings_of
from app.areas.medical.settings import set_settings
from app.areas.prescribing.commands import prescribe
from app.areas.rounds.effects import ask_after
from app.areas.rounds.hooks import Administered
from app.ground import clock
from app.ground.ids import new_id
from medication.prescription import Patch
from tests.areas.conftest import NOW
from tests.areas.prescribing.bedside import bedside_of
from tests.areas.prescribing.bedside import told as read
from tests.areas.prescribing.conftest import draft
from tests.medication.treatments import as_needed, by_name, times
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW as AT

PAIN = by_name("paracetamol", named="DOLIPRANE 1000 mg, comprimé", scheme=as_needed())
PATCH = by_name("fentanyl", named="DUROGESIC", scheme=Patch("matin", Decimal(1), 72))


def told(home, person, line=PAIN, **changes):
    id = changes.pop("id", None) or new_id()
    said = {
        "what": "recorded",
        "id": id,
        "root": id,
        "establishment_id": home.id,
        "person_id": person,
        "dose_id": None,
        "chain_id": line.chain,
        "line_id": line.id,
        "line": line,
        "act": "give",
        "outcome": "given",
        "amount": Decimal(1),
        "at": NOW,
        "recorded_at": NOW,
        "received_at": NOW + timedelta(minutes=1),
        "author": home.leader,
        "container_id": None,
        "stands": True,
        "is_doubtful": False,
    }
    return Administered(**{**said, **changes})


def hear(home, *said):
    with home.house.database.write() as session:
        for one in said:
            ask_after(session, home.house.vault, one)


def left(home, person):
    with home.house.database.read() as session:
        return open_ones(session, home.house, home.id, person_id=person)


@pytest.fixture
def lenoir(home):
    return home.admit()


def test_the_effect_of_an_as_needed_dose_is_asked_an_hour_later_under_the_id_of_the_dose(
    home, lenoir
):
    given = told(home, lenoir)
    hear(home, given)
    (asked,) = left(home, lenoir)
    assert asked.id == given.id
    assert asked.kind.name == "effect"
    assert asked.what == "Effet de DOLIPRANE 1000 mg (douleur) ?"
    assert asked.due_at == NOW + timedelta(minutes=60)
    assert (asked.role, asked.is_urgent) == (None, False)


def test_the_home_says_when(home, lenoir):
    with home.house.database.write() as session:
        chosen = replace(settings_of(session, home.id), effect_minutes=30)
        set_settings(session, home.leader, chosen, now=NOW)
    hear(home, told(home, lenoir))
    assert left(home, lenoir)[0].due_at == NOW + timedelta(minutes=30)


def test_the_delay_runs_from_when_it_was_given_not_from_when_it_was_heard(home, lenoir):
    hear(home, told(home, lenoir, received_at=NOW + timedelta(hours=5)))
    assert left(home, lenoir)[0].due_at == NOW + timedelta(minutes=60)


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "refused"},
        {"outcome": "handed_over"},
        {"line": replace(PAIN, scheme=times("1"))},
        {"line": PATCH, "act": "check", "outcome": "in_place"},
        {"stands": False},
    ],
    ids=["refused", "handed over", "scheduled", "a patch in place", "of another person"],
)
def test_nothing_is_asked_of_what_asks_nothing(home, lenoir, changes):
    line = changes.get("line", PAIN)
    hear(home, told(home, lenoir, line, **{k: v for k, v in changes.items() if k != "line"}))
    assert left(home, lenoir) == []


def test_of_a_line_that_nobody_could_read_nothing_is_known(home, lenoir):
    hear(home, replace(told(home, lenoir), line=None))
    assert left(home, lenoir) == []


def test_undone_its_effect_is_not_asked_any_more(home, lenoir):
    given = told(home, lenoir)
    hear(home, given, replace(given, what="retracted", stands=False))
    assert left(home, lenoir) == []
    with home.house.database.read() as session:
        assert session.get(FollowUp, given.id).outcome == "not_needed"


def test_amended_to_refused_it_is_not_asked_any_more_and_to_given_it_is(home, lenoir):
    given, refused = told(home, lenoir), told(home, lenoir, outcome="refused")
    hear(home, given, replace(given, what="amended", id=new_id(), outcome="refused"))
    assert left(home, lenoir) == []
    hear(home, refused, replace(refused, what="amended", id=new_id(), outcome="given"))
    assert [one.id for one in left(home, lenoir)] == [refused.id]


def test_an_amendment_of_the_amount_asks_once(home, lenoir):
    given = told(home, lenoir)
    hear(home, given, replace(given, what="amended", id=new_id(), amount=Decimal("0.5")))
    assert [one.id for one in left(home, lenoir)] == [given.id]


def test_an_effect_that_was_answered_stays_answered(home, lenoir):
    given = told(home, lenoir)
    hear(home, given)
    with home.house.database.write() as session:
        close_follow_up(
            session, home.house.vault, home.leader, given.id, now=NOW, chips=["soulagé"]
        )
    hear(home, replace(given, what="amended", id=new_id(), at=NOW - timedelta(minutes=10)))
    assert left(home, lenoir) == []


@pytest.mark.parametrize("act", ["remove", "check"])
def test_a_patch_that_nobody_finds_calls_a_nurse_at_once(home, lenoir, act):
    hear(home, told(home, lenoir, PATCH, act=act, outcome="not_found"))
    (asked,) = left(home, lenoir)
    assert (asked.kind.name, asked.role, asked.is_urgent, asked.due_at) == (
        "patch_lost",
        "nurse",
        True,
        NOW,
    )


@pytest.mark.parametrize("outcome", ["removed", "came_off", "in_place"])
def test_found_again_it_is_answered(home, lenoir, outcome):
    lost = told(home, lenoir, PATCH, act="check", outcome="not_found")
    act = "check" if outcome == "in_place" else "remove"
    hear(home, lost, told(home, lenoir, PATCH, act=act, outcome=outcome))
    assert left(home, lenoir) == []
    with home.house.database.read() as session:
        assert session.get(FollowUp, lost.id).outcome == "done"


def test_a_patch_of_another_line_answers_nothing(home, lenoir):
    other = by_name("rivastigmine", named="EXELON", scheme=PATCH.scheme)
    lost = told(home, lenoir, PATCH, act="check", outcome="not_found")
    hear(home, lost, told(home, lenoir, other, act="remove", outcome="removed"))
    assert [one.id for one in left(home, lenoir)] == [lost.id]


def test_said_by_mistake_that_it_is_lost_it_is_taken_back(home, lenoir):
    lost = told(home, lenoir, PATCH, act="remove", outcome="not_found")
    hear(home, lost, replace(lost, what="retracted", stands=False))
    assert left(home, lenoir) == []


@pytest.fixture
def bedside(house):
    with clock.frozen(AT):
        yield bedside_of(exchange_over(house))


def sent(bedside, kind, body, **changes):
    envelope = bedside.aicha.write(kind, bedside.lenoir, body, **{"at": AT, **changes})
    return bedside.exchange.one(bedside.aicha.tablet, envelope)


def test_a_tablet_gives_is_asked_for_the_effect_and_answers_in_one_delivery(bedside):
    line = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=as_needed())).line
    given = {"chain": str(line.chain), "line": str(line.id), "act": "give", "outcome": "given"}
    id = new_id()
    assert (
        sent(bedside, "dose.administer", {**given, "amount": "1"}, id=str(id))["outcome"]
        == "applied"
    )
    (asked,) = read(bedside.pull(AT), "follow_up")
    assert (asked["id"], asked["kind"], asked["closed"]) == (str(id), "effect", None)
    body = {"follow_up": str(id), "outcome": "done", "chips": ["peu soulagé"]}
    assert sent(bedside, "follow_up.close", body)["outcome"] == "applied"
    (answered,) = read(bedside.pull(AT + timedelta(minutes=1)), "follow_up")
    assert answered["closed"]["chips"] == ["peu soulagé"]


def answered(bedside, chip):
    """An as-needed dose of which somebody says what they found; the id of what was asked, and of the answer."""
    line = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=as_needed())).line
    given = {"chain": str(line.chain), "line": str(line.id), "act": "give", "outcome": "given"}
    id, answer = str(new_id()), str(new_id())
    sent(bedside, "dose.administer", {**given, "amount": "1"}, id=id)
    body = {"follow_up": id, "outcome": "done", "chips": [chip]}
    assert sent(bedside, "follow_up.close", body, id=answer)["outcome"] == "applied"
    return id, answer


def found_of(bedside):
    return [one for one in read(bedside.pull(AT), "follow_up") if one["kind"] == "effect_found"]


def test_an_adverse_effect_that_an_aide_found_calls_a_nurse_at_once(bedside):
    answered(bedside, "effet indésirable")
    (called,) = found_of(bedside)
    assert (called["urgent"], called["role"], called["closed"]) == (True, "nurse", None)
    assert called["what"].startswith("Effet indésirable noté après DOLIPRANE")


def test_no_relief_is_told_to_a_nurse_and_relief_to_nobody(bedside):
    answered(bedside, "soulagé")
    answered(bedside, "peu soulagé")
    assert found_of(bedside) == []
    id, _ = answered(bedside, "pas soulagé")
    assert [one["urgent"] for one in found_of(bedside)] == [False]
    again = {"follow_up": id, "outcome": "done", "result": "Pas soulagé"}
    sent(bedside, "follow_up.close", again)
    assert found_of(bedside) == []  # nothing new


def test_an_answer_that_is_taken_back_takes_back_what_the_nurse_was_told(bedside):
    id, answer = answered(bedside, "effet indésirable")
    undone = sent(bedside, "follow_up.reopen", {"follow_up": id, "close": answer})
    assert undone["outcome"] == "applied"
    (called,) = found_of(bedside)
    assert called["closed"]["outcome"] == "not_needed"


def test_a_tablet_that_undoes_it_is_asked_nothing(bedside):
    line = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=as_needed())).line
    given = {"chain": str(line.chain), "line": str(line.id), "act": "give", "outcome": "given"}
    id = new_id()
    sent(bedside, "dose.administer", {**given, "amount": "1"}, id=str(id))
    undone = sent(bedside, "dose.retract", {"administration": str(id)})
    assert undone["outcome"] == "applied"
    (asked,) = read(bedside.pull(AT), "follow_up")
    assert asked["closed"]["outcome"] == "not_needed"


def test_a_correction_that_is_undone_leaves_the_effect_to_be_asked(bedside):
    line = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=as_needed())).line
    given = {"chain": str(line.chain), "line": str(line.id), "act": "give", "outcome": "given"}
    id, correction = new_id(), new_id()
    sent(bedside, "dose.administer", {**given, "amount": "1"}, id=str(id))
    body = {"administration": str(id), "why": "amount", "amount": "0.5"}
    sent(bedside, "dose.amend", body, id=str(correction))
    undone = sent(bedside, "dose.retract", {"administration": str(correction)})
    assert undone["outcome"] == "applied"
    (asked,) = read(bedside.pull(AT), "follow_up")
    assert (asked["id"], asked["closed"]) == (str(id), None)


def test_a_glycaemia_to_be_taken_again_is_asked_from_a_tablet(bedside):
    body = {"kind": "recheck", "what": "Recontrôler", "due_at": AT.isoformat(), "urgent": True}
    assert sent(bedside, "follow_up.open", body)["outcome"] == "applied"
    (asked,) = read(bedside.pull(AT), "follow_up")
    assert (asked["kind"], asked["urgent"]) == ("recheck", True)
