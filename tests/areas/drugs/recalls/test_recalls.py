"""Recalls typed in and ended: what is refused and why, what is written once, what tablets are told."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.areas.drugs.queries import recalls_at
from app.areas.drugs.recalls.commands import end_recall, write_recalls
from app.areas.drugs.recalls.drafts import RecallDraft, RecalledPack
from app.areas.drugs.recalls.models import BatchRecall
from app.gate.auth.actor import Actor
from app.ground.errors import Conflict, Invalid, NotFound
from medication.datamatrix import PackCode
from medication.recalls import recall_of
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW, Home

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
BOX = RecalledPack("03400930000014", "3400930000014", "DOLIPRANE 500 mg — boîte de 16")
OTHER = RecalledPack("03400930000021", "3400930000021", "DOLIPRANE 1000 mg — boîte de 8")
DRAFT = RecallDraft(
    packs=(BOX,),
    batches="AB12-c",
    reason="Fissure de blisters",
    source="ANSM",
    since=TODAY,
)


def actor(home: Home, name: str = "Nadia") -> Actor:
    return Actor(home.staff[name], home.id, "lead_nurse", None)


def written(exchange: Exchange, draft: RecallDraft = DRAFT, **more: Any) -> list[uuid.UUID]:
    form = more.pop("id", None) or uuid.uuid4()
    with exchange.house.database.write() as session:
        return write_recalls(session, actor(exchange.home), draft, id=form, now=NOW)


def ended(exchange: Exchange, id: uuid.UUID, **more: Any) -> None:
    about: dict[str, Any] = {"ended_on": TODAY, "why": "Boîtes rendues", **more}
    by = about.pop("by", None) or actor(exchange.home)
    with exchange.house.database.write() as session:
        end_recall(session, by, id, now=NOW, **about)


def refused(exchange: Exchange, **changed: Any) -> dict[str, str]:
    """What is wrong with that draft, by field; nothing was written."""
    before = exchange.count(BatchRecall)
    with pytest.raises(Invalid) as refusal:
        written(exchange, replace(DRAFT, **changed))
    assert exchange.count(BatchRecall) == before
    return refusal.value.fields


def told(answer: Json) -> list[Json]:
    found: list[Json] = answer.get("rows", {}).get("recall", [])
    return found


def test_every_unit_of_the_home_is_told_and_no_other_home(each_exchange: Exchange) -> None:
    exchange = each_exchange
    nadia, (here, there) = exchange.home.unlock("Nadia"), exchange.home.units
    cursor = exchange.pull(nadia, here)["cursor"]
    (id,) = written(exchange)
    expected = {
        "id": str(id),
        "label": BOX.label,
        "cip13": BOX.cip13,
        "gtin": BOX.gtin,
        "batch": "AB12-c",
        "reason": "Fissure de blisters",
        "since": "2026-11-21",
        "ended": None,
    }
    assert told(exchange.pull(nadia, here, cursor)) == [expected]
    assert told(exchange.pull(nadia, there)) == [expected]
    chloe = exchange.other.unlock("Chloé")
    assert told(exchange.pull(chloe, exchange.other.units[0])) == []


def test_one_that_ended_leaves_the_tablets(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    (id,) = written(exchange)
    cursor = exchange.pull(nadia, unit)["cursor"]
    ended(exchange, id)
    answer = exchange.pull(nadia, unit, cursor)
    assert answer["removed"] == [{"kind": "recall", "id": str(id)}] and told(answer) == []
    assert told(exchange.pull(nadia, unit)) == []


def test_the_rule_finds_what_was_typed(exchange: Exchange) -> None:
    (id,) = written(exchange, replace(DRAFT, since=TODAY - 3 * DAY))
    ended(exchange, id, ended_on=TODAY - DAY)
    code = PackCode(gtin=BOX.gtin, cip13=BOX.cip13, batch="ab 12-C")
    found = {}
    with exchange.house.database.read() as session:
        for back in range(5):
            on = TODAY - back * DAY
            found[back] = recall_of(code, recalls_at(session, exchange.home.id, on), on)
        assert recalls_at(session, exchange.other.id, TODAY - 2 * DAY) == []
    assert [back for back, one in found.items() if one is not None] == [2, 3]


def test_several_boxes_and_batches_make_one_recall_each(exchange: Exchange) -> None:
    lines = "A1\n  a 1 \n\nB2\r\n"
    assert len(written(exchange, replace(DRAFT, packs=(BOX, OTHER), batches=lines))) == 4
    every = replace(DRAFT, packs=(BOX, OTHER), batches="", is_every_batch=True)
    assert len(written(exchange, every)) == 2


def test_a_form_sent_twice_writes_once(exchange: Exchange) -> None:
    form = uuid.uuid4()
    first = written(exchange, id=form)
    assert written(exchange, id=form) == first
    assert exchange.count(BatchRecall) == 1
    assert exchange.verbs().count("recall.written") == 1


def test_what_is_missing_is_told_all_at_once(shared: Exchange) -> None:
    assert refused(shared, packs=(), batches="", reason=" ", source="", since=None) == {
        "packs": "Choisissez au moins une boîte.",
        "batches": "Écrivez le numéro de lot, ou cochez « tous les lots ».",
        "reason": "Dites pourquoi.",
        "source": "Dites qui l’a demandé.",
        "since": "Donnez une date : 2026-11-22, par exemple.",
    }


@pytest.mark.parametrize("spaces", ["   ", "\u00a0\n \t\n", "\r\n\r\n"])
def test_a_batch_of_spaces_is_none(shared: Exchange, spaces: str) -> None:
    assert "cochez" in refused(shared, batches=spaces)["batches"]


def test_a_batch_longer_than_any_is_not_one(shared: Exchange) -> None:
    assert "20 caractères" in refused(shared, batches="A" * 21)["batches"]
    assert "limite" in refused(shared, batches="A " * 30)["batches"]
    assert "50 au plus" in refused(shared, batches="\n".join(map(str, range(51))))["batches"]
    assert "illisible" in refused(shared, batches="A\u202eB")["batches"]


def test_batches_and_all_of_them_is_one_too_many(shared: Exchange) -> None:
    assert "l’un ou l’autre" in refused(shared, is_every_batch=True)["batches"]


def test_the_same_one_twice_is_refused_with_its_day(exchange: Exchange) -> None:
    written(exchange)
    again = refused(exchange, batches="ab12-C")["batches"]
    assert "lot AB12-c" in again and "21 novembre" in again and BOX.label in again
    written(exchange, replace(DRAFT, packs=(OTHER,)))
    written(exchange, replace(DRAFT, batches="", is_every_batch=True))
    assert "tous les lots" in refused(exchange, batches="ZZ9")["batches"]


def test_after_its_end_the_same_one_may_come_back(exchange: Exchange) -> None:
    (id,) = written(exchange)
    ended(exchange, id)
    written(exchange)
    assert exchange.count(BatchRecall) == 2


def test_it_begins_on_a_day_that_has_come(shared: Exchange) -> None:
    assert "pas encore" in refused(shared, since=TODAY + DAY)["since"]
    assert "Pas avant" in refused(shared, since=date(1999, 12, 31))["since"]


def test_it_ends_between_its_beginning_and_today(exchange: Exchange) -> None:
    (id,) = written(exchange)
    for on, why in ((TODAY - DAY, "Pas avant le"), (TODAY + DAY, "pas encore"), (None, "date")):
        with pytest.raises(Invalid) as refusal:
            ended(exchange, id, ended_on=on)
        assert why in refusal.value.fields["ended_on"]
    with pytest.raises(Invalid) as refusal:
        ended(exchange, id, why=" ")
    assert refusal.value.fields == {"why": "Dites pourquoi il prend fin."}


def test_it_ends_once_and_only_at_home(exchange: Exchange) -> None:
    (id,) = written(exchange)
    with pytest.raises(NotFound):
        ended(exchange, id, by=actor(exchange.other, "Chloé"))
    ended(exchange, id)
    ended(exchange, id)
    assert exchange.verbs().count("recall.ended") == 1
    with pytest.raises(Conflict, match="déjà terminé"):
        ended(exchange, id, why="Autre chose")
