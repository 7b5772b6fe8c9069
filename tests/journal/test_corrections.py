"""A correction is another version with a reason; whoever had read the first is asked to read again."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.gate.sync.models import Quarantine
from tests.journal.writing import (
    FALL,
    PAIN,
    corrected,
    correction,
    entry_of,
    gesture,
    record,
    told,
    written,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

MINUTE = timedelta(minutes=1)
AT = NOW - 60 * MINUTE


def test_a_correction_is_a_new_version_and_the_old_one_stays(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    first = written(each_exchange, aicha, {**PAIN, "data": "genou droit"}, AT)
    second = corrected(each_exchange, aicha, first, {**PAIN, "data": "genou gauche"}, NOW)
    rows = told(each_exchange, aicha)
    old, new = rows[first], rows[second]
    assert (old["data"], old["superseded_by"], old["version"]) == ("genou droit", second, 1)
    assert (old["root"], old["corrects"], old["correction"]) == (first, None, None)
    assert (new["data"], new["superseded_by"], new["version"]) == ("genou gauche", None, 2)
    assert (new["root"], new["corrects"]) == (first, first)
    assert new["correction"] == {"reason": "erreur de côté", "at": "2026-11-21T14:00:00.000Z"}
    assert new["occurred_at"] == old["occurred_at"] == "2026-11-21T13:00:00.000Z"
    assert new["expires_at"] == old["expires_at"] == "2026-11-28T14:00:00.000Z"


def test_the_reason_is_sealed_with_the_texts(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    second = entry_of(exchange, corrected(exchange, aicha, written(exchange, aicha)))
    assert b"erreur de" not in second.sealed
    opened = exchange.house.vault.open(second.person_id, "entry", second.id, second.sealed)
    assert opened["reason"] == "erreur de côté"


def test_readers_of_the_first_version_have_not_read_the_second(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    first = written(each_exchange, aicha, at=AT)
    assert gesture(each_exchange, nadia, "read", first)["outcome"] == "applied"
    second = corrected(each_exchange, aicha, first)
    rows, me = told(each_exchange, aicha), str(each_exchange.home.staff["Nadia"])
    assert (rows[first]["read_by"], rows[second]["read_by"]) == ([me], [])
    assert gesture(each_exchange, nadia, "read", second)["outcome"] == "applied"
    assert told(each_exchange, aicha)[second]["read_by"] == [me]


def test_all_versions_come_together_when_one_of_them_changes(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    unit = each_exchange.home.units[0]
    first = written(each_exchange, aicha, FALL, AT)
    second = corrected(each_exchange, aicha, first, FALL)
    for kind, body in (("read", {}), ("acknowledge", {}), ("complete", {"data": "au sol"})):
        cursor = each_exchange.pull(aicha, unit)["cursor"]
        assert gesture(each_exchange, nadia, kind, first, **body)["outcome"] == "applied"
        rows = each_exchange.pull(aicha, unit, cursor)["rows"]["entry"]
        assert [row["id"] for row in rows] == [first, second]


def test_what_is_said_about_an_old_version_shows_on_the_one_that_stands(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    first = written(shared, aicha, FALL, AT)
    gesture(shared, nadia, "complete", first, AT + MINUTE, actions="relevée")
    second = corrected(shared, aicha, first, FALL, AT + 2 * MINUTE)
    assert told(shared, aicha)[second]["incomplete"]
    gesture(shared, nadia, "complete", first, AT + 3 * MINUTE, data="au sol")  # on her own tablet
    gesture(shared, nadia, "acknowledge", first, AT + 4 * MINUTE)
    rows = told(shared, aicha)
    assert [one["actions"] or one["data"] for one in rows[second]["additions"]] == [
        "relevée",
        "au sol",
    ]
    assert not rows[second]["incomplete"]
    assert rows[second]["acknowledged"]["by"] == str(shared.home.staff["Nadia"])
    assert entry_of(shared, second).expires_at == AT + 4 * MINUTE + timedelta(days=7)


def test_a_correction_to_another_alarm_is_pinned_anew(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    first = written(shared, aicha, FALL, AT)
    gesture(shared, nadia, "acknowledge", first, AT + MINUTE)
    second = corrected(shared, aicha, first, {"cible": "fugue", "vocabulary": 1}, NOW)
    assert told(shared, aicha)[second]["acknowledged"] is None
    assert entry_of(shared, first).expires_at == NOW + timedelta(days=90)
    gesture(shared, nadia, "acknowledge", second)
    assert told(shared, aicha)[second]["acknowledged"] is not None


def test_two_corrections_of_one_version_are_both_kept_and_flagged(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    first = written(each_exchange, aicha, at=AT)
    late = corrected(each_exchange, aicha, first, {**PAIN, "data": "tard"}, NOW)
    claims = correction(each_exchange, aicha, first, {**PAIN, "data": "tôt"}, NOW - MINUTE)
    result, early = each_exchange.one(aicha.tablet, aicha.seal(claims)), claims["id"]
    assert (result["outcome"], result["flags"]) == ("applied", ["double_correction"])
    rows = told(each_exchange, aicha)
    assert [rows[one]["version"] for one in (first, early, late)] == [1, 2, 3]
    assert [rows[one]["superseded_by"] for one in (first, early, late)] == [early, late, None]
    assert rows[early]["flags"] == rows[late]["flags"] == ["double_correction"]


def test_a_correction_is_undone_like_anything_else(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    first = written(shared, aicha, at=AT)
    second = corrected(shared, aicha, first, PAIN, NOW - MINUTE)
    assert gesture(shared, aicha, "retract", second, NOW)["outcome"] == "applied"
    rows = told(shared, aicha)
    assert second not in rows
    assert (rows[first]["superseded_by"], rows[first]["version"]) == (None, 1)
    result = gesture(shared, aicha, "retract", first, NOW)
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")  # an hour ago


def test_a_correction_of_what_was_taken_back_stands_with_a_flag(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    first = written(shared, aicha, at=AT)
    second = corrected(shared, aicha, first, PAIN, AT + 2 * MINUTE)
    assert gesture(shared, aicha, "retract", first, AT + MINUTE)["outcome"] == "applied"
    third = corrected(shared, aicha, first, PAIN, AT + 3 * MINUTE)
    rows = told(shared, aicha)
    assert first not in rows
    assert rows[third]["flags"] == ["double_correction", "corrects_retracted"]
    assert rows[second]["superseded_by"] == third


def test_a_correction_waits_for_what_it_corrects(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    first = record(each_exchange, aicha, at=AT)
    second = correction(each_exchange, aicha, first["id"])
    third = correction(each_exchange, aicha, second["id"])
    envelopes = [aicha.seal(claims) for claims in (third, second, first)]
    results = each_exchange.results(aicha.tablet, envelopes)
    assert [one.get("code") for one in results] == ["parent_missing", "parent_missing", None]
    for _ in range(3):
        results = each_exchange.results(aicha.tablet, envelopes)
    assert {one["outcome"] for one in results} == {"duplicate"}
    assert [row["version"] for row in told(each_exchange, aicha).values()] == [1, 2, 3]


def test_a_correction_waits_with_what_is_in_quarantine(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    first = record(exchange, aicha, {**PAIN, "data": "a" * 4_001})
    second = correction(exchange, aicha, first["id"])
    results = exchange.results(aicha.tablet, [aicha.seal(first), aicha.seal(second)])
    assert [one["code"] for one in results] == ["invalid", "parent_quarantined"]


def test_a_batch_carries_an_entry_and_its_corrections(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    first = record(each_exchange, aicha, at=AT)
    second = correction(each_exchange, aicha, first["id"])
    third = correction(each_exchange, aicha, second["id"])
    batch = [aicha.seal(claims) for claims in (first, second, third)]
    results = each_exchange.results(aicha.tablet, batch)
    assert {one["outcome"] for one in results} == {"applied"}
    assert told(each_exchange, aicha)[third["id"]]["version"] == 3


@pytest.mark.parametrize("name", ["Nadia", "Hélène"])
def test_only_its_author_corrects_an_entry(name: str, shared: Exchange) -> None:
    aicha, other = shared.home.unlock("Aïcha"), shared.home.unlock(name)
    first = written(shared, aicha)
    claims = correction(shared, other, first)
    result = shared.one(other.tablet, other.seal(claims))
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")
    assert "Complétez-la" in result["reason"]
    assert entry_of(shared, first).superseded_by is None


def test_chloé_of_the_other_home_corrects_nothing_here(exchange: Exchange) -> None:
    aicha, chloe = exchange.home.unlock("Aïcha"), exchange.other.unlock("Chloé")
    first = written(exchange, aicha)
    body = {"entry": first, "reason": "erreur", **PAIN}
    envelope = chloe.write("transmission.correct", exchange.other.persons["Marchand"], body, at=NOW)
    result = exchange.one(chloe.tablet, envelope)
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_entry")
    assert entry_of(exchange, first).superseded_by is None


def test_a_correction_filed_under_somebody_else_is_refused(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    claims = correction(shared, aicha, written(shared, aicha), name="Roux")
    result = shared.one(aicha.tablet, aicha.seal(claims))
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_entry")


@pytest.mark.parametrize("reason", ["", "ah", "  x  ", "a" * 301, None, 12])
def test_a_correction_without_a_readable_reason_is_refused(
    reason: object, shared: Exchange
) -> None:
    aicha = shared.home.unlock("Aïcha")
    first = written(shared, aicha)
    claims = correction(shared, aicha, first, body={"reason": reason})
    result = shared.one(aicha.tablet, aicha.seal(claims))
    assert (result["outcome"], result["code"]) == ("quarantined", "invalid")
    assert entry_of(shared, first).superseded_by is None


def test_what_a_correction_says_is_judged_like_an_entry(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    first = written(shared, aicha)
    claims = correction(shared, aicha, first, {"cible": "danse", "vocabulary": 1})
    assert shared.one(aicha.tablet, aicha.seal(claims))["code"] == "invalid"
    claims = correction(shared, aicha, first, {**PAIN, "data": "a" * 4_001})
    assert shared.one(aicha.tablet, aicha.seal(claims))["code"] == "invalid"


def test_a_correction_of_what_never_comes_ends_in_quarantine(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    lost = correction(shared, aicha, str(uuid.uuid4()), PAIN, NOW - timedelta(days=91))
    assert shared.one(aicha.tablet, aicha.seal(lost))["code"] == "unknown_entry"


def test_a_corrected_entry_counts_once_among_the_usual_cibles(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    first = written(exchange, aicha, {"cible": "agitation", "vocabulary": 1}, AT)
    corrected(exchange, aicha, first, PAIN)
    rows = exchange.pull(aicha, exchange.home.units[0])["rows"]["person"]
    lenoir = next(row for row in rows if row["family_name"] == "Lenoir")
    assert lenoir["usual"][0] == "douleur-aigue"


def test_past_its_last_version_a_correction_is_put_aside_whole_and_the_entry_stays(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transmissions.correction.MOST_VERSIONS", 3)
    aicha = exchange.home.unlock("Aïcha")
    first = written(exchange, aicha, at=AT)
    second = corrected(exchange, aicha, first)
    assert gesture(exchange, aicha, "retract", second)["outcome"] == "applied"
    third = corrected(exchange, aicha, first, {**PAIN, "data": "la dernière"})
    late = correction(exchange, aicha, first, {**PAIN, "data": "une de trop"})
    answer = exchange.one(aicha.tablet, aicha.seal(late))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "too_many_versions")
    assert "complétez-la" in answer["reason"]
    rows = told(exchange, aicha)
    assert set(rows) == {first, third}
    assert rows[third]["data"] == "la dernière"
    assert exchange.count(Quarantine, Quarantine.command_id == uuid.UUID(late["id"])) == 1
    assert gesture(exchange, aicha, "complete", third, data="le reste")["outcome"] == "applied"
