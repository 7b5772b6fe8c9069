"""What tablets say of wounds: applied, judged, never lost, in whatever order it comes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.areas.documents.models import Document
from app.areas.follow_ups.models import FollowUp
from app.areas.persons.commands import destroy_key, erase
from app.areas.wounds.models import Wound, WoundAct
from app.gate.audit.verify import verify_rows
from app.ground import clock
from app.ground.ids import new_id
from tests.areas.documents.gestures import capture, photos
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW
from tests.wounds.gestures import (
    HEEL,
    SEEN,
    YES,
    act_row,
    applied,
    asked,
    assessed,
    opened,
    sent,
    still_asked,
    told,
    wound_row,
)

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
DUE = "Évaluer : escarre, talon gauche"


def test_a_wound_and_its_assessment_are_kept_sealed_and_told(each_exchange: Exchange) -> None:
    nadia = each_exchange.home.unlock("Nadia")
    wound = opened(each_exchange, nadia, {**HEEL, "note": "Au retour de l’hôpital"})
    act, flags = assessed(each_exchange, nadia, wound)
    assert flags == []
    row = act_row(each_exchange, act)
    assert b"Hydrocellulaire" not in row.sealed and b"slough" not in row.sealed
    (shown,) = told(each_exchange, each_exchange.home.unlock("Aïcha"))
    assert (shown["site"], shown["side"], shown["kind"]) == ("heel", "left", "pressure_ulcer")
    assert shown["consent"]["given"] is True and shown["closed"] is None
    (one,) = shown["assessments"]
    assert (one["length_mm"], one["width_mm"], one["stage"]) == (40, 30, "3")
    assert (one["by"], one["at"]) == (str(each_exchange.home.staff["Nadia"]), clock.to_text(NOW))
    assert {"wound.open", "wound.assess"} <= set(each_exchange.verbs())
    assert still_asked(each_exchange) == [DUE]
    assert verify_rows(each_exchange.house) == []


def test_an_aide_reports_a_wound_and_a_nurse_is_asked_to_look(exchange: Exchange) -> None:
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    wound = opened(exchange, aicha, {"site": "sacrum", "consent": None})
    assert still_asked(exchange) == [
        "Nouvelle plaie signalée, plaie à préciser, sacrum : à évaluer"
    ]
    assert told(exchange, nadia)[0]["consent"] is None
    assessed(exchange, nadia, wound)
    assert still_asked(exchange) == ["Évaluer : plaie à préciser, sacrum"]


def test_an_aide_notes_and_does_not_assess(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    wound = opened(exchange, aicha)
    applied(exchange, aicha, "wound.note", {"wound": wound, "text": "Pansement décollé"})
    assert [one["text"] for one in told(exchange, aicha)[0]["notes"]] == ["Pansement décollé"]
    for kind, body in (
        ("wound.assess", {**SEEN, "wound": wound}),
        ("wound.close", {"wound": wound, "ending": "healed"}),
        ("wound.reopen", {"wound": wound}),
    ):
        _, answer = sent(exchange, aicha, kind, body)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_somebody_of_another_home_says_nothing_of_it(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    chloe = exchange.other.unlock("Chloé")
    person = next(iter(exchange.other.persons.values()))
    body = {**SEEN, "wound": wound}
    _, answer = sent(exchange, chloe, "wound.assess", body, person=person)
    assert answer["outcome"] == "quarantined"
    assert exchange.count(WoundAct, WoundAct.kind == "assess") == 0


def test_the_wound_of_another_person_takes_nothing(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    other = next(id for name, id in exchange.home.persons.items() if name != "Lenoir")
    _, answer = sent(exchange, nadia, "wound.assess", {**SEEN, "wound": wound}, person=other)
    assert answer["code"] in ("unknown_wound", "never_allowed")


def test_a_picture_that_names_the_wound_of_another_person_is_kept_apart_and_to_be_filed(
    exchange: Exchange,
) -> None:
    nadia = exchange.home.unlock("Nadia")
    hers = opened(exchange, nadia)
    for person, is_foreign in (("Petit", True), ("Lenoir", False)):
        body = capture(photos(1), kind="wound_photo", wound=hers)
        about = {"person": exchange.home.persons[person]}
        id_, flags = applied(exchange, nadia, "document.capture", body, **about)
        with exchange.house.database.read() as session:
            row = session.get_one(Document, uuid.UUID(id_))
        assert flags == (["foreign_wound"] if is_foreign else [])
        assert (row.wound_id, row.kind) == (
            (None, None) if is_foreign else (uuid.UUID(hers), "wound_photo")
        )
    assert verify_rows(exchange.house) == []


def test_an_assessment_waits_for_its_wound_and_not_for_ever(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    body = {**SEEN, "wound": str(new_id())}
    _, answer = sent(exchange, nadia, "wound.assess", body)
    assert (answer["outcome"], answer["code"]) == ("later", "parent_missing")
    _, answer = sent(exchange, nadia, "wound.assess", body, at=NOW - 91 * DAY)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_wound")


def test_a_wound_and_its_assessment_come_in_one_delivery(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    person = exchange.home.persons["Lenoir"]
    first = nadia.claims("wound.open", person, HEEL, at=NOW - MINUTE)
    second = nadia.claims("wound.assess", person, {**SEEN, "wound": first["id"]}, at=NOW)
    envelopes = [nadia.seal(first), nadia.seal(second)]
    results = exchange.results(nadia.tablet, envelopes)
    assert [one["outcome"] for one in results] == ["applied", "applied"]
    again = exchange.results(nadia.tablet, envelopes)
    assert [one["outcome"] for one in again] == ["duplicate", "duplicate"]
    assert still_asked(exchange) == [DUE]


@pytest.mark.parametrize(
    "body",
    [
        {"site": "moon"},
        {"site": "heel"},
        {"site": "sacrum", "side": "left"},
        {"site": "sacrum", "kind": "curse"},
        {"site": "other"},
        {"site": "sacrum", "origin_on": "2026-02-30"},
        {"site": "sacrum", "origin_on": "2036-01-01"},
        {"site": "sacrum", "consent": {"given": True, "by": "neighbour"}},
        {"site": "sacrum", "consent": {"given": True, "by": "team"}},
        {"site": "sacrum", "note": "a" * 1001},
        {"site": "sacrum", "size": "XL"},
        {},
    ],
    ids=str,
)
def test_a_wound_that_nobody_could_find_is_put_aside_whole(exchange: Exchange, body: Json) -> None:
    nadia = exchange.home.unlock("Nadia")
    _, answer = sent(exchange, nadia, "wound.open", body)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    assert answer["reason"] and exchange.count(Wound) == 0


@pytest.mark.parametrize(
    "more",
    [
        {"tissue": {"moss": 100}},
        {"tissue": {"slough": -10, "granulation": 110}},
        {"exudate": "flood"},
        {"infection": ["aura"]},
        {"pain": 11},
        {"stage": "5"},
        {"missing": "tired"},
        {"care": "a" * 1001},
        {"length_mm": "40"},
        {"length_mm": 4.5},
        {"length_mm": 10**9},
        {"taken_at": "hier"},
        {"next_days": 0},
        {"photo": "picture"},
    ],
    ids=str,
)
def test_an_assessment_that_nobody_could_read_is_put_aside_whole(
    exchange: Exchange, more: Json
) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    _, answer = sent(exchange, nadia, "wound.assess", {**SEEN, **more, "wound": wound})
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    assert exchange.count(WoundAct, WoundAct.kind == "assess") == 0


def test_what_cannot_be_is_kept_flagged_and_enters_no_comparison(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 9 * DAY)
    assessed(exchange, nadia, wound, at=NOW - 8 * DAY)
    _, flags = assessed(exchange, nadia, wound, {**SEEN, "length_mm": 4000}, at=NOW - DAY)
    assert "impossible_size" in flags
    _, flags = assessed(exchange, nadia, wound, {**SEEN, "tissue": {"slough": 30}})
    assert flags == ["odd_assessment"]
    assert [what for what in still_asked(exchange) if "aggrave" in what] == []


def test_an_odd_change_is_flagged_unless_it_was_confirmed(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 9 * DAY)
    assessed(exchange, nadia, wound, at=NOW - 8 * DAY)
    small = {**SEEN, "length_mm": 4, "width_mm": 3}
    _, flags = assessed(exchange, nadia, wound, small)
    assert flags == ["unconfirmed_assessment"]
    _, flags = assessed(exchange, nadia, wound, {**small, "confirmed": True}, at=NOW + SECOND)
    assert flags == []


def test_a_wound_that_worsens_is_told_to_a_nurse_with_its_figures(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 9 * DAY)
    assessed(exchange, nadia, wound, at=NOW - 7 * DAY)
    act, _ = assessed(exchange, nadia, wound, {**SEEN, "length_mm": 60, "infection": ["fever"]})
    worse = "Escarre, talon gauche. S’aggrave en 7 jours : surface de 12 cm² à 18 cm² (+50 %)."
    fever = (
        "Escarre, talon gauche. Signes d’infection étendue ou générale : fièvre ou frissons. "
        "Avis médical sans attendre."
    )
    now_asked = asked(exchange)
    assert (worse, False, True) in now_asked and (fever, True, True) in now_asked
    assert set(told(exchange, nadia)[0]["assessments"][-1]["told"]) == {"worse", "infection"}
    applied(exchange, nadia, "wound.retract", {"act": act}, at=NOW + SECOND)
    assert still_asked(exchange) == [DUE]
    assert len(told(exchange, nadia)[0]["assessments"]) == 1


def test_what_came_late_does_not_put_off_the_next_assessment(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 30 * DAY)
    assessed(exchange, nadia, wound, {**SEEN, "next_days": 3})
    assessed(exchange, nadia, wound, at=NOW - 20 * DAY)
    with exchange.house.database.read() as session:
        due = session.scalars(select(FollowUp.due_at).where(FollowUp.closed_at.is_(None))).all()
    assert due == [NOW + 3 * DAY]
    shown = told(exchange, nadia)[0]["assessments"]
    assert [one["at"] for one in shown] == [clock.to_text(NOW - 20 * DAY), clock.to_text(NOW)]


def test_without_consent_a_wound_is_assessed_and_a_picture_is_flagged(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    refused = {**HEEL, "consent": {"given": False, "by": "person"}}
    wound = opened(exchange, nadia, refused)
    _, flags = assessed(exchange, nadia, wound, at=NOW + SECOND)
    assert flags == []
    with_picture = {**SEEN, "photo": str(new_id())}
    _, flags = assessed(exchange, nadia, wound, with_picture, at=NOW + 2 * SECOND)
    assert flags == ["picture_without_consent"]
    applied(exchange, nadia, "wound.consent", {"wound": wound, **YES}, at=NOW + 3 * SECOND)
    _, flags = assessed(exchange, nadia, wound, with_picture, at=NOW + 4 * SECOND)
    assert flags == []
    taken_back = {
        "wound": wound,
        "given": False,
        "by": "representative",
        "note": "Mme Roy, tutrice",
    }
    applied(exchange, nadia, "wound.consent", taken_back, at=NOW + 5 * SECOND)
    picture = {"wound": wound, "text": "", "photo": str(new_id())}
    _, flags = applied(exchange, nadia, "wound.note", picture, at=NOW + 6 * SECOND)
    assert flags == ["picture_without_consent"]
    assert told(exchange, nadia)[0]["consent"]["note"] == "Mme Roy, tutrice"


def test_a_consent_that_came_since_does_not_reach_back_and_one_taken_back_neither(
    exchange: Exchange,
) -> None:
    """What was written offline arrives after another tablet's answer."""
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, {**HEEL, "consent": None})
    picture = {"wound": wound, "text": "", "photo": str(new_id())}
    applied(exchange, nadia, "wound.consent", {"wound": wound, **YES}, at=NOW + MINUTE)
    _, flags = applied(exchange, nadia, "wound.note", picture, at=NOW + SECOND)
    assert flags == ["picture_without_consent"]
    refused = {"wound": wound, "given": False, "by": "person"}
    applied(exchange, nadia, "wound.consent", refused, at=NOW + 3 * MINUTE)
    _, flags = applied(exchange, nadia, "wound.note", picture, at=NOW + 2 * MINUTE)
    assert flags == []


