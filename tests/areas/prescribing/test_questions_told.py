"""A line that is questioned goes on being given: tablets ask a nurse for a reason, and send an aide to call one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.areas.prescribing.commands import keep, prescribe, refuse_to_sign, stop
from app.ground import clock
from app.ground.house import House
from tests.areas.prescribing.bedside import Bedside, bedside_of, told
from tests.areas.prescribing.conftest import draft, head
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW


@pytest.fixture
def bedside(each_house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(each_house))


def test_a_refused_order_reaches_whoever_gives_and_leaves_with_the_line(bedside: Bedside) -> None:
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(is_to_sign=True))
    bedside.pull()
    (line,) = bedside.rows["line"].values()
    assert (line["to_sign"], line["over"]) == (True, None)
    chain, seen = written.line.chain, head(written)
    bedside.do(refuse_to_sign, bedside.nadia, chain, reason="500 mg et non 1 g", seen=seen)
    answer = bedside.pull()
    (caution,) = told(answer, "caution")
    alert = caution["alerts"][0]
    assert (alert["kind"], alert["level"], alert["chains"]) == (
        "questioned",
        "interrupt",
        [str(chain)],
    )
    assert alert["says"] == (
        "DOLIPRANE 500 mg, comprimé : ordre oral non confirmé par le médecin. 500 mg et non 1 g"
    )
    assert alert["for_aide"] == "Ne pas donner, appeler l’infirmière."
    (line,) = bedside.rows["line"].values()
    assert (line["to_sign"], line["over"]) == (False, None)
    assert bedside.rows["dose"], "nothing that is due was taken away"
    assert bedside.rows == bedside.whole()
    bedside.do(stop, bedside.nadia, chain, reason="Refusé", seen=seen)
    (caution,) = told(bedside.pull(), "caution")
    assert [one for one in caution["alerts"] if one["kind"] == "questioned"] == []


def test_a_question_that_is_answered_leaves_although_the_line_stays(bedside: Bedside) -> None:
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(is_to_sign=True))
    about = {"reason": "Doute", "seen": head(written)}
    bedside.do(refuse_to_sign, bedside.nadia, written.line.chain, **about)
    bedside.pull()
    morel = bedside.actor("Hélène", "physician")
    bedside.do(keep, morel, written.line.chain, **about | {"reason": "Rappelée, confirmé"})
    (caution,) = told(bedside.pull(), "caution")
    assert [one for one in caution["alerts"] if one["kind"] == "questioned"] == []
    assert bedside.rows == bedside.whole()
