"""What safety says while one writes: what stops, what asks for a reason, what holds until something changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from app.areas.prescribing.commands import (
    HardStopped,
    Overriding,
    ReasonsNeeded,
    change,
    note_shown,
    override,
    prescribe,
)
from app.areas.prescribing.models import AlertOverride, AlertSeen
from app.areas.prescribing.queries import lines_of, treatment
from app.areas.prescribing.values import Draft, Written
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from medication.alerts import Alert
from medication.prescription import Prescribed, Regular, Take, Weekdays
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, head, hire, taken

METHOTREXATE = Prescribed(
    "METHOTREXATE ACCORD 2,5 mg",
    "65854190",
    ("methotrexate",),
    "méthotrexate",
    "comprimé",
    "2,5 mg",
)
DAFALGAN = Prescribed(
    "DAFALGAN 1000 mg", "63264636", ("paracetamol",), "paracétamol", "comprimé effervescent", "1 g"
)
TOO_MUCH = draft(drug=DAFALGAN, scheme=taken("matin", "midi", "soir", "coucher"))


CHAIN = new_id()
"""A form fixes the id of the line it writes: an alert names it, and so does the reason to go past."""


def write(ward: Ward, **options: Any) -> Written:
    written: Written = ward.do(
        prescribe, ward.nadia, ward.lenoir, TOO_MUCH, **{"id": CHAIN, **options}
    )
    return written


def asked(ward: Ward, **options: Any) -> ReasonsNeeded:
    with pytest.raises(ReasonsNeeded) as told:
        write(ward, **options)
    return told.value


def because(
    alerts: tuple[Alert, ...], reason: str = "monitored", text: str = ""
) -> list[Overriding]:
    return [Overriding(one.identity, reason, text) for one in alerts]


def passed(ward: Ward) -> list[AlertOverride]:
    with ward.home.house.database.read() as session:
        return list(session.scalars(select(AlertOverride)))


def test_daily_methotrexate_cannot_be_saved_whatever_the_reason(ward: Ward) -> None:
    daily = draft(drug=METHOTREXATE, scheme=taken("matin", amount="4"))
    with pytest.raises(HardStopped) as told:
        ward.do(prescribe, ward.nadia, ward.lenoir, daily)
    given = because(told.value.alerts)
    with pytest.raises(HardStopped):
        ward.do(prescribe, ward.nadia, ward.lenoir, daily, overriding=given)
    assert "semaine" in told.value.fields["scheme"]
    assert ward.ask(lines_of, ward.lenoir, now=NOW) == []
    weekly = Regular((Take("matin", Decimal(4)),), Weekdays(frozenset({1})))
    ward.do(prescribe, ward.nadia, ward.lenoir, replace(daily, scheme=weekly))


def test_a_planned_change_of_day_that_brings_two_takings_too_near_is_stopped(ward: Ward) -> None:
    def weekly(day: int, starts_at: datetime = NOW) -> Draft:
        rule = Regular((Take("matin", Decimal(4)),), Weekdays(frozenset({day})))
        return draft(drug=METHOTREXATE, scheme=rule, starts_at=starts_at)

    today = NOW.isoweekday()
    three_days_on = (today + 2) % 7 + 1
    first = ward.do(prescribe, ward.nadia, ward.lenoir, weekly(today))
    chain, seen = first.line.chain, head(first)
    with pytest.raises(HardStopped):
        ward.do(change, ward.helene, chain, weekly(three_days_on, NOW + 8 * DAY), seen=seen)
    ward.do(change, ward.helene, chain, weekly(three_days_on, NOW + 11 * DAY), seen=seen)


def test_two_brands_above_the_maximum_ask_for_a_reason_and_write_nothing(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    told = asked(ward)
    (alert,) = told.asked
    assert (alert.kind, alert.level) == ("daily_maximum", "interrupt")
    assert "5,5 g" in alert.says or "5500 mg" in alert.says or "5,5" in alert.says
    assert len(ward.ask(lines_of, ward.lenoir, now=NOW)) == 1
    assert len(ward.doses()) == 21 and passed(ward) == []


def test_a_reason_goes_past_and_is_kept_with_who_and_what(ward: Ward) -> None:
    told = asked(ward)
    given = because(told.asked, "comfort", "Soins de confort")
    written = write(ward, overriding=given)
    (kept,) = passed(ward)
    assert (kept.kind, kept.reason, kept.stage) == ("daily_maximum", "comfort", "prescribing")
    assert (kept.author_id, kept.line_id) == (ward.nadia.staff_id, head(written))
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW)
    held = shown.overrides[told.asked[0].identity]
    assert (held.text, held.says) == ("Soins de confort", told.asked[0].says)
    with ward.home.house.database.read() as session:
        clear = repr(session.execute(text("SELECT * FROM alert_override")).all())
    assert "confort" not in clear.replace("comfort", "") and "DAFALGAN" not in clear
    (event,) = ward.home.events("alert.overridden")
    assert event.detail == {"kind": "daily_maximum", "reason": "comfort", "stage": "prescribing"}


def test_what_was_gone_past_is_not_asked_again_until_the_dose_changes(ward: Ward) -> None:
    given = because(asked(ward).asked)
    first = write(ward, overriding=given)
    worded = replace(TOO_MUCH, wording="dans un verre d’eau")
    second = ward.do(change, ward.helene, first.line.chain, worded, seen=head(first))
    more = replace(TOO_MUCH, scheme=taken("matin", "midi", "soir", "coucher", amount="2"))
    with pytest.raises(ReasonsNeeded):
        ward.do(change, ward.helene, first.line.chain, more, seen=head(second))


@pytest.mark.parametrize(
    ("reason", "words", "field"),
    [("", "", "reason"), ("nope", "x", "reason"), ("other", " ", "text")],
)
def test_a_reason_that_says_nothing_is_refused_beside_its_alert(
    ward: Ward, reason: str, words: str, field: str
) -> None:
    alerts = asked(ward).asked
    with pytest.raises(Invalid) as told:
        write(ward, overriding=because(alerts, reason, words))
    assert set(told.value.fields) == {f"{field}-{alerts[0].identity}"}
    assert passed(ward) == []


def test_a_reason_given_for_another_alert_counts_for_nothing(ward: Ward) -> None:
    asked(ward, overriding=[Overriding("0" * 32, "monitored")])


def test_what_was_shown_is_counted_once_and_nothing_that_nobody_knows(ward: Ward) -> None:
    told = asked(ward)
    for _ in range(2):
        with ward.home.house.database.write() as session:
            note_shown(session, ward.nadia, ward.lenoir, told.alerts, "prescribing", now=NOW)
    with ward.home.house.database.read() as session:
        rows = session.scalars(select(AlertSeen)).all()
    assert [row.kind for row in rows] == ["daily_maximum"]
    assert "unverified" in {one.kind for one in told.alerts}
    assert len(ward.home.events("alert.shown")) == 2


def test_an_alert_of_what_is_written_already_is_gone_past_too(ward: Ward, other_home: Home) -> None:
    given = because(asked(ward).asked)
    write(ward, overriding=given)
    ward.do(override, ward.paule, ward.lenoir, because(asked_now(ward), "pharmacist"))
    assert [one.stage for one in passed(ward)] == ["prescribing", "validation"]
    with pytest.raises(Conflict):
        ward.do(override, ward.paule, ward.lenoir, [Overriding("0" * 32, "monitored")])
    with pytest.raises(NotFound):
        chloe = hire(other_home, "Chloé", "nurse")
        ward.do(override, chloe, ward.lenoir, given, now=NOW + HOUR)


def asked_now(ward: Ward) -> tuple[Alert, ...]:
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW)
    return tuple(one for one in shown.alerts if one.level == "interrupt")