def test_two_who_open_the_same_wound_are_told(exchange: Exchange) -> None:
    nadia, aicha = exchange.home.unlock("Nadia"), exchange.home.unlock("Aïcha")
    opened(exchange, nadia)
    _, flags = applied(exchange, aicha, "wound.open", HEEL)
    assert flags == ["same_place"]
    _, flags = applied(exchange, aicha, "wound.open", {**HEEL, "side": "right"})
    assert flags == []


def test_two_nurses_assess_at_once_and_both_are_kept(exchange: Exchange) -> None:
    nadia, ines = exchange.home.unlock("Nadia"), exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    assessed(exchange, nadia, wound)
    assessed(exchange, ines, wound, {**SEEN, "length_mm": 41}, at=NOW + MINUTE)
    assert [one["length_mm"] for one in told(exchange, nadia)[0]["assessments"]] == [40, 41]
    assert still_asked(exchange) == [DUE]


def test_a_wound_closes_opens_again_and_says_so(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 3 * DAY)
    assessed(exchange, nadia, wound, at=NOW - 3 * DAY + MINUTE)
    closing = {"wound": wound, "ending": "healed"}
    closed, _ = applied(exchange, nadia, "wound.close", closing, at=NOW - DAY)
    assert still_asked(exchange) == []
    assert wound_row(exchange, wound).closed_at == NOW - DAY
    assert told(exchange, nadia)[0]["closed"]["ending"] == "healed"
    applied(exchange, nadia, "wound.reopen", {"wound": wound, "note": "S’est rouverte"})
    assert wound_row(exchange, wound).closed_at is None
    assert still_asked(exchange) == ["Plaie rouverte, escarre, talon gauche : à évaluer"]
    assert closed


