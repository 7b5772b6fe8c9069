"""What a tablet said was given and the server could not verify: perhaps given, until somebody settled it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.rounds import doubting
from app.areas.rounds.models import Administration
from app.areas.rounds.standing import of_dose
from app.gate.sync.models import Quarantine
from app.gate.sync.rerun import Decision, run
from app.gate.sync.settling import dismiss
from tests.areas.rounds.gestures import NOW, Noon


def held(noon: Noon, **more: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """Paule, who may not give, says that she gave noon's dose: the dose, and the row of the quarantine."""
    line = noon.line()
    id_, answer = noon.give(noon.unlock("Paule"), line, **more)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    with noon.exchange.house.database.read() as session:
        row = session.scalars(
            select(Quarantine.id).where(Quarantine.command_id == uuid.UUID(id_))
        ).one()
    return noon.dose(line), row


def doubts(noon: Noon) -> list[Administration]:
    return [one for one in noon.rows() if one.doubtful and one.retracted_at is None]


def test_the_slot_is_perhaps_given_and_the_entry_waits_in_quarantine(noon: Noon) -> None:
    dose, _ = held(noon)
    (row,) = doubts(noon)
    assert (row.dose_id, row.outcome, row.flags) == (dose, "given", ["held_back"])
    assert row.author_id == noon.exchange.home.staff["Paule"]
    with noon.exchange.house.database.read() as session:
        stands = of_dose(session, dose).stands
    assert stands.administration is not None and stands.administration.doubtful


def test_a_colleague_who_gave_it_too_disagrees_with_it(noon: Noon) -> None:
    line = noon.line()
    noon.give(noon.unlock("Paule"), line)
    assert noon.flags(noon.unlock("Nadia"), line) == ["already_recorded"]
    assert noon.disagrees(noon.dose(line))


def test_what_was_not_taken_leaves_the_slot_as_it_was(noon: Noon) -> None:
    held(noon, outcome="refused")
    assert noon.rows() == []


def test_dismissed_it_is_due_again(noon: Noon) -> None:
    dose, row = held(noon)
    noon.do(dismiss, noon.actor("Hélène", "lead_nurse"), row, reason="Saisie de formation")
    assert doubts(noon) == []
    with noon.exchange.house.database.read() as session:
        assert of_dose(session, dose).stands.administration is None


def test_taken_after_all_it_is_the_record_itself_and_nothing_disagrees(
    noon: Noon, monkeypatch: pytest.MonkeyPatch
) -> None:
    dose, row = held(noon)
    decision = Decision(by=noon.actor("Hélène", "lead_nurse"))
    verdict = run(noon.exchange.house, row, decision, now=NOW)
    assert verdict.outcome == "applied"
    (kept,) = [one for one in noon.rows() if one.retracted_at is None]
    assert (kept.dose_id, kept.doubtful) == (dose, False)
    assert not noon.disagrees(dose)


def test_told_twice_it_is_doubted_once(noon: Noon) -> None:
    line, paule = noon.line(), noon.unlock("Paule")
    id_, _ = noon.give(paule, line)
    noon.give(paule, line, id=id_)
    assert len(doubts(noon)) == 1


@pytest.mark.parametrize("body", [{"dose": None}, {"amount": "beaucoup"}, {"chain": "x"}])
def test_what_says_nothing_whole_is_only_quarantined(noon: Noon, body: dict[str, Any]) -> None:
    line = noon.line()
    told = {"chain": str(line.chain), "line": str(uuid.uuid4()), "act": "give", "outcome": "given"}
    _, answer = noon.send(noon.unlock("Paule"), "dose.administer", {**told, **body})
    assert answer["outcome"] == "quarantined"
    assert noon.rows() == []


def test_a_listener_that_fails_costs_nobody_their_answer(
    noon: Noon, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(doubting, "_row", fail)
    _, row = held(noon)
    assert row and noon.rows() == []
