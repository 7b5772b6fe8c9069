"""What tablets are told was given, for as long as they need it, and what a tablet that comes back must forget."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from app.areas.rounds.models import Administration
from app.ground import clock
from tests.areas.rounds.gestures import DAY, HOUR, MINUTE, NOON, PAIN, Noon, said
from tests.sync.exchange import Json
from tests.sync.homes import NOW
from tests.sync.test_feed_scope import activate


class Tablet:
    """A replica: what Nadia's tablet holds of Mme Lenoir after each answer of the feed."""

    def __init__(self, noon: Noon) -> None:
        self.noon, self.nadia = noon, noon.unlock("Nadia")
        self.cursor: str | None = None
        self.rows: dict[str, dict[str, Json]] = {}

    def pull(self, at: datetime = NOW) -> Json:
        with clock.frozen(at):
            activate(self.noon.exchange, self.nadia, at)
            unit = self.noon.exchange.home.units[0]
            answer: Json = self.noon.exchange.pull(self.nadia, unit, self.cursor)
        self.cursor = answer["cursor"]
        if answer.get("full"):
            self.rows = {}
        for kind in ("administration", "dose_conflict"):
            kept = self.rows.setdefault(kind, {})
            told = answer.get("rows", {}).get(kind, [])
            kept |= {row["id"]: row for row in told if row["person"] == str(self.noon.lenoir)}
        for gone in answer.get("removed", []):
            self.rows.get(gone["kind"], {}).pop(gone["id"], None)
        return answer

    def held(self, at: datetime = NOW) -> dict[str, dict[str, Json]]:
        """Without what it has forgotten by itself."""
        return {
            kind: {
                id: row
                for id, row in rows.items()
                if row["expires_at"] is None or clock.from_text(row["expires_at"]) > at
            }
            for kind, rows in self.rows.items()
        }

    def whole(self, at: datetime = NOW) -> dict[str, dict[str, Json]]:
        """What a tablet that knows nothing would be told."""
        other = Tablet(self.noon)
        other.pull(at)
        return other.rows


@pytest.fixture
def tablet(noon: Noon) -> Tablet:
    return Tablet(noon)


def test_what_was_given_is_told_with_what_it_held(each_noon: Noon) -> None:
    tablet = Tablet(each_noon)
    line = each_noon.line()
    tablet.pull()
    id_ = each_noon.given(each_noon.unlock("Aïcha"), line, "helped", amount="1", note="bu")
    tablet.pull()
    assert tablet.rows["administration"] == {
        id_: {
            "id": id_,
            "person": str(each_noon.lenoir),
            "dose": str(each_noon.dose(line)),
            "chain": str(line.chain),
            "line": str(line.id),
            "act": "give",
            "outcome": "helped",
            "amount": "1",
            "at": clock.to_text(NOON),
            "recorded_at": clock.to_text(NOON),
            "by": str(each_noon.exchange.home.staff["Aïcha"]),
            "substances": ["paracetamol"],
            "milligrams": {"paracetamol": "500"},
            "flags": [],
            "amends": None,
            "retracted": False,
            "doubtful": False,
            "site": None,
            "reason": None,
            "note": "bu",
            "offered": 1,
            "expires_at": None,
        }
    }
    assert tablet.rows == tablet.whole()


def test_the_last_of_a_line_stays_and_the_one_before_goes_after_a_day(tablet: Tablet) -> None:
    noon = tablet.noon
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line, dose=noon.dose(line, NOON - DAY), at=NOON - DAY)
    tablet.pull()
    assert list(tablet.rows["administration"]) == [first]
    second = noon.given(nadia, line)
    tablet.pull()
    assert list(tablet.rows["administration"]) == [second]
    assert tablet.held(NOW + 30 * DAY)["administration"].keys() == {second}
    assert tablet.rows == tablet.whole()


def test_two_of_one_day_are_both_told_and_the_first_is_forgotten_at_its_hour(
    tablet: Tablet,
) -> None:
    noon = tablet.noon
    line, nadia = noon.line(scheme=PAIN), noon.unlock("Nadia")
    first = noon.given(nadia, line, dose=None, at=NOON - 4 * HOUR)
    tablet.pull()
    second = noon.given(nadia, line, dose=None, at=NOW)
    tablet.pull()
    assert tablet.rows == tablet.whole()
    kept = tablet.rows["administration"]
    assert (kept[first]["expires_at"], kept[second]["expires_at"]) == (
        clock.to_text(NOON + 20 * HOUR),
        None,
    )


def test_a_refusal_is_told_for_a_week(tablet: Tablet) -> None:
    noon = tablet.noon
    line = noon.line()
    id_ = noon.given(noon.unlock("Nadia"), line, "refused")
    tablet.pull()
    assert tablet.rows["administration"][id_]["expires_at"] == clock.to_text(NOON + 7 * DAY)