def test_a_closing_that_comes_after_its_reopening_stays_before_it(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 3 * DAY)
    applied(exchange, nadia, "wound.reopen", {"wound": wound})
    late = {"wound": wound, "ending": "healed"}
    applied(exchange, nadia, "wound.close", late, at=NOW - DAY)
    assert wound_row(exchange, wound).closed_at is None


def test_an_assessment_after_the_closing_is_kept_and_asked_about(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia, at=NOW - 3 * DAY)
    applied(exchange, nadia, "wound.close", {"wound": wound, "ending": "healed"}, at=NOW - DAY)
    _, flags = assessed(exchange, nadia, wound)
    assert flags == ["after_closing"]
    assert still_asked(exchange) == [
        "Escarre, talon gauche. Plaie close, puis évaluée : la rouvrir, ou écarter l’évaluation."
    ]


def test_an_undo_is_its_authors_and_soon(exchange: Exchange) -> None:
    nadia, aicha = exchange.home.unlock("Nadia"), exchange.home.unlock("Aïcha")
    wound = opened(exchange, nadia)
    act, _ = assessed(exchange, nadia, wound)
    _, answer = sent(exchange, aicha, "wound.retract", {"act": act}, at=NOW + SECOND)
    assert answer["code"] == "never_allowed"
    _, answer = sent(exchange, nadia, "wound.retract", {"act": act}, at=NOW + 3 * MINUTE)
    assert answer["code"] == "never_allowed"
    applied(exchange, nadia, "wound.retract", {"act": wound}, at=NOW + SECOND)
    assert told(exchange, nadia) == []
    _, answer = sent(exchange, nadia, "wound.assess", {**SEEN, "wound": wound}, at=NOW + MINUTE)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_wound")


