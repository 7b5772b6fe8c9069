"""What tablets are told of a treatment, and when: lines, doses, cautions and packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.areas.medical.commands import add_allergy, set_restriction, set_swallowing
from app.areas.medical.facts import AllergyDraft, RestrictionDraft, SwallowingDraft
from app.areas.persons.commands import destroy_key, erase
from app.areas.prescribing.bedside import watched
from app.areas.prescribing.commands import (
    Overriding,
    ReasonsNeeded,
    change,
    control,
    override,
    prescribe,
    resume,
    stop,
    suspend,
)
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.areas.prescribing.queries import treatment
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from medication.prescription import AsNeeded, Regular, Take
from tests.areas.prescribing.bedside import Bedside, bedside_of, removed, told
from tests.areas.prescribing.conftest import DAY, PARACETAMOL, THREE_A_DAY, draft, head, taken
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW

STRONG = replace(
    PARACETAMOL, label="DOLIPRANE 1000 mg, comprimé", cis="60234100", strength="1000 mg"
)
OTHER = replace(
    PARACETAMOL,
    label="DAFALGAN 1000 mg, comprimé effervescent",
    cis="63264636",
    form="comprimé effervescent",
    strength="1000 mg",
)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def bedside(house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(house))


@pytest.fixture
def each_bedside(each_house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(each_house))


def test_a_line_comes_with_its_words_its_doses_and_its_packs(each_bedside: Bedside) -> None:
    bedside = each_bedside
    bedside.pull()
    written = bedside.do(
        prescribe, bedside.nadia, bedside.lenoir, draft(why="douleur", wording="avec un repas")
    )
    answer = bedside.pull()
    (line,) = told(answer, "line")
    assert line["id"] == str(head(written))
    assert (line["label"], line["dose"]) == ("DOLIPRANE 500 mg, comprimé", "1 comprimé")
    assert line["scheme"] == "1 comprimé le matin, à midi et le soir"
    assert (line["why"], line["wording"], line["prescriber"]) == (
        "douleur",
        "avec un repas",
        "Dr Morel",
    )
    assert line["rule"]["kind"] == "regular"
    assert line["control_by"] == clock.to_text(NOW + DAY)
    assert line["change"]["kind"] == "new"
    first = told(answer, "dose")[0]
    assert (first["line"], first["dose"], first["slot"], first["amount"]) == (
        line["id"],
        "1 comprimé",
        "le soir",
        "1",
    )
    assert {one["due_at"] for one in told(answer, "dose")} <= {
        clock.to_text(row.due_at) for row in _due(bedside) if row.due_at <= NOW + 3 * DAY
    }
    assert len(told(answer, "dose")) == 9
    assert [one["id"] for one in told(answer, "caution")] == [str(bedside.lenoir)]
    (drug,) = told(answer, "drug")
    assert (drug["id"], drug["packs"] != []) == (PARACETAMOL.cis, True)
    assert bedside.rows == bedside.whole()


def _due(bedside: Bedside) -> list[DueDose]:
    with bedside.exchange.house.database.read() as session:
        return list(session.scalars(select(DueDose).order_by(DueDose.due_at)))


def test_a_dose_that_is_far_comes_when_its_hour_draws_near_and_goes_a_day_after(
    each_bedside: Bedside,
) -> None:
    bedside = each_bedside
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    near = {row.id: row for row in _due(bedside)}
    far = min(row.due_at for row in near.values() if row.due_at > NOW + 3 * DAY)
    (id,) = [str(row.id) for row in near.values() if row.due_at == far]
    assert id not in bedside.rows["dose"]
    bedside.pull(far - 3 * DAY - SECOND)
    assert id not in bedside.rows["dose"]
    answer = bedside.pull(far - 3 * DAY)
    assert [(one["id"], one["dose"]) for one in told(answer, "dose")] == [(id, "1 comprimé")]
    assert id in bedside.whole(far + DAY - SECOND)["dose"]
    assert id not in bedside.whole(far + DAY)["dose"]


def test_a_line_that_begins_later_comes_three_days_before(bedside: Bedside) -> None:
    later = draft(starts_at=NOW + 4 * DAY)
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, later)
    bedside.pull()
    assert bedside.rows["line"] == {}
    bedside.pull(NOW + DAY)
    assert list(bedside.rows["line"]) == [str(head(written))]


def test_a_line_that_begins_later_comes_within_the_day_too(bedside: Bedside) -> None:
    later = draft(starts_at=NOW + 3 * DAY + HOUR)
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, later)
    bedside.pull()
    bedside.pull(NOW + HOUR - SECOND)
    assert bedside.rows["line"] == {}
    bedside.pull(NOW + HOUR)
    assert len(bedside.rows["line"]) == 1


def test_a_change_is_told_before_and_after_with_its_reason(bedside: Bedside) -> None:
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    second = bedside.do(
        change,
        bedside.nadia,
        first.line.chain,
        draft(scheme=taken("matin", amount="0.5")),
        seen=head(first),
        reason="somnolence",
    )
    answer = bedside.pull()
    by_id = {one["id"]: one for one in told(answer, "line")}
    assert by_id[str(head(first))]["over"] == "replaced"
    assert by_id[str(head(first))]["expires_at"] == clock.to_text(NOW + 3 * DAY)
    assert by_id[str(head(second))]["expires_at"] is None
    told_change = by_id[str(head(second))]["change"]
    assert told_change["kind"] == "changed"
    assert told_change["before"] == "1 comprimé le matin, à midi et le soir"
    assert told_change["after"] == "½ comprimé le matin"
    assert (told_change["reason"], told_change["seen"]) == ("somnolence", [])
    assert told_change["until"] == clock.to_text(NOW + 3 * DAY)
    assert bedside.rows == bedside.whole()
    later = bedside.whole(NOW + 3 * DAY)["line"]
    assert [one["change"] for one in later.values()] == [None]


def test_a_change_of_something_else_than_the_dose_says_what(bedside: Bedside) -> None:
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(wording="à jeun"))
    again = draft(wording="pendant le repas")
    second = bedside.do(change, bedside.nadia, first.line.chain, again, seen=head(first))
    bedside.pull()
    found = bedside.rows["line"][str(head(second))]["change"]
    assert (found["before"], found["after"]) == ("à jeun", "pendant le repas")


def test_doses_that_are_no_longer_due_are_taken_back(each_bedside: Bedside) -> None:
    bedside = each_bedside
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    held = set(bedside.rows["dose"])
    bedside.do(
        change,
        bedside.nadia,
        first.line.chain,
        draft(scheme=taken("matin")),
        seen=head(first),
    )
    answer = bedside.pull()
    assert held & set(removed(answer, "dose"))
    assert {one["slot"] for one in bedside.rows["dose"].values()} == {"le matin"}
    assert bedside.rows == bedside.whole()


def test_suspended_then_resumed_then_stopped(bedside: Bedside) -> None:
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    chain = first.line.chain
    held = bedside.do(
        suspend,
        bedside.nadia,
        chain,
        reason="nausées",
        seen=head(first),
        until_at=NOW + DAY,
    )
    bedside.pull()
    line = bedside.rows["line"][str(head(held))]
    assert line["change"]["after"] == "suspendu jusqu’au 22 novembre à 15:00"
    assert [one["reason"] for one in line["pauses"]] == ["nausées"]
    taken_up = bedside.do(resume, bedside.nadia, chain, seen=head(held), now=NOW + HOUR)
    bedside.pull(NOW + HOUR)
    assert bedside.rows["line"][str(head(taken_up))]["change"]["kind"] == "resumed"
    gone = bedside.do(
        stop, bedside.nadia, chain, reason="guérie", seen=head(taken_up), now=NOW + 2 * HOUR
    )
    bedside.pull(NOW + 2 * HOUR)
    line = bedside.rows["line"][str(head(gone))]
    assert (line["over"], line["control_by"]) == ("stopped", None)
    assert (line["change"]["after"], line["change"]["reason"]) == ("arrêté", "guérie")
    assert [
        d for d in bedside.rows["dose"].values() if d["due_at"] > clock.to_text(NOW + 2 * HOUR)
    ] == []
    assert bedside.rows == bedside.whole(NOW + 2 * HOUR)
    assert bedside.whole(NOW + 2 * HOUR + 3 * DAY)["line"] == {}


def test_who_saw_a_change_is_told_to_every_tablet(bedside: Bedside) -> None:
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    again = draft(scheme=taken("matin"))
    written = bedside.do(change, bedside.nadia, first.line.chain, again, seen=head(first))
    bedside.pull()
    body = {"lines": [str(head(written))]}
    envelope = bedside.aicha.write("prescription.change_seen", bedside.lenoir, body, at=NOW)
    answer = bedside.exchange.one(bedside.aicha.tablet, envelope)
    assert answer["outcome"] == "applied"
    (line,) = told(bedside.pull(), "line")
    assert line["change"]["seen"] == [str(bedside.aicha.staff)]
    assert line["change"]["before"] == "1 comprimé le matin, à midi et le soir"


def test_once_controlled_a_line_says_so(bedside: Bedside) -> None:
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    pharmacist = bedside.actor("Paule", "pharmacist")
    bedside.do(control, pharmacist, written.line.chain, seen=head(written))
    (line,) = told(bedside.pull(), "line")
    assert line["control_by"] is None


def test_each_role_reads_whether_it_may_give(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, replace(THREE_A_DAY, giver="nurse"))
    bedside.pull()
    (line,) = bedside.rows["line"].values()
    by_role = {role: (may, words) for may, words, roles in line["may"] for role in roles}
    assert by_role["care_assistant"] == (False, "Ne pas donner, appeler l’infirmière.")
    assert by_role["nurse"][0] is True
    assert by_role["pharmacist"][0] is False


def test_an_as_needed_line_says_what_is_left(bedside: Bedside) -> None:
    scheme = AsNeeded(Decimal(1), "douleur", 360, Decimal(4))
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=scheme))
    bedside.pull()
    (line,) = bedside.rows["line"].values()
    assert line["as_needed"]["indication"] == "douleur"
    assert line["as_needed"]["says"] == "Reste 4 comprimés sur 4 comprimés en 24 h."
    assert bedside.rows["dose"] == {}


def test_two_brands_of_one_substance_beyond_the_maximum_stop_an_aide_until_somebody_goes_past(
    bedside: Bedside,
) -> None:
    """Six grams of paracetamol a day, over two lines."""
    scheme = Regular(tuple(Take(at, Decimal(1)) for at in ("matin", "midi", "soir")))
    brands = [replace(THREE_A_DAY, drug=strong, scheme=scheme) for strong in (STRONG, OTHER)]
    first = bedside.do(prescribe, bedside.nadia, bedside.lenoir, brands[0])
    bedside.pull()
    id = new_id()
    with pytest.raises(ReasonsNeeded) as asked:
        bedside.do(prescribe, bedside.nadia, bedside.lenoir, brands[1], id=id)
    why = [Overriding(one.identity, "short") for one in asked.value.asked]
    second = bedside.do(prescribe, bedside.nadia, bedside.lenoir, brands[1], overriding=why, id=id)
    (caution,) = told(bedside.pull(), "caution")
    (alert,) = [one for one in caution["alerts"] if one["kind"] == "daily_maximum"]
    assert alert["for_aide"] == "Ne pas donner, appeler l’infirmière."
    assert set(alert["chains"]) == {str(first.line.chain), str(second.line.chain)}
    assert alert["override"]["by"] == str(bedside.nadia.staff_id)
    assert alert["override"]["reason"]


def test_an_allergy_noted_later_stops_an_aide_until_somebody_goes_past(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    house, home = bedside.exchange.house, bedside.exchange.home.id
    said = AllergyDraft("substance", "paracetamol", "Paracétamol", "severe", said_by="sa fille")
    with house.database.write() as session:
        add_allergy(session, house.vault, bedside.nadia, bedside.lenoir, said, now=NOW)
    (caution,) = told(bedside.pull(), "caution")
    (alert,) = [one for one in caution["alerts"] if one["kind"] == "allergy"]
    assert (alert["level"], alert["override"]) == ("interrupt", None)
    assert alert["for_aide"] == "Ne pas donner, appeler l’infirmière."
    with house.database.read() as session:
        alerts = treatment(session, house, home, bedside.lenoir, now=NOW).alerts
    why = [Overriding(one.identity, "fact_wrong") for one in alerts if one.kind == "allergy"]
    bedside.do(override, bedside.nadia, bedside.lenoir, why)
    (caution,) = told(bedside.pull(), "caution")
    (alert,) = [one for one in caution["alerts"] if one["kind"] == "allergy"]
    assert alert["override"]["reason"].startswith("Un fait est à corriger")


def test_a_swallowing_risk_is_told_when_it_is_noted(bedside: Bedside) -> None:
    bedside.pull()
    with bedside.exchange.house.database.write() as session:
        set_swallowing(
            session,
            bedside.exchange.house.vault,
            bedside.nadia,
            bedside.lenoir,
            SwallowingDraft("crush", "eau gélifiée", NOW.date()),
            today=NOW.date(),
            now=NOW,
        )
    (caution,) = told(bedside.pull(), "caution")
    assert caution["swallowing"] == {"level": "crush", "text": "eau gélifiée"}


def may(bedside: Bedside, role: str = "care_assistant") -> bool:
    """Whether that role reads, on its tablet, that it may give what Mme Lenoir takes."""
    shown = [one for one in bedside.rows["line"].values() if one["over"] is None]
    answers = {told for line in shown for told, _, roles in line["may"] if role in roles}
    assert len(answers) == 1
    return bool(answers.pop())


def restrict(bedside: Bedside, level: str) -> None:
    house = bedside.exchange.house
    decided = RestrictionDraft(level, "cache ses comprimés", "Dr Morel", NOW.date())
    with house.database.write() as session:
        set_restriction(
            session,
            house.vault,
            bedside.nadia,
            bedside.lenoir,
            decided,
            today=NOW.date(),
            now=clock.now(),
        )


def test_a_restriction_is_on_tablets_after_one_exchange_and_nothing_but_people_lifts_it(
    each_bedside: Bedside,
) -> None:
    bedside = each_bedside
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    chain = written.line.chain
    bedside.pull()
    assert may(bedside)
    restrict(bedside, "nurse")
    answer = bedside.pull()
    assert [one["id"] for one in told(answer, "line")] == [str(head(written))]
    assert (may(bedside), may(bedside, "nurse")) == (False, True)
    (caution,) = told(answer, "caution")
    assert caution["restriction"] == {
        "giver": "nurse",
        "says": "Infirmière seulement",
        "why": "cache ses comprimés",
    }
    # Neither a version that says that she takes it alone, nor a pause, nor another day, nor a new tablet.
    alone = replace(THREE_A_DAY, giver="autonomous")
    changed = bedside.do(change, bedside.nadia, chain, alone, seen=head(written), now=NOW + HOUR)
    pause = {"reason": "jeûne", "until_at": NOW + 3 * HOUR, "seen": head(changed)}
    bedside.do(suspend, bedside.nadia, chain, **pause, now=NOW + 2 * HOUR)
    bedside.pull(NOW + 2 * HOUR)
    assert not may(bedside)
    bedside.pull(NOW + DAY)
    assert not may(bedside)
    assert bedside.rows == bedside.whole(NOW + DAY)
    restrict(bedside, "helped")
    bedside.pull(NOW + DAY)
    assert may(bedside)
    assert {one["giver"] for one in bedside.rows["line"].values()} == {"helped"}
    restrict(bedside, "none")
    (caution,) = told(bedside.pull(NOW + DAY), "caution")
    assert caution["restriction"] is None
    assert "autonomous" in {one["giver"] for one in bedside.rows["line"].values()}


def test_a_line_whose_seal_is_broken_keeps_its_place(bedside: Bedside) -> None:
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    with bedside.exchange.house.database.write() as session:
        row = session.get_one(PrescriptionLine, head(written))
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    bedside.pull()
    (line,) = bedside.rows["line"].values()
    assert (line["label"], line["dose"]) == ("Ligne illisible", "ne pas donner")
    assert {one["dose"] for one in bedside.rows["dose"].values()} == {"ne pas donner"}


def test_a_treatment_follows_a_person_who_moves_and_other_units_are_told_nothing(
    bedside: Bedside,
) -> None:
    home = bedside.exchange.home
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    there = Bedside(bedside.exchange, bedside.aicha, home.units[1])
    assert told(there.pull(), "line") == []
    home.move("Lenoir", home.units[1])
    assert removed(bedside.pull(), "person") == [str(bedside.lenoir)]
    assert len(told(there.pull(), "line")) == 1
    assert len(there.rows["dose"]) == 9


def test_cautions_are_judged_when_something_they_rest_on_changed_and_not_at_each_poll(
    bedside: Bedside, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[tuple[object, ...]] = []
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    bedside.pull()
    monkeypatch.setattr(watched, "check", lambda *args: judged.append(args) or ())
    envelope = bedside.aicha.write(
        "transmission.record", bedside.lenoir, {"cible": "sommeil", "vocabulary": 1}, at=NOW
    )
    bedside.exchange.one(bedside.aicha.tablet, envelope)
    bedside.pull()
    assert judged == []
    bedside.pull(NOW + DAY)
    assert len(judged) == len(bedside.rows["caution"]) == 2
    assert {args[3] for args in judged} == {"giving"}


def test_erasing_the_person_leaves_nothing_to_tell(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    with bedside.exchange.house.database.write() as session:
        erase(session, bedside.exchange.house, None, bedside.lenoir, now=NOW)
    destroy_key(bedside.exchange.house, bedside.lenoir)
    bedside.pull()
    assert (bedside.rows["line"], bedside.rows["dose"]) == ({}, {})
