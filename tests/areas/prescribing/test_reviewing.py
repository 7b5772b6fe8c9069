"""What became of alerts, as the pharmacist counts it; and the page that shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.areas.persons.commands import leave
from app.areas.prescribing.commands import Overriding, ReasonsNeeded, note_shown, prescribe
from app.areas.prescribing.models import AlertOverride, AlertSeen
from app.areas.prescribing.reviewing import Rate, Wanted, overrides_made, rates
from app.ground.ids import new_id
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, held_clock, sit
from tests.areas.office.test_prescribing import new
from tests.areas.prescribing.conftest import Ward
from tests.areas.prescribing.test_alerts import TOO_MUCH

DAY = timedelta(days=1)
PATH = "/bureau/alertes"
assert held_clock


def seen(ward: Ward, identity: str, kind: str = "allergy", **changed: object) -> None:
    values: dict[str, object] = {
        "level": "interrupt",
        "stage": "prescribing",
        "first_at": NOW - DAY,
        "person_id": ward.lenoir,
        "gone_at": None,
        **changed,
    }
    with ward.home.house.database.write() as session:
        session.add(
            AlertSeen(
                id=new_id(),
                establishment_id=ward.home.id,
                identity=identity,
                kind=kind,
                last_at=values["first_at"],
                **values,
            )
        )


def past(
    ward: Ward,
    identity: str,
    kind: str = "allergy",
    reason: str = "monitored",
    text: str = "",
    made_at: datetime = NOW - DAY,
) -> None:
    own_id = new_id()
    kept = {"says": f"Alerte {identity}", "text": text}
    with ward.home.house.database.write() as session:
        session.add(
            AlertOverride(
                id=own_id,
                establishment_id=ward.home.id,
                person_id=ward.lenoir,
                identity=identity,
                kind=kind,
                level="interrupt",
                stage="prescribing",
                author_id=ward.helene.staff_id,
                role="lead_nurse",
                reason=reason,
                made_at=made_at,
                sealed=ward.home.house.vault.seal(ward.lenoir, "alert_override", own_id, kept),
            )
        )


def counted(ward: Ward, **asked: object) -> list[Rate]:
    wanted = Wanted(**{"person_ids": [ward.lenoir], "start": NOW - 30 * DAY, "end": NOW, **asked})  # type: ignore[arg-type]
    with ward.home.house.database.read() as session:
        return rates(session, wanted)


def test_what_nobody_went_past_and_is_not_true_any_more_was_followed(ward: Ward) -> None:
    for identity in ("a", "b", "c"):
        seen(ward, identity)
    past(ward, "a")
    (one,) = counted(ward)
    assert (one.shown, one.overridden, one.followed, one.waiting) == (3, 1, 2, 0)
    assert one.acceptance == 67


def test_what_the_night_still_finds_waits_for_an_answer(ward: Ward) -> None:
    seen(ward, "a")
    seen(ward, "a", stage="night")
    (one,) = counted(ward)
    assert (one.followed, one.waiting, one.acceptance) == (0, 1, None)


def test_a_control_that_nobody_gave_waits_until_a_night_sees_the_alert_go(ward: Ward) -> None:
    seen(ward, "a", stage="validation")
    assert [(one.waiting, one.followed) for one in counted(ward)] == [(1, 0)]
    seen(ward, "a", stage="night", gone_at=NOW)
    assert [(one.waiting, one.followed) for one in counted(ward)] == [(0, 1)]


def test_an_alert_counts_once_at_the_first_stage_where_it_was_seen(ward: Ward) -> None:
    seen(ward, "a", first_at=NOW - 40 * DAY)
    seen(ward, "a", stage="validation")
    seen(ward, "b")
    seen(ward, "b", stage="validation")
    (one,) = counted(ward)
    assert one.shown == 1
    (one,) = counted(ward, stage="validation")
    assert one.shown == 2


def test_what_is_only_shown_has_no_rate(ward: Ward) -> None:
    seen(ward, "a", kind="elderly", level="show")
    seen(ward, "b", kind="elderly", level="show")
    seen(ward, "b", kind="elderly", level="show", stage="night", gone_at=NOW - DAY)
    (one,) = counted(ward)
    assert (one.asks, one.acceptance, one.shown, one.gone) == (False, None, 2, 1)


def test_what_was_found_at_night_alone_was_shown_to_nobody(ward: Ward) -> None:
    seen(ward, "a", stage="night")
    seen(ward, "b", stage="task", kind="inr_missing")
    assert counted(ward) == []


def test_only_the_period_and_the_persons_wanted_are_counted(ward: Ward) -> None:
    seen(ward, "a", first_at=NOW - 31 * DAY)
    seen(ward, "b", first_at=NOW)
    assert counted(ward) == []
    assert [one.shown for one in counted(ward, end=NOW + DAY)] == [1]
    assert counted(ward, end=NOW + DAY, person_ids=[UUID(int=1)]) == []


def test_what_is_gone_past_most_comes_first(ward: Ward) -> None:
    for number in range(3):
        seen(ward, f"a{number}", kind="allergy")
        seen(ward, f"d{number}", kind="daily_maximum")
    past(ward, "d0", kind="daily_maximum")
    assert [one.kind for one in counted(ward)] == ["daily_maximum", "allergy"]


def test_an_override_through_the_real_commands_is_counted_and_told(ward: Ward) -> None:
    chain = new_id()
    with pytest.raises(ReasonsNeeded) as told:
        ward.do(prescribe, ward.nadia, ward.lenoir, TOO_MUCH, id=chain)
    with ward.home.house.database.write() as session:
        note_shown(session, ward.nadia, ward.lenoir, told.value.alerts, "prescribing", now=NOW)
    given = [Overriding(one.identity, "monitored", "bilan") for one in told.value.asked]
    ward.do(prescribe, ward.nadia, ward.lenoir, TOO_MUCH, id=chain, overriding=given)
    found = counted(ward, end=NOW + DAY)
    assert [(one.kind, one.overridden) for one in found if one.overridden] == [("daily_maximum", 1)]
    wanted = Wanted([ward.lenoir], NOW - DAY, NOW + DAY)
    with ward.home.house.database.read() as session:
        (made,) = overrides_made(session, ward.home.house.vault, wanted)
    assert (made.kind, made.reason, made.text) == ("daily_maximum", "monitored", "bilan")


def test_an_alert_that_was_read_and_written_otherwise_is_counted_as_followed(
    application: Flask, ward: Ward
) -> None:
    morel = sit(application, ward.home, "physician")
    writing = new(morel, ward.lenoir, at_matin="4", at_midi="4", at_soir="4", confirmed_dose="y")
    assert "À décider" in writing.page
    writing.send(at_matin="1", at_midi="1", at_soir="1", go="review")
    writing.send(go="save")
    writing.saved()
    (one,) = (each for each in counted(ward, end=NOW + DAY) if each.kind == "daily_maximum")
    assert (one.shown, one.overridden, one.followed) == (1, 0, 1)


@pytest.fixture
def paule(application: Flask, home: Home) -> Desk:
    return sit(application, home, "pharmacist")


def test_the_page_tells_rates_reasons_and_words(ward: Ward, paule: Desk) -> None:
    seen(ward, "a")
    seen(ward, "b")
    past(ward, "a", reason="tolerated", text="depuis dix ans")
    shown = paule.get(PATH)
    assert "Allergie 2 1 1 0 50 %" in shown
    assert "Déjà pris ensemble et bien supporté « depuis dix ans »" in shown
    assert "Alerte a" in shown and "Lenoir Jeanne" in shown
    assert [one.verb for one in ward.home.events("alerts.reviewed")] == ["alerts.reviewed"]


def test_filters_stay_in_the_address_and_nonsense_asks_for_nothing(ward: Ward, paule: Desk) -> None:
    seen(ward, "a", first_at=NOW - 60 * DAY)
    past(ward, "a", made_at=NOW - 60 * DAY)
    seen(ward, "b", kind="daily_maximum")
    past(ward, "b", kind="daily_maximum", reason="short")
    assert "1 dépassement" in paule.get(PATH)
    assert "2 dépassements" in paule.get(f"{PATH}?jours=90")
    assert "Alerte b" not in paule.get(f"{PATH}?jours=90&alerte=allergy")
    assert "Alerte a" not in paule.get(f"{PATH}?jours=90&motif=short")
    assert "0 dépassement" in paule.get(f"{PATH}?motif=specialist")
    assert "Aucune alerte" in paule.get(f"{PATH}?etape=giving")
    assert "Aucune alerte" in paule.get(f"{PATH}?unite={ward.home.units['Mimosas']}")
    assert "1 dépassement" in paule.get(f"{PATH}?jours=x&etape=x&alerte=x&motif=x&unite=x&page=x")


def test_who_has_left_is_still_counted(ward: Ward, paule: Desk) -> None:
    seen(ward, "a")
    past(ward, "a", text="fin de vie")
    with ward.home.house.database.write() as session:
        leave(session, ward.helene, ward.lenoir, left_at=NOW, now=NOW)
    assert "fin de vie" in paule.get(PATH)


def test_long_lists_come_in_pages(ward: Ward, paule: Desk) -> None:
    for number in range(51):
        past(ward, f"a{number}")
    assert "Après" in paule.get(PATH)
    assert "Avant" in paule.get(f"{PATH}?page=2")


def test_a_nurse_does_not_review_and_another_home_sees_nothing(
    application: Flask, ward: Ward, other_home: Home
) -> None:
    seen(ward, "a")
    past(ward, "a", text="secret")
    sit(application, ward.home, "nurse").get(PATH, status=403)
    shown = sit(application, other_home, "pharmacist").get(PATH)
    assert "Aucune alerte" in shown and "secret" not in shown