def test_what_was_undone_leaves_and_what_was_the_last_before_comes_back(tablet: Tablet) -> None:
    noon = tablet.noon
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line, dose=noon.dose(line, NOON - DAY), at=NOON - DAY)
    second = noon.given(nadia, line)
    tablet.pull()
    assert tablet.held()["administration"].keys() == {second}
    _, answer = noon.send(nadia, "dose.retract", {"administration": second}, NOON + MINUTE)
    assert answer["outcome"] == "applied"
    tablet.pull()
    assert list(tablet.rows["administration"]) == [first]
    assert tablet.rows == tablet.whole()


def test_an_amendment_is_told_beside_what_it_amends_and_another_person_s_takes_both_away(
    tablet: Tablet,
) -> None:
    noon = tablet.noon
    line, nadia = noon.line(), noon.unlock("Nadia")
    first = noon.given(nadia, line)
    tablet.pull()
    said_ = {"administration": first, "why": "amount", "amount": "0.5"}
    second, _ = noon.send(nadia, "dose.amend", said_, NOON + MINUTE)
    tablet.pull()
    rows = tablet.rows["administration"]
    assert (rows.keys(), rows[second]["amends"]) == ({first, second}, first)
    assert (rows[second]["amount"], rows[second]["milligrams"]) == ("0.5", {"paracetamol": "250.0"})
    assert tablet.rows == tablet.whole()
    noon.send(nadia, "dose.amend", {"administration": first, "why": "wrong_person"}, NOON + HOUR)
    tablet.pull()
    assert tablet.rows["administration"] == {}
    assert tablet.rows == tablet.whole()


def test_a_disagreement_brings_all_that_is_recorded_of_its_dose_whatever_its_age(
    tablet: Tablet,
) -> None:
    noon = tablet.noon
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    dose = noon.dose(line, NOON - 2 * DAY)
    at = NOON - 2 * DAY
    first = noon.given(nadia, line, dose=dose, at=at)
    tablet.pull()
    second = noon.given(aicha, line, "asleep", dose=dose, at=at + MINUTE)
    tablet.pull()
    (told,) = tablet.rows["dose_conflict"].values()
    assert told == {
        "id": str(dose),
        "person": str(noon.lenoir),
        "dose": str(dose),
        "administrations": sorted([first, second]),
        "opened_at": clock.to_text(NOW),
        "resolved": None,
        "expires_at": None,
    }
    assert tablet.rows["administration"].keys() == {first, second}
    assert tablet.rows == tablet.whole()
    body = {"dose": str(dose), "keeps": first, "seen": [first, second], "note": "vu"}
    _, answer = noon.send(nadia, "dose.resolve", body, NOW)
    assert answer["outcome"] == "applied"
    tablet.pull()
    (told,) = tablet.rows["dose_conflict"].values()
    assert told["resolved"] == {
        "by": str(noon.exchange.home.staff["Nadia"]),
        "at": clock.to_text(NOW),
        "keeps": first,
        "note": "vu",
        "seen": sorted([first, second]),
    }
    assert told["expires_at"] == clock.to_text(NOW + 7 * DAY)
    assert tablet.rows == tablet.whole()


def test_a_disagreement_that_went_away_by_itself_leaves_with_what_was_old(tablet: Tablet) -> None:
    noon = tablet.noon
    line, nadia, aicha = noon.line(), noon.unlock("Nadia"), noon.unlock("Aïcha", noon.second)
    first = noon.given(nadia, line)
    second = noon.given(aicha, line, "refused")
    tablet.pull()
    assert len(tablet.rows["dose_conflict"]) == 1
    noon.send(aicha, "dose.retract", {"administration": second}, NOON + MINUTE)
    tablet.pull()
    assert tablet.rows["dose_conflict"] == {}
    assert list(tablet.rows["administration"]) == [first]
    assert tablet.rows == tablet.whole()


def test_other_units_are_told_nothing(noon: Noon) -> None:
    noon.given(noon.unlock("Nadia"), noon.line())
    answer = noon.exchange.pull(noon.unlock("Nadia"), noon.exchange.home.units[1])
    told = answer["rows"].get("administration", [])
    assert [one for one in told if one["person"] == str(noon.lenoir)] == []


def test_a_row_whose_seal_is_broken_still_says_that_it_was_given(tablet: Tablet) -> None:
    noon = tablet.noon
    id_ = noon.given(noon.unlock("Nadia"), noon.line(), note="bu")
    with noon.exchange.house.database.write() as session:
        row = session.get(Administration, noon.row(id_).id)
        assert row is not None
        row.sealed = bytes([*row.sealed[:-1], row.sealed[-1] ^ 1])
    tablet.pull()
    told: dict[str, Any] = tablet.rows["administration"][id_]
    assert (told["outcome"], told["flags"]) == ("given", ["broken_seal"])
    assert told["note"] != "bu"


def test_a_doubtful_one_says_so(tablet: Tablet) -> None:
    noon = tablet.noon
    line, nadia = noon.line(), noon.unlock("Nadia")
    other = noon.dose(noon.line())
    id_, _ = noon.send(nadia, "dose.administer", said(line, other, "given"), NOW)
    tablet.pull()
    assert tablet.rows["administration"][id_]["doubtful"] is True
