"""What a home sets of its rules: only what differs is kept, each change with who and when, within bounds."""

from datetime import time
from decimal import Decimal

import pytest

from app.areas.medical.commands import set_settings
from app.areas.medical.models import MedicationSettings
from app.areas.medical.queries import settings_of
from app.areas.medical.settings import chosen_of, history_of
from medication.settings import MOMENTS, Settings
from tests.areas.conftest import HOUR, NOW
from tests.areas.office.conftest import Desk, held_clock, sit

PATH = "/bureau/reglages/medicaments"
assert held_clock


@pytest.fixture
def desk(application, home) -> Desk:
    return sit(application, home, "lead_nurse")


def in_force(home):
    with home.house.database.read() as session:
        return settings_of(session, home.id)


def rows(home):
    with home.house.database.read() as session:
        return [row.values for row in session.query(MedicationSettings).order_by("written_at")]


def choose(home, settings, now=NOW):
    with home.house.database.write() as session:
        return set_settings(session, home.leader, settings, now=now)


def test_a_home_that_set_nothing_has_the_defaults_in_its_own_time_zone(home):
    assert in_force(home) == Settings(zone="Europe/Paris")


def test_only_what_differs_from_the_defaults_is_kept(home):
    assert choose(home, Settings(inr_hold=Decimal("4.5")))
    assert rows(home) == [{"inr_hold": "4.5"}]
    assert in_force(home).inr_hold == Decimal("4.5")
    assert not choose(home, Settings(inr_hold=Decimal("4.5")), now=NOW + HOUR)
    assert len(rows(home)) == 1


def test_every_change_says_who_when_and_from_what(home):
    choose(home, Settings(control_hours=12))
    choose(home, Settings(control_hours=12, elderly_from=80), now=NOW + HOUR)
    choose(home, Settings(elderly_from=80), now=NOW + 2 * HOUR)
    with home.house.database.read() as session:
        history = history_of(session, home.id)
    assert [one.changed for one in history] == [
        (("control_hours", 12, 24),),
        (("elderly_from", 75, 80),),
        (("control_hours", 24, 12),),
    ]
    assert {one.author_id for one in history} == {home.leader.staff_id}


def test_another_home_keeps_its_own(home, other_home):
    choose(home, Settings(elderly_from=80))
    with other_home.house.database.read() as session:
        assert chosen_of(session, other_home.id) == {}


def test_the_page_saves_hours_figures_and_lists(home, desk):
    answer = desk.send(
        PATH,
        **{
            "inr_hold": "4,5",
            "moment-matin": "07:30",
            "tolerance": "lévodopa : 15",
            "crush_name": "paracétamol",
            "crush_answer": "oui",
            "protocols": "Douleur\nConstipation",
        },
    )
    assert answer.status_code == 302
    made = in_force(home)
    assert made.inr_hold == Decimal("4.5")
    assert made.moments == {**MOMENTS, "matin": time(7, 30)}
    assert made.tolerance == {"levodopa": 15}
    assert made.crush == {"paracetamol": "oui"}
    assert made.protocols == ("Douleur", "Constipation")
    shown = desk.get(PATH)
    assert "INR à partir duquel l’antivitamine K attend : 5,0 → 4,5" in shown
    assert desk.send(PATH, inr_hold="4,5", crush_removed="paracetamol").status_code == 302
    assert in_force(home).crush == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"inr_hold": "50"}, "De 3,5 à 8."),
        ({"inr_hold": "beaucoup"}, "Donnez un nombre : de 3,5 à 8."),
        ({"inr_hold": "NaN"}, "De 3,5 à 8."),
        ({"hypoglycaemia": "3,9"}, "De 0,5 à 1 g/L."),
        ({"methotrexate_days": "1"}, "De 6 à 7 jours."),
        ({"control_hours": "12,5"}, "Donnez un nombre entier."),
        ({"moment-midi": "25:00"}, "Cette heure n’existe pas"),
        ({"moment-midi": "08:00"}, "Un autre moment est déjà à cette heure."),
        ({"usual_minutes": "20"}, "Plus large que pour les médicaments à heure précise."),
        ({"tolerance": "licorne : 15"}, "n’est pas une substance du thésaurus"),
        ({"tolerance": "lévodopa : bientôt"}, "écrivez « substance : minutes »"),
        ({"crush_name": "licorne"}, "ni une substance ni un médicament"),
        ({"crush_name": "doliprane"}, "Plusieurs répondent"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_nothing_is_kept(home, desk, typed, told):
    answer = desk.send(PATH, **typed)
    assert answer.status_code == 422
    assert told in " ".join(answer.text.replace("\u00a0", " ").split())
    assert rows(home) == []


def test_one_gesture_puts_a_setting_back_and_annuler_takes_that_back(home, desk):
    choose(home, Settings(inr_hold=Decimal("4.5")))
    assert desk.press(PATH, f"{PATH}/valeur").status_code == 302
    assert in_force(home).inr_hold == Decimal("5.0")
    assert desk.press(PATH, f"{PATH}/valeur").status_code == 302
    assert in_force(home).inr_hold == Decimal("4.5")


def test_a_gesture_made_by_hand_stays_within_the_bounds(home, desk):
    token = desk.form(PATH, "inr_hold")["csrf_token"]
    for name, value in [("inr_hold", "20"), ("moment-matin", "12:00"), ("usual_minutes", "9")]:
        desk.client.post(f"{PATH}/valeur", data={"csrf_token": token, "name": name, "value": value})
    assert rows(home) == []
    gone = desk.client.post(f"{PATH}/valeur", data={"csrf_token": token, "name": "zone"})
    assert gone.status_code == 404


def test_two_who_set_at_once_are_told(desk):
    stale = desk.form(PATH, "inr_hold")
    desk.send(PATH, control_hours="12")
    answer = desk.client.post(PATH, data={**stale, "elderly_from": "80"})
    assert answer.status_code == 409
    assert "Quelqu’un a modifié" in answer.text


def test_only_who_may_set_finds_the_page(application, home):
    sit(application, home, "nurse").get(PATH, status=403)
    sit(application, home, "pharmacist").get(PATH)
