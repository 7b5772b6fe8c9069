"""A second professional controls what another wrote; the deadline that passes asks somebody to."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.areas.follow_ups.queries import open_ones
from app.areas.prescribing.commands import (
    Overriding,
    Overtaken,
    ReasonsNeeded,
    change,
    control,
    prescribe,
    remind_controls,
    stop,
    suspend,
)
from app.areas.prescribing.models import LineControl
from app.areas.prescribing.queries import chain_of, lines_of, may_control, to_control
from app.areas.prescribing.values import Written
from app.ground.errors import Conflict, NotFound, Refused
from medication.prescription import Line, Prescribed
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.prescribing.conftest import (
    DAY,
    THREE_A_DAY,
    Ward,
    draft,
    head,
    hire,
    measured,
    taken,
)

TWICE = draft(scheme=taken("matin", "soir"))


@pytest.fixture
def first(ward: Ward) -> Written:
    written: Written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    return written


def waiting(ward: Ward, **options: Any) -> list[Line | None]:
    found = ward.ask(to_control, ward.home.id, **{"now": NOW, **options})
    return [one.line for one in found]


def tasks(ward: Ward) -> list[str | None]:
    return [one.what for one in ward.ask(open_ones, ward.home.id) if one.kind.name == "control"]


def test_a_line_that_nobody_has_controlled_is_due_all_the_same(ward: Ward, first: Written) -> None:
    assert waiting(ward) == [first.line]
    assert len(ward.doses()) == 21


def test_a_second_professional_controls_it(ward: Ward, first: Written) -> None:
    at = NOW + HOUR
    written = ward.do(control, ward.paule, first.line.chain, seen=head(first), now=at)
    assert written.line.controlled_at == at
    (kept,) = ward.ask(lines_of, ward.lenoir, now=at)
    assert (kept.controlled_at, kept.controlled_by) == (at, ward.paule.staff_id)
    with ward.home.house.database.read() as session:
        (signed,) = session.scalars(select(LineControl))
    assert (signed.line_id, signed.role) == (head(first), "pharmacist")
    assert waiting(ward) == []
    assert len(ward.home.events("prescription.controlled")) == 1


def test_nobody_controls_what_they_wrote(ward: Ward, first: Written) -> None:
    with pytest.raises(Refused):
        ward.do(control, ward.nadia, first.line.chain, seen=head(first))
    second = ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first))
    for author in (ward.nadia, ward.helene):
        with pytest.raises(Refused):
            ward.do(control, author, first.line.chain, seen=head(second))
    versions = ward.ask(chain_of, ward.home.id, first.line.chain)
    assert not may_control(versions, ward.nadia.staff_id)
    assert may_control(versions, ward.paule.staff_id)


def test_who_wrote_what_was_controlled_may_control_what_another_changes(
    ward: Ward, first: Written
) -> None:
    ward.do(control, ward.paule, first.line.chain, seen=head(first))
    second = ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first))
    ward.do(control, ward.nadia, first.line.chain, seen=head(second))
    assert waiting(ward) == []


def test_a_change_is_to_be_controlled_and_a_suspension_stays_as_it_was(
    ward: Ward, first: Written
) -> None:
    ward.do(control, ward.paule, first.line.chain, seen=head(first))
    paused = ward.do(suspend, ward.nadia, first.line.chain, reason="x", seen=head(first))
    assert waiting(ward) == []
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(paused))
    assert len(waiting(ward)) == 1


def test_it_is_controlled_once_and_as_it_was_seen(ward: Ward, first: Written) -> None:
    second = ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first))
    with pytest.raises(Overtaken):
        ward.do(control, ward.paule, first.line.chain, seen=head(first))
    ward.do(control, ward.paule, first.line.chain, seen=head(second))
    with pytest.raises(Conflict) as told:
        ward.do(control, ward.paule, first.line.chain, seen=head(second))
    assert told.value.code == "controlled_already"


def test_a_planned_change_is_controlled_with_what_holds_until_then(
    ward: Ward, first: Written
) -> None:
    planned = draft(scheme=taken("matin"), starts_at=NOW + DAY)
    second = ward.do(change, ward.helene, first.line.chain, planned, seen=head(first))
    ward.do(control, ward.paule, first.line.chain, seen=head(second))
    versions = ward.ask(chain_of, ward.home.id, first.line.chain)
    assert [one.controlled_at for one in versions] == [NOW, NOW]


def test_what_holds_until_a_planned_change_is_judged_before_it_is_signed_with_it(
    ward: Ward,
) -> None:
    label, gram = "DAFALGAN 1000 mg", "1 g"
    strong = Prescribed(label, "63264636", ("paracetamol",), "paracétamol", "comprimé", gram)
    first = ward.do(prescribe, ward.nadia, ward.lenoir, draft(drug=strong))
    planned = draft(drug=strong, scheme=taken("matin"), starts_at=NOW + DAY)
    second = ward.do(change, ward.helene, first.line.chain, planned, seen=head(first))
    measured(ward, "weight", "40", NOW)
    with pytest.raises(ReasonsNeeded) as told:
        ward.do(control, ward.paule, first.line.chain, seen=head(second))
    (alert,) = (one for one in told.value.alerts if one.level == "interrupt")
    assert "maximum" in alert.says
    reason = [Overriding(alert.identity, "monitored", "")]
    ward.do(control, ward.paule, first.line.chain, seen=head(second), overriding=reason)
    assert waiting(ward) == []


def test_what_is_stopped_or_ended_waits_for_nobody(ward: Ward, first: Written) -> None:
    short = draft(ends_at=NOW + DAY, scheme=taken("coucher"))
    ended = ward.do(prescribe, ward.nadia, ward.lenoir, short)
    ward.do(stop, ward.nadia, first.line.chain, reason="x", seen=head(first))
    assert waiting(ward) == [ended.line]
    assert waiting(ward, now=NOW + 2 * DAY) == []
    with pytest.raises(Conflict):
        ward.do(control, ward.paule, ended.line.chain, seen=head(ended), now=NOW + 2 * DAY)


def test_the_deadline_that_passes_asks_once_and_the_control_answers(
    ward: Ward, first: Written
) -> None:
    assert ward.do(remind_controls, now=NOW + DAY - HOUR) == 0
    assert ward.do(remind_controls, now=NOW + DAY) == 1
    assert ward.do(remind_controls, now=NOW + 2 * DAY) == 0
    assert tasks(ward) == ["Contrôler la prescription : DOLIPRANE 500 mg, comprimé"]
    ward.do(control, ward.paule, first.line.chain, seen=head(first), now=NOW + 2 * DAY)
    assert tasks(ward) == []


def test_a_change_starts_another_deadline(ward: Ward, first: Written) -> None:
    ward.do(remind_controls, now=NOW + DAY)
    at = NOW + DAY + HOUR
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first), now=at)
    assert tasks(ward) == []
    assert ward.do(remind_controls, now=at + DAY) == 1
    assert len(tasks(ward)) == 1


def test_lists_keep_to_the_units_and_the_home(ward: Ward, first: Written, other_home: Home) -> None:
    units = ward.home.units
    assert waiting(ward, unit_ids=frozenset({units["Glycines"]})) == [first.line]
    assert waiting(ward, unit_ids=frozenset({units["Mimosas"]})) == []
    assert ward.ask(to_control, other_home.id, now=NOW) == []
    with pytest.raises(NotFound):
        chloe = hire(other_home, "Chloé", "pharmacist")
        ward.do(control, chloe, first.line.chain, seen=head(first))


def test_a_suspension_by_another_does_not_let_an_author_control_what_they_planned(
    ward: Ward, first: Written
) -> None:
    ward.do(control, ward.paule, first.line.chain, seen=head(first))
    planned = ward.do(
        change,
        ward.nadia,
        first.line.chain,
        draft(scheme=taken("matin", "soir"), starts_at=NOW + DAY),
        seen=head(first),
        now=NOW + HOUR,
    )
    ward.do(
        suspend,
        ward.helene,
        first.line.chain,
        reason="Vomissements",
        seen=head(planned),
        now=NOW + 2 * HOUR,
    )
    last = ward.ask(chain_of, ward.home.id, first.line.chain)[0]
    with pytest.raises(Refused):
        ward.do(control, ward.nadia, first.line.chain, seen=last.id, now=NOW + 3 * HOUR)
    ward.do(control, ward.paule, first.line.chain, seen=last.id, now=NOW + 3 * HOUR)
