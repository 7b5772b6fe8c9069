"""A tablet whose network never returns hands its outbox to another as files, and takes the receipt back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.gate.sync.rescue_file import read
from app.ground import clock
from app.tablet import Authenticator, Problem, Tablet, TabletError
from tests.tablet.conftest import Home, open_home

NewTablet = Callable[..., Tablet]
WORDS = "A bien mangé."


def body() -> dict[str, Any]:
    told = {"data": WORDS, "importance": "normal", "to_read": False}
    return {"cible": "bon-appetit", "vocabulary": 1, **told}


@pytest.fixture
def stranded(home: Home, new_tablet: NewTablet, key: Authenticator) -> Tablet:
    """Without network since before Aïcha unlocked it; three entries wait."""
    made = new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    made.wall()
    made.unlock("Aïcha", key, offline=True)
    for _ in range(3):
        made.record("transmission.record", home.persons["Lenoir"], body())
    return made


@pytest.fixture
def carrier(home: Home, new_tablet: NewTablet) -> Tablet:
    made = new_tablet()
    made.enrol(home.device("Glycines", name="Tablette du bureau"))
    made.wall()
    return made


def outcomes(results: list[dict[str, Any]]) -> list[str]:
    return [one["outcome"] for one in results]


def test_a_file_holds_what_waits_and_names_no_one(stranded: Tablet, home: Home):
    (text,) = stranded.export()
    told = read(text.encode(), home.leader.establishment_id)
    assert (told.device, told.total, len(told.envelopes)) == (stranded.device, 3, 3)
    assert len(told.sessions) == 1
    for word in (WORDS, "Aïcha", "Lenoir", str(home.persons["Lenoir"]), "Chariot", "transmission"):
        assert word not in text
    assert stranded.outbox.count() == 3


def test_another_tablet_hands_it_in_and_the_receipt_settles_the_first(
    stranded: Tablet, carrier: Tablet
):
    (text,) = stranded.export()
    results, receipt = carrier.carry(text)
    assert outcomes(results) == ["applied"] * 3
    assert stranded.take_receipt(receipt) == 3
    assert stranded.outbox.count() == 0
    assert [one.state for one in stranded.outbox.all()] == ["applied"] * 3
    assert stranded.send() == []


def test_without_a_receipt_it_keeps_all_and_nothing_is_there_twice(
    stranded: Tablet, carrier: Tablet
):
    (text,) = stranded.export()
    carrier.carry(text)
    assert outcomes(carrier.carry(text)[0]) == ["duplicate"] * 3
    assert outcomes(stranded.send()) == ["duplicate"] * 3


def test_it_goes_on_writing_and_a_later_file_and_any_receipt_serve(
    stranded: Tablet, carrier: Tablet, home: Home
):
    (first,) = stranded.export()
    stranded.record("transmission.record", home.persons["Lenoir"], body())
    (second,) = stranded.export()
    _, early = carrier.carry(first)
    results, late = carrier.carry(second)
    assert outcomes(results) == ["duplicate"] * 3 + ["applied"]
    assert stranded.take_receipt(early) == 3
    assert stranded.take_receipt(late) == 1


def test_a_large_outbox_is_several_files_that_stand_by_themselves(
    stranded: Tablet, carrier: Tablet
):
    parts = stranded.export(most=2)
    assert [json.loads(part)["part"] for part in parts] == [1, 2]
    assert outcomes(carrier.carry(parts[1])[0]) == ["applied"]
    assert outcomes(carrier.carry(parts[0])[0]) == ["applied"] * 2


def test_a_receipt_that_the_server_did_not_sign_settles_nothing(
    stranded: Tablet, carrier: Tablet, home: Home
):
    (text,) = stranded.export()
    _, receipt = carrier.carry(text)
    told = json.loads(receipt)
    head, payload, signature = told["receipts"][0].split(".")
    forged = json.dumps({**told, "receipts": [f"{head}.{payload}.{signature[::-1]}"]})
    for wrong in (forged, json.dumps({**told, "rescue": told["device"]}), text):
        with pytest.raises(TabletError):
            stranded.take_receipt(wrong)
    assert stranded.outbox.count() == 3


def test_what_was_put_aside_comes_back_with_its_reason(
    stranded: Tablet, carrier: Tablet, home: Home
):
    stranded.record("transmission.record", home.persons["Lenoir"], {"cible": 3})
    _, receipt = carrier.carry(stranded.export()[0])
    stranded.take_receipt(receipt)
    (aside,) = stranded.outbox.quarantined()
    assert aside.reason


def test_another_home_takes_nothing_in(stranded: Tablet, house: Any, new_tablet: NewTablet):
    ormes = open_home(house, "Les Ormes", {"Roses": ("Marchand",)})
    theirs = new_tablet()
    theirs.enrol(ormes.device("Roses"))
    with pytest.raises(Problem) as refused:
        theirs.carry(stranded.export()[0])
    assert refused.value.status == 404
    assert outcomes(stranded.send()) == ["applied"] * 3


def test_a_restored_server_is_offered_everything_again(
    stranded: Tablet, carrier: Tablet, home: Home
):
    """A receipt of before the restore does not make the tablet keep quiet after it."""
    _, receipt = carrier.carry(stranded.export()[0])
    stranded.take_receipt(receipt)
    stranded.storage.put("epoch", "before")
    home.new_epoch()
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        stranded.report()
        assert outcomes(stranded.send()) == ["duplicate"] * 3
