"""What tablets say was given: applied, flagged, never lost, never twice."""

from __future__ import annotations

import pytest

from app.gate.audit.verify import verify_rows
from app.ground.ids import new_id
from tests.areas.rounds.gestures import DAY, HOUR, MINUTE, NOON, Noon, said
from tests.sync.homes import NOW


def test_an_outcome_is_kept_sealed_and_traced(each_noon: Noon) -> None:
    noon = each_noon
    line, nadia = noon.line(), noon.unlock("Nadia")
    id_ = noon.given(
        nadia, line, "partly_taken", amount="0.5", note="avec un yaourt", at=NOON + MINUTE
    )
    row = noon.row(id_)
    assert b"yaourt" not in row.sealed
    assert (row.outcome, row.act, row.at, row.dose_id) == (
        "partly_taken",
        "give",
        NOON + MINUTE,
        noon.dose(line),
    )
    assert (row.flags, row.doubtful, row.stands, row.basis) == (None, False, True, "nurse")
    content = noon.content(id_)
    assert (content["amount"], content["note"]) == ("0.5", "avec un yaourt")
    assert (content["substances"], content["milligrams"]) == (
        ["paracetamol"],
        {"paracetamol": "250.0"},
    )
    assert "dose.administer" in noon.exchange.verbs()
    assert verify_rows(noon.exchange.house) == []


def test_the_same_command_twice_is_one_outcome(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    told = nadia.claims(
        "dose.administer", noon.lenoir, said(line, noon.dose(line), "given"), at=NOON
    )
    sealed = nadia.seal(told)
    answers = [noon.exchange.one(nadia.tablet, sealed) for _ in range(2)]
    assert [one["outcome"] for one in answers] == ["applied", "duplicate"]
    assert len(noon.rows()) == 1
    assert not noon.disagrees(noon.dose(line))


def test_the_whole_dose_counts_where_no_amount_was_written(noon: Noon) -> None:
    line = noon.line()
    id_ = noon.given(noon.unlock("Nadia"), line)
    content = noon.content(id_)
    assert (content["amount"], content["milligrams"]) == (None, {"paracetamol": "500"})
    refused = noon.content(noon.given(noon.unlock("Nadia"), noon.line(), "refused"))
    assert refused["milligrams"] is None


def test_what_says_nothing_is_put_aside_whole(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    wrong = (
        {"outcome": "swallowed"},
        {"act": "throw"},
        {"act": "remove"},
        {"amount": "beaucoup"},
        {"amount": "-1"},
        {"amount": "NaN"},
        {"amount": "1.23456"},
        {"amount": "1E+9"},
        {"amount": "1e-999999999"},
        {"at": "midi"},
        {"note": "x" * 1001},
        {"unheard": 1},
    )
    for body in wrong:
        told = said(line, noon.dose(line), "given") | body
        _, answer = noon.send(nadia, "dose.administer", told)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid"), body
    # The one that said clearly what was given, in too many words, was perhaps given.
    assert [one.flags for one in noon.rows()] == [["held_back"]]


@pytest.mark.parametrize(
    ("written", "kept"), [("1E+2", "100"), ("0E-7", "0"), ("0e99999999999", "0"), ("1.50", "1.5")]
)
def test_an_amount_is_kept_as_every_screen_reads_it(noon: Noon, written: str, kept: str) -> None:
    id_ = noon.given(noon.unlock("Nadia"), noon.line(), amount=written)
    assert noon.content(id_)["amount"] == kept


def test_late_by_days_it_is_applied_at_its_own_hour(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    yesterday = noon.dose(line, NOON - DAY)
    assert noon.flags(nadia, line, dose=yesterday, at=NOW - 5 * HOUR, amount="1") == ["wrong_slot"]
    told = {"at": (NOON - DAY).isoformat().replace("+00:00", "Z")}
    body = said(line, noon.dose(line, NOON - DAY), "given") | told
    id_, answer = noon.send(nadia, "dose.administer", body, NOW)
    assert answer["outcome"] == "applied"
    assert noon.row(id_).at == NOON - DAY


def test_a_time_that_cannot_be_gives_way_to_that_of_writing(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    for told in ("2026-09-01T10:00:00Z", "2027-01-01T10:00:00Z"):
        body = said(line, noon.dose(line), "refused", at=told, offered=2)
        id_, answer = noon.send(nadia, "dose.administer", body, NOON)
        assert "implausible_done" in answer["flags"]
        assert noon.row(id_).at == NOON


def test_a_dose_that_no_server_made_may_have_been_given(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    id_, answer = noon.give(nadia, line, dose=new_id())
    assert answer["flags"] == ["unknown_dose"]
    assert noon.row(id_).doubtful


def test_a_dose_of_another_line_is_no_slot_of_this_one(noon: Noon) -> None:
    line, other, nadia = noon.line(), noon.line(), noon.unlock("Nadia")
    id_, answer = noon.give(nadia, line, dose=noon.dose(other))
    assert "unknown_dose" in answer["flags"]
    assert (noon.row(id_).dose_id, noon.row(id_).doubtful) == (None, True)


def test_a_dose_of_another_home_is_left_alone(noon: Noon) -> None:
    line, other = noon.line(), noon.exchange.other
    stranger, unlock = next(iter(other.persons.values())), other.unlock(next(iter(other.staff)))
    told = unlock.claims("dose.administer", stranger, said(line, noon.dose(line), "given"), at=NOON)
    answer = noon.exchange.one(unlock.tablet, unlock.seal(told))
    assert set(answer["flags"]) >= {"unknown_dose", "unknown_line"}
    assert (noon.row(told["id"]).dose_id, noon.row(told["id"]).doubtful) == (None, True)
    assert noon.flags(noon.unlock("Nadia"), line, "refused") == []
    assert not noon.disagrees(noon.dose(line))


def test_a_line_that_the_server_does_not_know_may_have_been_given(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    body = said(line, None, "given") | {"line": str(new_id()), "chain": str(new_id())}
    id_, answer = noon.send(nadia, "dose.administer", body)
    assert answer["flags"] == ["unknown_line"]
    assert noon.row(id_).doubtful


def test_another_home_s_person_is_as_unknown_as_one_who_never_was(noon: Noon) -> None:
    line, nadia = noon.line(), noon.unlock("Nadia")
    stranger = next(iter(noon.exchange.other.persons.values()))
    _, answer = noon.give(nadia, line, person=stranger)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_person")


def test_whose_rights_had_never_been_is_put_aside(noon: Noon) -> None:
    line = noon.line()
    for name in ("Paule", "Odile"):
        _, answer = noon.give(noon.unlock(name), line)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    assert all(one.doubtful for one in noon.rows())


def test_an_aide_gives_what_a_nurse_gives_and_it_is_told(noon: Noon) -> None:
    helped, nurses = noon.line(), noon.line(giver="nurse")
    aicha = noon.unlock("Aïcha")
    assert noon.row(noon.given(aicha, helped, "helped")).basis == "help"
    id_, answer = noon.give(aicha, nurses, at=NOON + 7 * HOUR)
    assert "role_may_not" in answer["flags"]
    assert noon.row(id_).basis is None
