"""What tablets hold for the emergency sheet: what is known, what nobody said, what was altered; of their unit alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.areas.medical.commands import (
    add_allergy,
    add_record,
    say_no_antecedent,
    set_swallowing,
    withdraw_record,
)
from app.areas.medical.facts import AllergyDraft, SwallowingDraft
from app.areas.medical.models import MedicalFact
from app.areas.persons.file.commands import add_fact, change_fact
from app.areas.persons.file.identity import take_answer
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import facts_of
from app.areas.persons.ins import Recovery
from app.areas.persons.queries import statuses_of, without_trusted
from app.gate.auth.actor import Actor
from app.ground.errors import Conflict
from tests.areas.medical.test_records import SAID
from tests.sync.conftest import _shared, each_exchange, exchange, now, shared
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW
from transmissions.emergency import sheet_of
from transmissions.emergency.telling import given_from_json

FIXTURES = (_shared, each_exchange, exchange, now, shared)
TODAY = NOW.date()
AROUND = ("contacts", "trusted", "protection", "doctor")


def act(exchange: Exchange, command: Any, person: UUID, *args: Any, **named: Any) -> Any:
    leader = Actor(exchange.home.staff["Nadia"], exchange.home.id, "nurse", None)
    house = exchange.home.house
    with house.database.write() as session:
        return command(session, house.vault, leader, person, *args, **{"now": NOW, **named})


def told(answer: Json, person: UUID) -> dict[str, Json]:
    (row,) = (row for row in answer["rows"]["health"] if row["person"] == str(person))
    found: dict[str, Json] = row["given"]
    return found


def around(exchange: Exchange, person: UUID, first: str, link: str, **more: Any) -> Any:
    said = {"family_name": "Lenoir", "given_name": first, "link": link, **more}
    return act(exchange, add_fact, person, "contact", said, today=TODAY)


def somebody(exchange: Exchange) -> UUID:
    """Somebody who lives in the first unit."""
    unlock = exchange.home.unlock("Nadia")
    rows = exchange.pull(unlock, exchange.home.units[0])["rows"]["person"]
    return UUID(rows[0]["id"])


def test_what_is_known_comes_under_its_heading_and_what_is_not_says_so(
    exchange: Exchange,
) -> None:
    nadia, unit, person = (
        exchange.home.unlock("Nadia"),
        exchange.home.units[0],
        somebody(exchange),
    )
    first = exchange.pull(nadia, unit)
    assert {one["answer"] for one in told(first, person).values()} == {"unsaid"}
    penicillins = AllergyDraft("class", "x", "Pénicillines", "severe", "choc", None, "sa fille")
    act(exchange, add_allergy, person, penicillins)
    act(exchange, set_swallowing, person, SwallowingDraft("none", None, TODAY), today=TODAY)
    act(exchange, say_no_antecedent, person, by="elle")
    for kind in ("conduct", "directives", "handicap", "protocol", "vaccination", "appointment"):
        act(exchange, add_record, person, kind, SAID[kind], today=TODAY)
    given = told(exchange.pull(nadia, unit, first["cursor"]), person)
    assert {code: one["answer"] for code, one in given.items()} == {
        "conduct": "said",
        "directives": "said",
        "allergies": "said",
        "swallowing": "none",
        "handicaps": "said",
        "antecedents": "none",
        "protocols": "said",
        "vaccinations": "said",
        "appointments": "said",
        **dict.fromkeys(AROUND, "unsaid"),
    }
    assert given["allergies"]["entries"] == [
        {"text": "Pénicillines (grave)", "detail": "choc", "until": None}
    ]
    conduct = given["conduct"]["entries"][0]
    assert conduct["text"] == "Hospitalisation, sans réanimation"
    assert conduct["detail"] == (
        f"Appeler le Dr Morel. · Prévenir sa fille. · Décidé par Dr Morel le {TODAY:%d/%m/%Y}"
    )
    lacking = sheet_of(given_from_json(given), TODAY).missing
    assert [one.split(" :")[0] for one in lacking] == [
        "Personne à prévenir",
        "Personne de confiance",
        "Médecin traitant",
    ]


def test_those_around_are_under_the_heading_of_what_they_are(exchange: Exchange) -> None:
    person = somebody(exchange)
    daughter = around(exchange, person, "Claire", "child", phone="06 12 34 56 78", is_told=True)
    around(exchange, person, "Paul", "physician", phone="01 23 45 67 89", is_told=True)
    around(exchange, person, "Marc", "friend")
    for quality in ("trusted", "tutelle"):
        power = {"quality": quality, "contact": str(daughter.chain_id), "scope": "both"}
        act(
            exchange,
            add_fact,
            person,
            "power",
            {**power, "since": TODAY, "paper": "jugement"},
            today=TODAY,
        )
    given = told(exchange.pull(exchange.home.unlock("Nadia"), exchange.home.units[0]), person)
    said = {code: [(e["text"], e["detail"]) for e in given[code]["entries"]] for code in AROUND}
    assert said == {
        "contacts": [("Claire Lenoir", "Enfant · 06 12 34 56 78")],
        "trusted": [("Claire Lenoir", "Enfant · 06 12 34 56 78")],
        "protection": [("Claire Lenoir", "Tutelle · 06 12 34 56 78")],
        "doctor": [("Paul Lenoir", "Médecin traitant · 01 23 45 67 89")],
    }


def test_that_nobody_is_designated_is_an_answer_until_somebody_is(exchange: Exchange) -> None:
    nadia, unit, person = exchange.home.unlock("Nadia"), exchange.home.units[0], somebody(exchange)
    asked = {"by": "person", "since": TODAY}
    act(exchange, add_fact, person, "no_trusted", asked, today=TODAY)
    assert told(exchange.pull(nadia, unit), person)["trusted"]["answer"] == "none"
    daughter = around(exchange, person, "Claire", "child")
    power = {"quality": "trusted", "contact": str(daughter.chain_id), "since": TODAY, "paper": "x"}
    act(exchange, add_fact, person, "power", power, today=TODAY)
    assert told(exchange.pull(nadia, unit), person)["trusted"]["answer"] == "said"
    with pytest.raises(Conflict):
        act(exchange, add_fact, person, "no_trusted", asked, today=TODAY)
    with exchange.home.house.database.read() as session:
        assert not without_trusted(session, exchange.home.house.vault, [person])


def test_how_far_the_national_identity_was_verified_is_told_and_its_number_once_qualified(
    exchange: Exchange,
) -> None:
    nadia, unit, person = exchange.home.unlock("Nadia"), exchange.home.units[0], somebody(exchange)

    def ins() -> Json:
        rows = exchange.pull(nadia, unit)["rows"]["health"]
        found: Json = next(row for row in rows if row["person"] == str(person))["ins"]
        return found

    assert ins() == {"text": "Identité provisoire", "detail": "", "until": None}
    with exchange.home.house.database.read() as session:
        vault = exchange.home.house.vault
        traits = statuses_of(session, vault, [person])[person].traits
    traits = replace(traits, birth_place="75112")
    answer = Recovery("231037511200523", "1.2.250.1.213.1.4.8", TODAY, traits)
    act(exchange, take_answer, person, answer)
    assert ins() == {"text": "Identité récupérée", "detail": "", "until": None}
    seen = {"given_names": traits.given_names, "birth_place": "75112", "proof_kind": "passeport"}
    with exchange.home.house.database.read() as session:
        (fact,) = facts_of(session, vault, [person], ["ins"])[person]
    act(exchange, change_fact, person, fact.id, {**seen, "proof_on": TODAY}, today=TODAY)
    assert ins()["text"] == "Identité qualifiée"
    assert ins()["detail"].endswith("(NIR)")


def test_a_protocol_past_its_review_stays_and_says_so(exchange: Exchange) -> None:
    person = somebody(exchange)
    due = {**SAID["protocol"], "on": TODAY - timedelta(days=9), "review_on": TODAY}
    act(exchange, add_record, person, "protocol", due, today=TODAY)
    given = told(exchange.pull(exchange.home.unlock("Nadia"), exchange.home.units[0]), person)
    sheet = sheet_of(given_from_json(given), TODAY + timedelta(days=1))
    (protocols,) = (one for one in sheet.sections if one.code == "protocols")
    assert protocols.missing == f"Protocoles : à revoir depuis le {TODAY:%d/%m/%Y}."
    assert len(protocols.entries) == 1


def test_a_contact_that_was_altered_is_not_passed_over(exchange: Exchange) -> None:
    person = somebody(exchange)
    around(exchange, person, "Claire", "child", phone="06 12 34 56 78", is_told=True)
    other = around(exchange, person, "Marc", "friend", phone="06 00 00 00 00", is_told=True)
    with exchange.home.house.database.write() as session:
        kept = session.get_one(PersonFact, other.id)
        kept.sealed = kept.sealed[:-1] + bytes([kept.sealed[-1] ^ 1])
    given = told(exchange.pull(exchange.home.unlock("Nadia"), exchange.home.units[0]), person)
    assert given["contacts"]["answer"] == "broken"
    assert [one["text"] for one in given["contacts"]["entries"]] == ["Claire Lenoir"]


def test_what_was_withdrawn_leaves_the_sheet_at_the_next_exchange(exchange: Exchange) -> None:
    nadia, unit, person = (
        exchange.home.unlock("Nadia"),
        exchange.home.units[0],
        somebody(exchange),
    )
    noted = act(exchange, add_record, person, "antecedent", SAID["antecedent"], today=TODAY)
    first = exchange.pull(nadia, unit)
    assert told(first, person)["antecedents"]["answer"] == "said"
    act(exchange, withdraw_record, person, noted.chain_id, why="autre personne")
    second = exchange.pull(nadia, unit, first["cursor"])
    assert told(second, person)["antecedents"]["answer"] == "unsaid"


def test_nothing_changed_nothing_is_told_and_the_other_unit_never_knows(
    exchange: Exchange,
) -> None:
    nadia, (here, there), person = (
        exchange.home.unlock("Nadia"),
        exchange.home.units,
        somebody(exchange),
    )
    act(exchange, add_record, person, "antecedent", SAID["antecedent"], today=TODAY)
    cursor = exchange.pull(nadia, here)["cursor"]
    assert not exchange.pull(nadia, here, cursor).get("rows", {}).get("health")
    beside = exchange.pull(nadia, there)["rows"].get("health", [])
    assert str(person) not in {row["person"] for row in beside}


def test_what_was_altered_is_told_as_unreadable_beside_what_can_be_read(
    exchange: Exchange,
) -> None:
    nadia, unit, person = (
        exchange.home.unlock("Nadia"),
        exchange.home.units[0],
        somebody(exchange),
    )
    for _ in range(2):
        row = act(exchange, add_record, person, "antecedent", SAID["antecedent"], today=TODAY)
    with exchange.home.house.database.write() as session:
        kept = session.get_one(MedicalFact, row.id)
        kept.sealed = kept.sealed[:-1] + bytes([kept.sealed[-1] ^ 1])
    found = told(exchange.pull(nadia, unit), person)["antecedents"]
    assert found["answer"] == "broken"
    assert [one["text"] for one in found["entries"]] == ["Diabète", "illisible, à redemander"]


def test_every_kind_in_every_shape_is_said(exchange: Exchange) -> None:
    """What a member may leave out is left out of its words, with no hole."""
    person = somebody(exchange)
    for more in (
        {"state": "past"},
        {"state": "past", "since": None},
        {"state": "current", "since": None, "note": "suivi\nà l’hôpital"},
    ):
        said = {**SAID["antecedent"], **more}
        act(exchange, add_record, person, "antecedent", said, today=TODAY)
    other = {"vaccine": "other", "name": "Fièvre jaune", "on": TODAY, "next_on": date(2036, 1, 2)}
    act(exchange, add_record, person, "vaccination", other, today=TODAY)
    given = told(
        exchange.pull(exchange.home.unlock("Nadia"), exchange.home.units[0]),
        person,
    )
    assert [one["detail"] for one in given["antecedents"]["entries"]] == [
        "ancien, 1998",
        "ancien",
        "suivi · à l’hôpital",
    ]
    assert given["vaccinations"]["entries"] == [
        {
            "text": "Fièvre jaune",
            "detail": f"{TODAY:%d/%m/%Y} · rappel le 02/01/2036",
            "until": None,
        }
    ]