def test_undoing_a_wound_takes_nothing_that_somebody_else_said(exchange: Exchange) -> None:
    """Whatever hour the tablet says it is."""
    nadia, aicha = exchange.home.unlock("Nadia"), exchange.home.unlock("Aïcha")
    wound = opened(exchange, aicha)
    act, _ = assessed(exchange, nadia, wound)
    _, answer = sent(exchange, aicha, "wound.retract", {"act": wound}, at=NOW + SECOND)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    [row] = told(exchange, aicha)
    assert [one["id"] for one in row["assessments"]] == [act]


def test_undoing_a_closing_makes_the_assessment_due_again(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    assessed(exchange, nadia, wound)
    closing = {"wound": wound, "ending": "healed"}
    closed, _ = applied(exchange, nadia, "wound.close", closing, at=NOW + SECOND)
    assert still_asked(exchange) == []
    applied(exchange, nadia, "wound.retract", {"act": closed}, at=NOW + 2 * SECOND)
    assert wound_row(exchange, wound).closed_at is None
    assert still_asked(exchange) == [DUE]


def test_an_altered_act_is_found_and_takes_nothing_else_away(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    act, _ = assessed(exchange, nadia, wound)
    with exchange.house.database.write() as session:
        session.execute(
            update(WoundAct).where(WoundAct.id == act_row(exchange, act).id).values(kind="note")
        )
    assert [one.kind for one in verify_rows(exchange.house)] == ["row_broken"]
    with exchange.house.database.write() as session:
        session.execute(
            update(WoundAct)
            .where(WoundAct.id == act_row(exchange, act).id)
            .values(kind="assess", sealed=act_row(exchange, wound).sealed)
        )
    (shown,) = told(exchange, exchange.home.unlock("Nadia"))
    assert shown["assessments"][0]["flags"] == ["broken_seal"]
    _, flags = assessed(exchange, nadia, wound, at=NOW + MINUTE)
    assert flags == []


def test_erasing_the_person_takes_her_wounds(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    wound = opened(exchange, nadia)
    assessed(exchange, nadia, wound)
    person = exchange.home.persons["Lenoir"]
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, person, now=NOW)
    destroy_key(exchange.house, person)
    assert (exchange.count(Wound), exchange.count(WoundAct)) == (0, 0)
