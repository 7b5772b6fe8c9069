"""What is known of a person's health: each thing said with who said it, changed with a reason, never lost."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.areas.medical.commands import (
    add_record,
    change_record,
    say_no_antecedent,
    withdraw_record,
)
from app.areas.medical.models import MedicalFact
from app.areas.medical.queries import appointments_of, records_of
from app.areas.medical.records.kinds import KINDS
from app.areas.medical.records.reading import history_of
from app.ground.errors import Conflict, Invalid, NotFound
from tests.areas.conftest import HOUR, NOW
from tests.areas.medical.conftest import version

TODAY = NOW.date()
PARIS = ZoneInfo("Europe/Paris")
SAID: dict[str, dict[str, Any]] = {
    "conduct": {
        "level": "no_intensive",
        "doing": "Appeler le Dr Morel.\nPrévenir sa fille.",
        "decided_by": "Dr Morel",
        "on": TODAY,
    },
    "directives": {"state": "written", "said_by": "elle-même", "on": TODAY},
    "antecedent": {"what": "Diabète", "state": "current", "since": "1998", "said_by": "sa fille"},
    "handicap": {"what": "Surdité", "needs": "Appareil à droite", "said_by": "elle-même"},
    "protocol": {
        "what": "Crise d’épilepsie",
        "when": "plus de cinq minutes",
        "doing": "Appeler le 15.",
        "decided_by": "Dr Morel",
        "on": TODAY,
    },
    "vaccination": {"vaccine": "flu", "on": TODAY, "batch": "AB12"},
    "appointment": {
        "what": "Cardiologue",
        "on": TODAY + timedelta(days=3),
        "at": time(10),
        "transport": "light",
    },
}


def read(home, person):
    with home.house.database.read() as session:
        return records_of(session, home.house.vault, [person]).get(person, ())


def history(home, person):
    with home.house.database.read() as session:
        return history_of(session, home.house.vault, person)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_is_kept_with_who_wrote_it_and_told_to_the_trail(home, lenoir, act, kind):
    act(add_record, lenoir, kind, SAID[kind], today=TODAY)
    (found,) = read(home, lenoir)
    assert (found.kind, found.author_id, found.version) == (kind, home.leader.staff_id, 1)
    for name, value in SAID[kind].items():
        told = f"{value:%H:%M}" if isinstance(value, time) else str(value)
        assert found.said[name] == told
    assert len(home.events("medical.noted")) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_is_asked_all_at_once(lenoir, act, kind):
    with pytest.raises(Invalid) as refused:
        act(add_record, lenoir, kind, {}, today=TODAY)
    needed = {one.name for one in KINDS[kind].members if one.missing}
    assert set(refused.value.fields) == needed


def test_a_kind_that_does_not_exist_is_not_found(lenoir, act):
    with pytest.raises(NotFound):
        act(add_record, lenoir, "allergy", SAID["antecedent"], today=TODAY)


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("vaccination", {"on": TODAY + timedelta(days=1)}, "on"),
        ("vaccination", {"vaccine": "other"}, "name"),
        ("vaccination", {"vaccine": "unheard"}, "vaccine"),
        ("protocol", {"review_on": TODAY}, "review_on"),
        ("protocol", {"doing": "x" * 1001}, "doing"),
        ("protocol", {"doing": "ligne\n" * 400}, "doing"),
        ("antecedent", {"what": "Diab\u202eète"}, "what"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(lenoir, act, kind, wrong, field):
    with pytest.raises(Invalid) as refused:
        act(add_record, lenoir, kind, {**SAID[kind], **wrong}, today=TODAY)
    assert set(refused.value.fields) == {field}


def test_a_change_has_a_reason_and_what_was_said_before_stays(home, lenoir, act):
    first = act(add_record, lenoir, "antecedent", SAID["antecedent"], today=TODAY)
    past = {**SAID["antecedent"], "state": "past"}
    with pytest.raises(Invalid):
        act(change_record, lenoir, first.chain_id, past, why=" ", today=TODAY)
    act(
        change_record,
        lenoir,
        first.chain_id,
        past,
        why="bilan du jour",
        today=TODAY,
        seen=version(1),
        now=NOW + HOUR,
    )
    (chain,) = history(home, lenoir)
    assert (chain.said["state"], chain.said["reason"]) == ("past", "bilan du jour")
    assert [one.said["state"] for one in chain.before] == ["current"]
    assert len(home.events("medical.changed")) == 1


def test_two_who_change_the_same_do_not_overwrite_each_other(lenoir, act):
    first = act(add_record, lenoir, "conduct", SAID["conduct"], today=TODAY)
    lower = {**SAID["conduct"], "level": "comfort"}
    about = {"why": "réunion", "today": TODAY, "seen": version(1)}
    act(change_record, lenoir, first.chain_id, lower, **about)
    with pytest.raises(Conflict):
        act(change_record, lenoir, first.chain_id, SAID["conduct"], **about)


def test_one_conduct_holds_at_a_time(home, lenoir, act):
    act(add_record, lenoir, "conduct", SAID["conduct"], today=TODAY)
    with pytest.raises(Conflict):
        act(add_record, lenoir, "conduct", SAID["conduct"], today=TODAY)
    assert len(read(home, lenoir)) == 1


def test_what_is_withdrawn_no_longer_holds_and_stays_readable(home, lenoir, act):
    first = act(add_record, lenoir, "appointment", SAID["appointment"], today=TODAY)
    act(withdraw_record, lenoir, first.chain_id, why="annulé par l’hôpital")
    assert read(home, lenoir) == ()
    (chain,) = history(home, lenoir)
    assert not chain.is_in_force
    assert chain.said["reason"] == "annulé par l’hôpital"
    with pytest.raises(Conflict):
        act(withdraw_record, lenoir, first.chain_id, why="encore")


def test_no_antecedent_is_an_answer_until_one_is_noted(home, lenoir, act):
    act(say_no_antecedent, lenoir, by="elle-même")
    with pytest.raises(Conflict):
        act(say_no_antecedent, lenoir, by="sa fille")
    act(add_record, lenoir, "antecedent", SAID["antecedent"], today=TODAY)
    assert [one.kind for one in read(home, lenoir)] == ["antecedent"]
    with pytest.raises(Conflict):
        act(say_no_antecedent, lenoir, by="elle-même")


def test_nobody_changes_what_is_known_of_another_person_than_theirs(home, lenoir, act):
    other = home.admit(room="102", given_name="Odette", family_name="Faure")
    first = act(add_record, lenoir, "antecedent", SAID["antecedent"], today=TODAY)
    with pytest.raises(NotFound):
        act(withdraw_record, other, first.chain_id, why="erreur")
    assert read(home, other) == ()


def test_an_appointment_is_at_the_hour_of_the_home_in_summer_and_in_winter(home, lenoir, act):
    for day in (date(2026, 7, 1), date(2026, 12, 1)):
        said = {**SAID["appointment"], "on": day}
        act(add_record, lenoir, "appointment", said, today=TODAY)
    with home.house.database.read() as session:
        since, until = NOW - timedelta(days=400), NOW + timedelta(days=400)
        found = appointments_of(session, home.house.vault, [lenoir], since, until, PARIS)[lenoir]
        none = appointments_of(session, home.house.vault, [lenoir], since, since, PARIS)
    assert [f"{one.at.astimezone(ZoneInfo('UTC')):%d/%m %H:%M}" for one in found] == [
        "01/07 08:00",
        "01/12 09:00",
    ]
    assert none == {}


def test_what_was_altered_in_the_database_is_told_as_unreadable_never_left_out(home, lenoir, act):
    row = act(add_record, lenoir, "antecedent", SAID["antecedent"], today=TODAY)
    with home.house.database.write() as session:
        kept = session.get_one(MedicalFact, row.id)
        kept.sealed = kept.sealed[:-1] + bytes([kept.sealed[-1] ^ 1])
    (found,) = read(home, lenoir)
    assert found.said is None
