"""What the server checks again: each thing that does not fit is a flag, and the fact stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.areas.medical.commands import set_restriction
from app.areas.medical.facts import RestrictionDraft
from app.areas.persons.commands import AbsenceDraft, note_absence
from app.areas.prescribing.commands import change, stop, suspend
from medication.prescription import AsNeeded
from tests.areas.prescribing.conftest import PARACETAMOL, draft, taken
from tests.areas.rounds.gestures import (
    DAY,
    FUROSEMIDE,
    HOUR,
    MINUTE,
    NOON,
    NOONS,
    PAIN,
    Noon,
    said,
    strong,
)
from tests.medication.references import builtin_reference
from tests.sync.homes import NOW


def test_a_line_stopped_meanwhile_is_told_and_given_before_it_is_not(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    dose = noon.dose(line)
    noon.do(
        stop, noon.actor("Nadia", "nurse"), line.chain, reason="nausées", seen=line.id, now=NOON
    )
    assert noon.flags(nadia, line, at=NOON + MINUTE, dose=dose) == ["line_stopped"]
    yesterday = noon.dose(line, NOON - DAY)
    assert noon.flags(nadia, line, at=NOON - DAY, dose=yesterday) == []


def test_a_line_suspended_meanwhile_is_told(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    dose = noon.dose(line)
    noon.do(
        suspend,
        noon.actor("Nadia", "nurse"),
        line.chain,
        until_at=None,
        reason="à jeun",
        seen=line.id,
        now=NOON - HOUR,
    )
    assert "line_stopped" in noon.flags(nadia, line, dose=dose)


def test_another_version_than_the_one_that_held_is_told_where_it_says_something_else(
    noon: Noon,
) -> None:
    line, nadia, actor = noon.line(), noon.unlock("Nadia"), noon.actor("Nadia", "nurse")
    dose = noon.dose(line)
    words = draft(scheme=NOONS, giver="helped", wording="avec un repas")
    second = noon.do(change, actor, line.chain, words, seen=line.id, now=NOON - 2 * HOUR).line
    assert noon.flags(nadia, line, "refused", dose=dose) == []
    assert noon.flags(nadia, line, dose=noon.dose(line, NOON - DAY), at=NOON - DAY) == []
    third = replace(words, scheme=taken("midi", amount="2"))
    noon.do(change, actor, line.chain, third, seen=second.id, now=NOON - HOUR)
    assert "line_changed" in noon.flags(nadia, line, dose=dose, offered=2)


def test_a_dose_that_was_not_due_any_more_is_told(noon: Noon) -> None:
    line, nadia, actor = noon.line(), noon.unlock("Nadia"), noon.actor("Nadia", "nurse")
    dose = noon.dose(line)
    evenings = draft(scheme=taken("soir"), giver="helped")
    noon.do(change, actor, line.chain, evenings, seen=line.id, now=NOON - HOUR)
    assert "dose_withdrawn" in noon.flags(nadia, line, dose=dose)


def test_a_dose_withdrawn_and_due_again_is_the_same_dose(noon: Noon) -> None:
    line, nadia, actor = noon.line(), noon.unlock("Nadia"), noon.actor("Nadia", "nurse")
    dose = noon.dose(line)
    evenings = draft(scheme=taken("soir"), giver="helped")
    second = noon.do(change, actor, line.chain, evenings, seen=line.id, now=NOON - 2 * HOUR).line
    noons = draft(scheme=NOONS, giver="helped")
    third = noon.do(change, actor, line.chain, noons, seen=second.id, now=NOON - HOUR).line
    assert noon.dose(line) == dose
    assert noon.flags(nadia, third, dose=dose) == []


def test_a_gesture_far_from_its_slot_is_told(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    assert noon.flags(nadia, line, at=NOON + 2 * HOUR) == []
    tomorrow = noon.dose(line, NOON + DAY)
    assert "wrong_slot" in noon.flags(nadia, line, "refused", dose=tomorrow)


def test_too_near_another_of_the_substance_is_told_whichever_arrives_first(noon: Noon) -> None:
    first = noon.line()
    second = noon.line(drug=strong(), scheme=taken("gouter"))
    nadia, aicha = noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    tea = noon.dose(second, NOON + 4 * HOUR)
    assert noon.flags(aicha, second, dose=tea, at=NOON + HOUR) == []
    assert noon.flags(nadia, first, at=NOON) == ["too_early"]
    other = noon.line(drug=FUROSEMIDE)
    assert noon.flags(nadia, other, at=NOON) == []


def test_as_needed_beyond_what_is_allowed_from_two_tablets_is_told_in_any_order(
    noon: Noon,
) -> None:
    line = noon.line(scheme=PAIN)
    nadia, aicha = noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    assert noon.flags(nadia, line, dose=None, at=NOON - 7 * HOUR) == []
    assert noon.flags(aicha, line, "helped", dose=None, at=NOON, agreement=AGREED) == []
    assert noon.flags(nadia, line, dose=None, at=NOON + 2 * HOUR) == ["over_allowance"]
    other = noon.line(drug=FUROSEMIDE, scheme=PAIN)
    assert noon.flags(nadia, other, dose=None, at=NOON + HOUR) == []
    assert noon.flags(aicha, other, "helped", dose=None, at=NOON, agreement=AGREED) == [
        "over_allowance"
    ]


AGREED = {"by": "Nadia Martin", "at": "2026-11-21T10:00:00Z"}


def test_twice_in_one_delivery_is_beyond_what_is_allowed_too(noon: Noon) -> None:
    once = AsNeeded(Decimal(1), "douleur", 360, Decimal(1))
    line, nadia = noon.line(scheme=once), noon.unlock("Nadia")
    told = [
        nadia.claims("dose.administer", noon.lenoir, said(line, None, "given"), at=at)
        for at in (NOON, NOON + HOUR)
    ]
    sealed = [nadia.seal(one) for one in told]
    answers = noon.exchange.results(nadia.tablet, sealed)
    assert [one.get("flags") for one in answers] == [None, ["over_allowance"]]


def test_an_aide_needs_an_agreement_for_what_is_given_as_needed(noon: Noon) -> None:
    line, aicha = noon.line(scheme=PAIN), noon.unlock("Aïcha")
    early = noon.flags(aicha, line, "helped", dose=None, at=NOON - 7 * HOUR)
    assert early == ["role_may_not"]
    id_, answer = noon.give(aicha, line, "helped", dose=None, agreement=AGREED)
    assert (answer.get("flags"), noon.row(id_).basis) == (None, "collaboration")
    assert noon.content(id_)["agreement"] == AGREED


@pytest.mark.parametrize("told", [{"by": " "}, {"by": "", "at": ""}, {"at": "tantôt"}])
def test_an_agreement_without_a_name_or_an_hour_is_none(noon: Noon, told: dict[str, str]) -> None:
    line, aicha = noon.line(scheme=PAIN), noon.unlock("Aïcha")
    found = noon.flags(aicha, line, "helped", dose=None, agreement={**AGREED, **told})
    assert found == ["role_may_not"]


def test_whoever_was_away_then_is_told(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    away = AbsenceDraft("outing", NOON - HOUR, NOON + HOUR)
    noon.do(note_absence, noon.actor("Nadia", "nurse"), noon.lenoir, away, now=NOON - 2 * HOUR)
    assert noon.flags(nadia, line) == ["absent_then"]
    assert noon.flags(nadia, noon.line(drug=FUROSEMIDE), "absent") == []


@pytest.mark.parametrize(
    ("scan", "flags"),
    [
        ({"gtin": "03400935955838"}, []),
        ({"gtin": "03400930000000"}, []),
        ({"gtin": "04012345678901"}, []),
        ({"gtin": "LASILIX"}, ["drug_not_of_line"]),
        ({"expiry_on": "2026-11-20"}, ["expired_pack"]),
        ({"expiry_on": "2026-11-21"}, []),
        ({"expiry_on": "jamais"}, []),
    ],
    ids=["own", "unknown", "foreign", "another", "expired", "last day", "no day"],
)
def test_the_box_is_read_again(noon: Noon, scan: dict[str, str], flags: list[str]) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    if scan.get("gtin") == "LASILIX":
        scan = {"gtin": f"0{_pack(FUROSEMIDE.cis)}"}
    elif flags == [] and scan.get("gtin") == "03400935955838":
        scan = {"gtin": f"0{_pack(PARACETAMOL.cis)}"}
    assert noon.flags(nadia, line, scan={"how": "box", **scan}) == flags


def _pack(cis: str | None) -> str:
    return builtin_reference().products[cis or ""].packs[0].cip13


def test_a_restriction_of_the_person_narrows_what_an_aide_may(noon: Noon) -> None:
    line, aicha = noon.line(), noon.unlock("Aïcha")
    assert noon.flags(aicha, line, "helped") == []
    decided = RestrictionDraft("nurse", "fausses routes", "Dr Morel", NOW.date())
    with noon.exchange.house.database.write() as session:
        set_restriction(
            session,
            noon.exchange.house.vault,
            noon.actor("Nadia", "nurse"),
            noon.lenoir,
            decided,
            today=NOW.date(),
            now=NOW,
        )
    yesterday = noon.dose(line, NOON - DAY)
    assert noon.flags(aicha, line, "helped", dose=yesterday, at=NOON - DAY) == ["role_may_not"]


def test_what_is_put_right_as_given_is_checked_as_if_it_had_been_said_so_at_once(
    noon: Noon,
) -> None:
    line, aicha = noon.line(giver="nurse"), noon.unlock("Aïcha")
    dose = noon.dose(line)
    noon.do(
        stop, noon.actor("Nadia", "nurse"), line.chain, reason="nausées", seen=line.id, now=NOON
    )
    at = NOON + MINUTE
    withheld = noon.given(aicha, line, "withheld", reason="arrêté", dose=dose, at=at)
    body = {"administration": withheld, "why": "outcome", "outcome": "given"}
    id_, answer = noon.send(aicha, "dose.amend", body, at)
    assert {"role_may_not", "line_stopped"} <= set(answer["flags"])
    assert set(noon.row(id_).flags or ()) >= {"role_may_not", "line_stopped"}
    assert noon.row(id_).basis is None


def test_a_nurse_who_puts_right_what_an_aide_did_not_give_answers_for_it(noon: Noon) -> None:
    line, aicha, nadia = noon.line(giver="nurse"), noon.unlock("Aïcha"), noon.unlock("Nadia")
    refused = noon.given(aicha, line, "refused")
    body = {"administration": refused, "why": "outcome", "outcome": "given"}
    id_, answer = noon.send(nadia, "dose.amend", body, NOON + MINUTE)
    assert "role_may_not" not in answer.get("flags", [])
    assert noon.row(id_).basis == "nurse"


def test_what_is_put_right_is_not_too_near_itself(noon: Noon) -> None:
    pain, nadia = noon.line(scheme=PAIN, giver="nurse"), noon.unlock("Nadia")
    id_ = noon.given(nadia, pain, amount="1", dose=None)
    for at in (NOON + MINUTE, NOON + 2 * MINUTE):
        body = {"administration": id_, "why": "amount", "amount": "0.5"}
        _, answer = noon.send(nadia, "dose.amend", body, at)
        assert "over_allowance" not in answer.get("flags", [])
    earlier = {"administration": id_, "why": "time", "at": (NOON - HOUR).isoformat()}
    noon.given(nadia, pain, amount="1", dose=None, at=NOON - 7 * HOUR)
    _, answer = noon.send(nadia, "dose.amend", earlier, NOON + 3 * MINUTE)
    assert "over_allowance" not in answer.get("flags", [])
    nearer = {"administration": id_, "why": "time", "at": (NOON - 3 * HOUR).isoformat()}
    _, answer = noon.send(nadia, "dose.amend", nearer, NOON + 4 * MINUTE)
    assert "over_allowance" in answer["flags"]
