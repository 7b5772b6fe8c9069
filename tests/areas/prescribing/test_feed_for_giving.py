"""What tablets are told so that they can judge a gesture alone: intervals, milligrams, packs in another strength."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.areas.medical.commands import add_allergy
from app.areas.medical.facts import AllergyDraft
from app.areas.prescribing.commands import prescribe, stop
from app.areas.prescribing.materialising import rematerialise
from app.areas.prescribing.queries import treatment
from app.ground import clock
from app.ground.house import House
from medication.prescription import AsNeeded
from tests.areas.prescribing.bedside import Bedside, bedside_of, told
from tests.areas.prescribing.conftest import DAY, PARACETAMOL, THREE_A_DAY, draft, taken
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Json
from tests.sync.homes import NOW

PAIN = AsNeeded(Decimal(1), "douleur", 360, Decimal(2))
STRONG = replace(
    PARACETAMOL, label="DOLIPRANE 1000 mg, comprimé", cis="60234100", strength="1000 mg"
)
OTHER = replace(PARACETAMOL, substances=("furosemide",), named="furosémide", cis=None)


@pytest.fixture
def bedside(house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(house))


@pytest.fixture
def each_bedside(each_house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(each_house))


def test_a_dose_says_how_long_after_each_line_with_its_substance_it_may_follow(
    each_bedside: Bedside,
) -> None:
    bedside = each_bedside
    three = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY).line
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(drug=OTHER, scheme=taken("matin")))
    bedside.pull()
    own = {one["slot"]: one["apart"] for one in _doses(bedside, three.id)}
    assert own == {
        "le matin": {str(three.chain): 13 * 60 + 30 - 2 * 60},
        "à midi": {str(three.chain): 4 * 60 - 2 * 60},
        "le soir": {str(three.chain): 6 * 60 + 30 - 2 * 60},
    }


def test_a_line_added_later_is_told_to_the_doses_that_are_on_the_tablet(bedside: Bedside) -> None:
    three = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY).line
    bedside.pull()
    pain = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=PAIN)).line
    bedside.pull()
    assert {one["apart"][str(pain.chain)] for one in _doses(bedside, three.id)} == {360}
    assert bedside.rows == bedside.whole()


def test_what_a_line_that_was_stopped_gave_still_holds_a_dose_up_for_a_while(
    bedside: Bedside,
) -> None:
    old = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=PAIN)).line
    new = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=taken("soir"))).line
    bedside.pull()
    bedside.do(stop, bedside.nadia, old.chain, reason="remplacé", seen=old.id)
    bedside.pull()
    assert all(str(old.chain) in one["apart"] for one in _doses(bedside, new.id))
    for days in (2, 4, 7):
        home = bedside.exchange.home.id
        bedside.do(rematerialise, home, [bedside.lenoir], now=NOW + days * DAY)
        bedside.pull(NOW + days * DAY)
        whole = bedside.whole(NOW + days * DAY)["dose"]
        assert whole
        assert whole == {one: bedside.rows["dose"][one] for one in whole}, days
    last = max(_doses(bedside, new.id), key=lambda one: one["due_at"])
    assert str(old.chain) not in last["apart"]


def test_a_line_that_only_was_read_does_not_tell_its_doses_again(bedside: Bedside) -> None:
    line = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY).line
    bedside.pull()
    body = {"lines": [str(line.id)]}
    envelope = bedside.aicha.write("prescription.change_seen", bedside.lenoir, body, at=NOW)
    assert bedside.exchange.one(bedside.aicha.tablet, envelope)["outcome"] == "applied"
    answer = bedside.pull(NOW + timedelta(minutes=1))
    assert (len(told(answer, "line")), told(answer, "dose")) == (1, [])


def test_a_line_says_what_one_unit_holds_and_whether_it_comes_on_top(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=PAIN))
    (line,) = told(bedside.pull(), "line")
    assert (line["substances"], line["named"]) == (["paracetamol"], "paracetamol")
    assert (line["per_unit"], line["on_top"]) == ({"paracetamol": "500"}, False)


def test_the_packs_of_another_strength_are_told_apart_from_those_that_are_right(
    bedside: Bedside,
) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=taken("matin")))
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(drug=STRONG, scheme=taken("soir")))
    drugs = {one["id"]: one for one in told(bedside.pull(), "drug")}
    mild, strong = drugs[PARACETAMOL.cis], drugs[STRONG.cis]
    assert set(strong["packs"]) <= set(mild["other_strengths"])
    assert set(mild["packs"]) <= set(strong["other_strengths"])
    for one in (mild, strong):
        assert not {*one["packs"], *one["generics"]} & {*one["other_strengths"]}


def test_an_alert_bears_the_identity_under_which_somebody_goes_past_it(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    house, home = bedside.exchange.house, bedside.exchange.home.id
    said = AllergyDraft("substance", "paracetamol", "Paracétamol", "severe", said_by="sa fille")
    with house.database.write() as session:
        add_allergy(session, house.vault, bedside.nadia, bedside.lenoir, said, now=NOW)
    caution = next(one for one in told(bedside.pull(), "caution") if one["alerts"])
    with house.database.read() as session:
        alerts = treatment(session, house, home, bedside.lenoir, now=NOW).alerts
    (allergy,) = [one for one in alerts if one.kind == "allergy"]
    assert allergy.identity in {one["identity"] for one in caution["alerts"]}


def _doses(bedside: Bedside, line: object) -> list[Json]:
    return [one for one in bedside.rows["dose"].values() if one["line"] == str(line)]
