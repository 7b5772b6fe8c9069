"""What is noted, amended or settled at a desk: the same rows as from a tablet, and told at once what does not fit."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.areas.rounds.bodies import AdministerBody, AmendBody, ResolveBody
from app.areas.rounds.commands import administer, amend, resolve
from app.gate.audit.verify import verify_rows
from app.ground.database import Base
from app.ground.errors import Conflict, NotFound
from app.ground.ids import new_id
from medication.prescription import Line
from tests.areas.rounds.gestures import DAY, HOUR, MINUTE, NOON, Noon, said
from tests.sync.homes import NOW


def body(noon: Noon, line: Line, outcome: str = "given", **more: object) -> AdministerBody:
    return AdministerBody.model_validate({**said(line, noon.dose(line), outcome), **more})


def test_an_outcome_noted_at_a_desk_is_that_of_a_tablet(noon: Noon) -> None:
    line, nadia = noon.line(), noon.actor("Nadia", "nurse")
    told = body(noon, line, at="2026-11-21T11:10:00Z")
    id_, flags = noon.do(administer, nadia, noon.lenoir, told)
    row = noon.row(str(id_))
    assert (flags, row.outcome, row.at) == ((), "given", NOON + 10 * MINUTE)
    assert (row.occurred_at, row.author_id, row.device_id) == (NOW, nadia.staff_id, None)
    assert "dose.administer" in noon.exchange.verbs()


def test_a_dose_that_is_nobody_s_is_not_found_at_a_desk(noon: Noon) -> None:
    line, nadia = noon.line(), noon.actor("Nadia", "nurse")
    for wrong in ({"dose": str(new_id())}, {"chain": str(new_id())}):
        with pytest.raises(NotFound):
            noon.do(administer, nadia, noon.lenoir, body(noon, line, **wrong))
    with pytest.raises(Conflict):
        noon.do(administer, nadia, noon.lenoir, body(noon, line, "swallowed"))
    assert noon.rows() == []


def test_a_nurse_amends_at_a_desk_what_another_recorded(noon: Noon) -> None:
    line = noon.line()
    wrong = noon.given(noon.unlock("Aïcha"), line, "helped")
    told = AmendBody(administration=wrong, why="outcome", outcome="refused", note="vu")
    id_, _ = noon.do(amend, noon.actor("Nadia", "nurse"), noon.lenoir, told)
    assert (noon.row(str(id_)).outcome, noon.row(str(id_)).stands) == ("refused", True)
    assert not noon.row(wrong).stands
    again = AmendBody(administration=str(new_id()), why="time")
    with pytest.raises(NotFound):
        noon.do(amend, noon.actor("Nadia", "nurse"), noon.lenoir, again)


def test_an_aide_does_not_amend_at_a_desk_what_another_recorded(noon: Noon) -> None:
    wrong = noon.given(noon.unlock("Nadia"), noon.line())
    told = AmendBody(administration=wrong, why="outcome", outcome="refused")
    with pytest.raises(Conflict):
        noon.do(amend, noon.actor("Aïcha", "care_assistant"), noon.lenoir, told)
    assert noon.row(wrong).stands


def test_a_disagreement_is_settled_once_at_a_desk(noon: Noon) -> None:
    line = noon.line()
    dose = noon.dose(line)
    first = noon.given(noon.unlock("Nadia"), line)
    second = noon.given(noon.unlock("Aïcha", noon.second), line, "refused")
    nadia = noon.actor("Nadia", "nurse")
    told = {"dose": str(dose), "keeps": first, "seen": [first, second], "note": "vu"}
    settled = ResolveBody.model_validate(told)
    noon.do(resolve, nadia, noon.lenoir, settled)
    assert not noon.disagrees(dose)
    assert [outcome for _, _, outcome in noon.tasks()] == ["done"]
    with pytest.raises(Conflict):
        noon.do(resolve, nadia, noon.lenoir, settled, now=NOW + HOUR)
    elsewhere = ResolveBody.model_validate({**told, "dose": str(new_id())})
    with pytest.raises(NotFound):
        noon.do(resolve, nadia, noon.lenoir, elsewhere)


def test_what_is_kept_must_be_of_the_dose(noon: Noon) -> None:
    line = noon.line()
    dose = noon.dose(line)
    noon.given(noon.unlock("Nadia"), line)
    noon.given(noon.unlock("Aïcha", noon.second), line, "refused")
    other = noon.given(noon.unlock("Nadia"), line, dose=noon.dose(line, NOON - DAY))
    told = {"dose": str(dose), "keeps": other, "seen": [other]}
    with pytest.raises(NotFound):
        noon.do(
            resolve, noon.actor("Nadia", "nurse"), noon.lenoir, ResolveBody.model_validate(told)
        )
    assert noon.disagrees(dose)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("administration", "outcome", "given"),
        ("administration", "at", NOON - DAY),
        ("administration", "dose_id", None),
        ("dose_resolution", "keeps", new_id()),
    ],
    ids=["outcome", "hour", "dose", "what was kept"],
)
def test_what_is_altered_in_a_table_alone_is_named(
    noon_alone: Noon, table: str, column: str, value: object
) -> None:
    noon = noon_alone
    line, nadia = noon.line(), noon.unlock("Nadia")
    refused = noon.given(nadia, line, "refused")
    body = {"dose": str(noon.dose(line)), "keeps": refused, "seen": [refused]}
    noon.send(nadia, "dose.resolve", body)
    house = noon.exchange.house
    assert verify_rows(house) == []
    with house.database.write() as session:
        session.execute(update(Base.metadata.tables[table]).values({column: value}))
    (found,) = verify_rows(house)
    assert found.subject.startswith(f"{table} ")
