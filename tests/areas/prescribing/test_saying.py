"""A line and what is known of a person, in the words of an office page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.areas.prescribing.views.known import known
from app.areas.prescribing.views.saying import details, said, when_words
from medication.facts import Allergy, Facts, Measure, Swallowing
from medication.giving_mode import Restriction
from medication.prescription import (
    AsNeeded,
    Calendar,
    EveryDay,
    Patch,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.scheme_words import dose_words
from tests.medication.treatments import line

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def D(text: str) -> Decimal:
    return Decimal(text)


TWICE = Regular((Take("matin", D("0.5")), Take("soir", D("0.5"))))
UNEVEN = Regular((Take("matin", D("0.5")), Take("soir", D("2"))))
MONDAY = Regular((Take("matin", D("6")),), Weekdays(frozenset({1})))
PATCH = Patch("matin", D("1"), 72, EveryDay(), ("bras droit", "bras gauche"))
NEEDED = AsNeeded(D("1"), "douleur", 270, D("4"), 60, "Douleur")
DOWN = Tapering((Step(TODAY, (Take("matin", D("2")),)), Step(date(2026, 11, 28), ())))
SCALE = Sliding(
    (Take("midi"),),
    EveryDay(),
    (Rung(D("0.7"), D("0")), Rung(D("1.5"), D("4")), Rung(None, D("8"))),
)
DAYS = Calendar("soir", {TODAY: D("0.75"), date(2026, 11, 22): D("1")})


@pytest.mark.parametrize(
    ("scheme", "dose", "when"),
    [
        (TWICE, "½ comprimé", "le matin et le soir"),
        (UNEVEN, "½ à 2 comprimés", "½ comprimé le matin ; 2 comprimés le soir"),
        (MONDAY, "6 comprimés", "le matin, le lundi"),
        (PATCH, "1 comprimé", "le matin, à retirer 72 h après, bras droit, bras gauche"),
        (
            NEEDED,
            "1 comprimé",
            "si besoin : douleur, 4 h 30 entre deux, au plus 4 comprimés en 24 h ; protocole « Douleur »",
        ),
        (DOWN, "selon l’étape", "2 comprimés le matin, puis arrêt à partir du 28 novembre"),
    ],
)
def test_a_dose_is_told_once_and_its_times_beside_it(scheme: Scheme, dose: str, when: str) -> None:
    assert dose_words(scheme, "comprimé") == dose
    assert when_words(scheme, "comprimé", TODAY) == when


def test_what_a_sentence_cannot_hold_is_told_in_full() -> None:
    assert details(SCALE, "unité") == (
        "sous 0,7 g/L : ne pas injecter",
        "sous 1,5 g/L : 4 unités",
        "au-delà : 8 unités",
    )
    assert details(DOWN, "comprimé") == (
        "à partir du 21 novembre : 2 comprimés le matin",
        "à partir du 28 novembre : arrêt",
    )
    assert details(DAYS, "comprimé") == (
        "21 novembre, le soir : ¾ comprimé",
        "22 novembre, le soir : 1 comprimé",
    )


def told(**facts: object) -> dict[str, str]:
    found = known(Facts(now=NOW, **facts), PARIS)  # type: ignore[arg-type]
    return {each.label: f"{each.text} {each.day}".strip() for each in found}


def test_nothing_said_is_said_to_be_unknown_and_never_nothing() -> None:
    assert told()["Allergies"] == "inconnu : personne n’a répondu"
    assert told(allergies=())["Allergies"] == "aucune connue"
    assert told()["Clairance (Cockcroft)"] == (
        "inconnu : il manque créatinine, poids, date de naissance, sexe"
    )


def test_each_fact_has_its_day_and_a_clearance_that_of_its_oldest_part() -> None:
    weight = Measure(D("60"), "kg", datetime(2026, 9, 1, 8, tzinfo=UTC))
    creatinine = Measure(D("90"), "µmol/L", datetime(2026, 11, 3, 8, tzinfo=UTC))
    found = told(weight=weight, creatinine=creatinine, born_on=date(1940, 1, 1), sex="F")
    assert found["Poids"] == "60 kg 1er sept. 2026"
    assert found["Créatinine"] == "90 µmol/L 3 nov. 2026"
    # (140 - 86) x 60 x 1.04 / 90
    assert found["Clairance (Cockcroft)"] == "37 ml/min 1er sept. 2026"


def test_an_allergy_comes_with_its_reaction_and_the_grave_ones_stand_out() -> None:
    allergy = Allergy("class", "penicillines", "Pénicillines", "severe", "choc")
    (first, *_) = known(Facts(now=NOW, allergies=(allergy,)), PARIS)
    assert (first.text, first.tone) == ("Pénicillines (choc)", "urgent strong")
    swallowing = Swallowing("texture", "eau gélifiée")
    assert told(swallowing=swallowing)["Déglutition"] == "texture adaptée : eau gélifiée"


def test_what_was_decided_of_a_person_narrows_what_a_line_says() -> None:
    one = line("63368332", TWICE, giver="autonomous")
    assert said(one, TODAY).giver == "La personne seule"
    held = said(one, TODAY, Restriction("nurse", "cache ses comprimés"))
    assert held.giver == "Infirmière"
    assert held.may_give == (
        "Infirmières seulement. Acte infirmier, sur prescription."
        " Pour cette personne, infirmière seulement : cache ses comprimés."
    )
    nurse = line("63368332", TWICE, giver="nurse")
    assert said(nurse, TODAY, Restriction("helped", "oublis")) == said(nurse, TODAY)


def test_who_may_give_is_told_among_what_is_known_once_it_was_decided() -> None:
    assert "Qui peut donner" not in told()
    found = known(Facts(now=NOW), PARIS, Restriction("helped", "oublis"))
    (shown,) = [each for each in found if each.label == "Qui peut donner"]
    assert (shown.text, shown.tone) == (
        "Jamais seule, avec une aide ou une infirmière : oublis",
        "attention",
    )
