"""A line is written: what is kept, what is sealed, what is refused beside its field."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.areas.persons.commands import leave
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.queries import chain_of, lines_of, person_of_chain, treatment
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from medication.prescription import AsNeeded, Prescribed, Regular, Take
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, hire, taken


def refused(ward: Ward, **changes: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        ward.do(prescribe, ward.nadia, ward.lenoir, draft(**changes))
    assert ward.doses() == []
    return refusal.value.fields


def test_a_line_is_read_back_as_it_was_written(ward: Ward) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    (kept,) = ward.ask(lines_of, ward.lenoir, now=NOW)
    assert kept.line == written.line
    assert (kept.line.drug, kept.line.scheme) == (THREE_A_DAY.drug, THREE_A_DAY.scheme)
    assert (kept.line.prescriber, kept.source) == ("Dr Morel", "Ordonnance du 20/11/2026")
    assert (kept.author_id, kept.version, kept.kind) == (ward.nadia.staff_id, 1, "prescribed")
    assert (kept.controlled_at, kept.control_due_at) == (None, NOW + DAY)


def test_its_doses_are_due_for_seven_days_from_now_and_not_before(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    slots = [one.slot for one in ward.doses()]
    assert slots[:3] == ["2026-11-21/midi", "2026-11-21/soir", "2026-11-22/matin"]
    assert slots[-1] == "2026-11-28/matin"
    assert len(slots) == 21
    assert {one.amount for one in ward.doses()} == {"1"}


def test_a_treatment_taken_for_years_has_no_dose_in_the_past(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(starts_at=NOW - 900 * DAY))
    assert min(one.due_at for one in ward.doses(NOW - 999 * DAY)) > NOW


def test_as_needed_is_never_due(ward: Ward) -> None:
    scheme = AsNeeded(Decimal(1), "douleur", 360, Decimal(3))
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=scheme))
    assert ward.doses() == []
    assert len(ward.ask(lines_of, ward.lenoir, now=NOW)) == 1


def test_nothing_in_clear_names_the_drug_or_who_prescribed_it(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(wording="avec un yaourt"))
    with ward.home.house.database.read() as session:
        clear = ""
        for table in ("prescription_line", "dose", "line_control", "alert_seen", "audit_event"):
            clear += repr(session.execute(text(f"SELECT * FROM {table}")).all())
    for word in ("DOLIPRANE", "paracetamol", "Morel", "Ordonnance", "yaourt"):
        assert word not in clear


def test_the_event_is_in_the_same_transaction_and_says_no_drug(ward: Ward) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    (event,) = ward.home.events("prescription.prescribed")
    assert (event.actor_id, event.person_id) == (ward.nadia.staff_id, ward.lenoir)
    assert event.subject_id == written.line.chain
    assert "doliprane" not in json.dumps(event.detail).lower()


def test_who_gives_follows_from_the_drug_and_the_wording_unless_said(ward: Ward) -> None:
    once = draft(scheme=taken("matin"))
    by_a_nurse = replace(once, wording="Administration par l’infirmière")
    asked = (once, by_a_nurse, replace(once, giver="autonomous"))
    helped, told, chosen = (ward.do(prescribe, ward.nadia, ward.lenoir, one) for one in asked)
    assert [one.line.giver for one in (helped, told, chosen)] == ["helped", "nurse", "autonomous"]


def test_what_the_reference_says_of_the_drug_decides_who_gives(ward: Ward) -> None:
    pen = Prescribed("ABASAGLAR", "66513085", ("insuline",), "insuline glargine", "", "100 U/ml")
    insulin = draft(drug=pen, route="sous-cutanee", unit="unité", scheme=taken("soir", amount="12"))
    written = ward.do(prescribe, ward.nadia, ward.lenoir, insulin)
    assert written.line.giver == "nurse"
    unknown = replace(insulin, drug=replace(pen, cis=None, substances=("paracetamol",)))
    told = ward.do(prescribe, ward.nadia, ward.lenoir, unknown)
    assert told.line.giver == "helped"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("ends_at", {"starts_at": NOW + DAY, "ends_at": NOW + HOUR}),
        ("ends_at", {"starts_at": NOW - 9 * DAY, "ends_at": NOW - DAY}),
        ("ends_at", {"ends_at": NOW + 800 * DAY}),
        ("starts_at", {"starts_at": NOW + 800 * DAY}),
        ("starts_at", {"starts_at": datetime(1931, 3, 3, tzinfo=NOW.tzinfo)}),
        ("unit", {"unit": " "}),
        ("route", {"route": ""}),
        ("takes", {"scheme": Regular(())}),
        ("scheme", {"scheme": taken("matin", amount="0.33333")}),
        ("scheme", {"scheme": taken("matin", amount="1000000")}),
        ("wording", {"wording": "a" * 501}),
        ("why", {"why": "à\u202everser"}),
        ("source", {"source": "x" * 201}),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(
    ward: Ward, field: str, changes: dict[str, object]
) -> None:
    assert field in refused(ward, **changes)


def test_every_problem_is_told_at_once(ward: Ward) -> None:
    scheme = Regular((Take("matin", Decimal(0)),))
    assert len(refused(ward, unit="", route="", scheme=scheme)) == 3


def test_the_form_sent_twice_writes_once(ward: Ward) -> None:
    chain = new_id()
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY, id=chain)
    with pytest.raises(Conflict) as told:
        ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY, id=chain)
    assert told.value.code == "written_already"
    assert len(ward.doses()) == 21


def test_nothing_is_prescribed_to_somebody_who_has_left(ward: Ward) -> None:
    with ward.home.house.database.write() as session:
        leave(session, ward.helene, ward.lenoir, left_at=NOW, now=NOW)
    with pytest.raises(Conflict):
        ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)


def test_the_people_of_another_home_find_nothing(ward: Ward, other_home: Home) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    chloe = hire(other_home, "Chloé", "nurse")
    with pytest.raises(NotFound):
        ward.do(prescribe, chloe, ward.lenoir, THREE_A_DAY)
    with pytest.raises(NotFound):
        ward.ask(treatment, other_home.id, ward.lenoir, now=NOW)
    with pytest.raises(NotFound):
        ward.ask(chain_of, other_home.id, written.line.chain)
    with ward.home.house.database.read() as session, pytest.raises(NotFound):
        person_of_chain(session, other_home.id, written.line.chain)


def test_a_row_that_was_altered_is_shown_and_keeps_its_doses(ward: Ward) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    before = [one.id for one in ward.doses()]
    with ward.home.house.database.write() as session:
        row = session.get_one(PrescriptionLine, written.line.id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("coucher")), now=NOW + HOUR)
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW + HOUR)
    assert [one.line is None for one in shown.lines] == [True, False]
    assert set(before) <= {one.id for one in ward.doses()}


def test_a_verbal_order_says_that_it_is_to_be_signed(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(is_to_sign=True, prescriber="Dr Morel"))
    (kept,) = ward.ask(lines_of, ward.lenoir, now=NOW)
    assert kept.is_to_sign


def test_the_treatment_tells_what_is_in_force_past_and_due(ward: Ward) -> None:
    soon = draft(starts_at=NOW + 2 * DAY, scheme=taken("matin"))
    ended = draft(starts_at=NOW - 3 * DAY, ends_at=NOW + HOUR, scheme=taken("coucher"))
    for one in (THREE_A_DAY, soon, ended):
        ward.do(prescribe, ward.nadia, ward.lenoir, one)
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW + timedelta(hours=2))
    assert len(shown.lines) == 2
    assert [one.ends_at for one in shown.past] == [NOW + HOUR]
    assert shown.versions.keys() == {one.chain for one in (*shown.lines, *shown.past)}
    assert all(one.due_at >= shown.at for one in shown.doses)
