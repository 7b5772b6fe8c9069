"""Two tablets, one dose: both kept, a nurse called at once, "given" prevailing until she settles it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from app.areas.rounds import standing
from app.ground.ids import new_id
from medication.administration import Standing
from tests.areas.rounds.gestures import DAY, HOUR, MINUTE, NOON, Noon, said
from tests.sync.forging import Unlock
from tests.sync.homes import NOW


def stands(noon: Noon, dose: UUID) -> Standing:
    with noon.exchange.house.database.read() as session:
        return standing.of_dose(session, dose).stands


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("given", "given", "donné 2 fois"),
        ("given", "refused", "donné et refusé"),
        ("refused", "given", "refusé et donné"),
    ],
    ids=["twice", "then refused", "refused first"],
)
def test_two_tablets_call_a_nurse_at_once(noon: Noon, first: str, second: str, words: str) -> None:
    line = noon.line()
    dose = noon.dose(line)
    noon.given(noon.unlock("Nadia"), line, first)
    assert (noon.disagrees(dose), noon.tasks()) == (False, [])
    flags = noon.flags(noon.unlock("Aïcha", noon.second), line, second, at=NOON + MINUTE)
    assert "already_recorded" in flags
    assert noon.disagrees(dose)
    ((what, is_urgent, outcome),) = noon.tasks()
    assert (is_urgent, outcome) == (True, None)
    assert what == f"DOLIPRANE 500 mg, comprimé : {words} pour la même prise. Trancher."
    assert stands(noon, dose).outcome == "given"


def test_the_same_author_on_two_tablets_disagrees_with_herself(noon: Noon) -> None:
    line = noon.line()
    for tablet in (None, noon.second):
        noon.given(noon.unlock("Nadia", tablet), line)
    assert noon.disagrees(noon.dose(line))


def test_a_second_offer_after_a_refusal_is_no_disagreement(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    noon.given(nadia, line, "refused")
    assert noon.flags(nadia, line, "given", offered=2, at=NOON + HOUR) == []
    assert (noon.disagrees(noon.dose(line)), noon.tasks()) == (False, [])


def test_both_in_one_delivery_disagree(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    told = [
        nadia.claims("dose.administer", noon.lenoir, said(line, noon.dose(line), one), at=NOON)
        for one in ("given", "refused")
    ]
    answers = noon.exchange.results(nadia.tablet, [nadia.seal(one) for one in told])
    assert [one.get("flags") for one in answers] == [None, ["already_recorded"]]
    assert noon.disagrees(noon.dose(line))
    assert len(noon.tasks()) == 1


def test_a_third_that_arrives_later_asks_again_and_only_once(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line)
    first = noon.given(nadia, line)
    second = noon.given(aicha, line, "refused", at=NOON + MINUTE)
    third = noon.given(nadia, line, "asleep", at=NOON + 2 * MINUTE)
    assert len(noon.tasks()) == 1
    resolve(noon, dose, first, [first, second, third])
    assert (noon.disagrees(dose), [one for _, _, one in noon.tasks()]) == (False, ["done"])
    flags = noon.flags(aicha, line, "given", at=NOON + 3 * MINUTE)
    assert "already_recorded" in flags
    assert noon.disagrees(dose)
    assert sorted(str(one) for _, _, one in noon.tasks()) == ["None", "done"]


def test_what_the_nurse_had_seen_on_her_tablet_does_not_ask_again_when_it_arrives(
    noon: Noon,
) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line)
    first, late = noon.given(nadia, line), str(new_id())
    resolve(noon, dose, first, [first, late])
    assert noon.flags(aicha, line, "refused", id=late) == []
    assert (noon.disagrees(dose), noon.tasks()) == (False, [])
    assert stands(noon, dose).outcome == "given"


def test_settled_twice_the_last_word_holds_and_the_second_is_told(noon: Noon) -> None:
    line, aicha = noon.line(), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line)
    first = noon.given(noon.unlock("Nadia"), line)
    second = noon.given(aicha, line, "refused")
    assert resolve(noon, dose, first, [first, second]) == []
    assert resolve(noon, dose, second, [first, second], at=NOW + MINUTE) == ["already_resolved"]
    assert stands(noon, dose).outcome == "refused"
    earlier = resolve(noon, dose, first, [first, second], at=NOW - HOUR)
    assert (earlier, stands(noon, dose).outcome) == (["already_resolved"], "refused")


def test_an_aide_settles_nothing(noon: Noon) -> None:
    line, aicha = noon.line(), noon.unlock("Aïcha")
    first = noon.given(aicha, line, "helped")
    body = {"dose": str(noon.dose(line)), "keeps": first, "seen": [first]}
    _, answer = noon.send(aicha, "dose.resolve", body, NOW)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_undoing_one_of_them_ends_the_disagreement(each_noon: Noon) -> None:
    noon = each_noon
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    first = noon.given(nadia, line)
    noon.given(aicha, line, "refused")
    assert retract(noon, nadia, first) == "applied"
    assert not noon.disagrees(noon.dose(line))
    assert [one for _, _, one in noon.tasks()] == ["not_needed"]
    assert stands(noon, noon.dose(line)).outcome == "refused"


def test_amending_one_of_them_ends_it_or_begins_it(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line)
    first = noon.given(nadia, line, "refused")
    second = noon.given(aicha, line, "refused")
    assert not noon.disagrees(dose)
    assert amend(noon, nadia, first, outcome="given") == ["already_recorded"]
    assert noon.disagrees(dose)
    assert amend(noon, aicha, second, why="wrong_person") == []
    assert not noon.disagrees(dose)


def test_what_was_kept_then_undone_settles_nothing_any_more(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line)
    kept = noon.given(nadia, line)
    others = [noon.given(aicha, line, one, at=NOON + MINUTE) for one in ("refused", "absent")]
    resolve(noon, dose, kept, [kept, *others])
    assert retract(noon, nadia, kept) == "applied"
    assert noon.disagrees(dose)


def test_only_its_author_undoes_and_not_after_ten_minutes(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha")
    first = noon.given(nadia, line)
    assert retract(noon, aicha, first) == "quarantined"
    assert retract(noon, nadia, first, at=NOON + 11 * MINUTE) == "quarantined"
    assert noon.row(first).stands
    assert retract(noon, nadia, first, at=NOON + 9 * MINUTE) == "applied"
    assert (noon.row(first).stands, noon.row(first).retracted_at) == (False, NOON + 9 * MINUTE)


def test_an_amendment_says_everything_anew_and_leaves_what_it_amends(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line, note="vu", reason="douleur")
    second, _ = noon.send(
        nadia,
        "dose.amend",
        {"administration": first, "why": "time", "at": "2026-11-21T10:50:00Z", "note": "relu"},
        NOON + HOUR,
    )
    row, content = noon.row(second), noon.content(second)
    assert (row.at, row.outcome, row.dose_id) == (NOON - 10 * MINUTE, "given", noon.dose(line))
    assert (content["reason"], content["note"], content["why"], content["why_note"]) == (
        "douleur",
        "vu",
        "time",
        "relu",
    )
    assert (noon.row(first).stands, row.stands) == (False, True)
    assert noon.content(first)["note"] == "vu"


def test_who_may_amend_is_the_author_or_a_nurse(noon: Noon) -> None:
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha")
    helped = noon.given(aicha, line, "helped")
    assert amend(noon, aicha, helped, amount="0.5", why="amount") == []
    assert amend(noon, nadia, helped, amount="1", why="amount") == []
    given = noon.given(nadia, line, dose=noon.dose(line, NOON - DAY), at=NOON - DAY)
    body = {"administration": given, "why": "typing", "outcome": "refused"}
    _, answer = noon.send(aicha, "dose.amend", body, NOW)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_undoing_what_was_amended_leaves_the_amendment_and_undoing_it_brings_back(
    noon: Noon,
) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line)
    second, _ = noon.send(
        nadia, "dose.amend", {"administration": first, "why": "outcome", "outcome": "refused"}, NOON
    )
    assert retract(noon, nadia, first) == "applied"
    assert stands(noon, noon.dose(line)).outcome == "refused"
    assert retract(noon, nadia, second) == "applied"
    assert stands(noon, noon.dose(line)).outcome is None
    third = noon.given(nadia, line)
    body = {"administration": third, "why": "outcome", "outcome": "refused"}
    fourth, _ = noon.send(nadia, "dose.amend", body, NOON)
    assert retract(noon, nadia, fourth) == "applied"
    assert stands(noon, noon.dose(line)).outcome == "given"


def test_what_is_about_a_record_that_has_not_come_waits_for_it(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    late = str(new_id())
    for type_, body in (
        ("dose.retract", {"administration": late}),
        ("dose.amend", {"administration": late, "why": "time"}),
    ):
        _, answer = noon.send(nadia, type_, body, NOON)
        assert (answer["outcome"], answer["code"]) == ("later", "parent_missing")
    noon.given(nadia, line, id=late)
    assert retract(noon, nadia, late) == "applied"


def test_a_record_of_another_person_is_not_this_one_s(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line)
    other = noon.exchange.home.persons["Roux"]
    for type_, body in (
        ("dose.retract", {"administration": first}),
        ("dose.amend", {"administration": first, "why": "time"}),
        ("dose.resolve", {"dose": str(noon.dose(line)), "keeps": first, "seen": [first]}),
    ):
        _, answer = noon.send(nadia, type_, body, NOON, person=other)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_administration")


def resolve(noon: Noon, dose: UUID, keeps: str, seen: list[str], at: datetime = NOW) -> list[str]:
    body = {"dose": str(dose), "keeps": keeps, "seen": seen}
    _, answer = noon.send(noon.unlock("Nadia"), "dose.resolve", body, at)
    assert answer["outcome"] == "applied", answer
    flags: list[str] = answer.get("flags", [])
    return flags


def retract(noon: Noon, unlock: Unlock, id: str, at: datetime = NOON + MINUTE) -> str:
    _, answer = noon.send(unlock, "dose.retract", {"administration": id}, at)
    outcome: str = answer["outcome"]
    return outcome


def amend(noon: Noon, unlock: Unlock, id: str, why: str = "outcome", **more: str) -> list[str]:
    body = {"administration": id, "why": why, **more}
    _, answer = noon.send(unlock, "dose.amend", body, NOON + HOUR)
    assert answer["outcome"] == "applied", answer
    flags: list[str] = answer.get("flags", [])
    return flags
