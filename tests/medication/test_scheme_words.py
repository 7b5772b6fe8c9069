"""Every scheme is said in one line, as a nurse would say it."""

from datetime import date
from decimal import Decimal

import pytest

from medication.scheme_words import (
    dose_words,
    moment_words,
    scheme_words,
    span_words,
    takes_words,
)
from medication.schemes import (
    AsNeeded,
    Calendar,
    Cycle,
    EveryDays,
    MonthDays,
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

ON = date(2026, 11, 22)
ONE, TWO, HALF = Decimal(1), Decimal(2), Decimal("0.5")
MORNING, EVENING = Take("matin", ONE), Take("soir", ONE)
SCALE = (Rung(ONE, Decimal(0)), Rung(TWO, Decimal(4)), Rung(None, Decimal(8)))
STEPS = (
    Step(date(2026, 11, 20), (Take("matin", TWO),)),
    Step(date(2026, 11, 25), (MORNING,), Weekdays(frozenset({1}))),
    Step(date(2026, 11, 30), ()),
)
AMOUNTS = {ON: Decimal("0.75")}

EXAMPLES: list[tuple[Scheme, str, str]] = [
    (Regular((MORNING, EVENING)), "comprimé", "1 comprimé le matin et le soir"),
    (
        Regular((MORNING, Take("midi", ONE), Take("coucher", HALF))),
        "comprimé",
        "1 comprimé le matin et à midi ; ½ comprimé au coucher",
    ),
    (
        Regular((Take("matin", ONE), Take("midi", ONE), Take("soir", ONE))),
        "gélule",
        "1 gélule le matin, à midi et le soir",
    ),
    (
        Regular((Take("08:30", ONE),), Weekdays(frozenset({4, 1}))),
        "comprimé",
        "1 comprimé à 8 h 30, le lundi et le jeudi",
    ),
    (Regular((MORNING,), Weekdays(frozenset(range(1, 8)))), "comprimé", "1 comprimé le matin"),
    (
        Regular((MORNING,), EveryDays(3, date(2026, 11, 1))),
        "comprimé",
        "1 comprimé le matin, tous les 3 jours depuis le 1er novembre",
    ),
    (
        Regular((MORNING,), EveryDays(2, ON)),
        "comprimé",
        "1 comprimé le matin, un jour sur deux depuis le 22 novembre",
    ),
    (
        Regular((MORNING,), Cycle(5, 2, ON)),
        "comprimé",
        "1 comprimé le matin, 5 j avec, 2 j sans, depuis le 22 novembre",
    ),
    (
        Regular((MORNING,), MonthDays(frozenset({15, 1}))),
        "ampoule",
        "1 ampoule le matin, le 1er et le 15 du mois",
    ),
    (Regular(()), "comprimé", ""),
    (
        Tapering(STEPS),
        "comprimé",
        "2 comprimés le matin, puis 1 comprimé le matin, le lundi à partir du 25 novembre",
    ),
    (Tapering(STEPS[2:]), "comprimé", "arrêt à partir du 30 novembre"),
    (
        Tapering((Step(date(2026, 11, 1), ()),)),
        "comprimé",
        "arrêt",
    ),
    (
        Sliding((Take("matin"), Take("soir")), Weekdays(frozenset({1})), SCALE),
        "unité",
        "selon la glycémie, le matin et le soir : sous 1 g/L, 0 unité ; sous 2 g/L, 4 unités ;"
        " sinon, 8 unités, le lundi",
    ),
    (
        Calendar("soir", AMOUNTS, (TWO, Decimal(3)), date(2026, 12, 1)),
        "comprimé",
        "selon le calendrier, le soir : aujourd’hui ¾ comprimé ; INR visé 2 à 3 ;"
        " prochain INR le 1er décembre",
    ),
    (
        Calendar("soir", {}),
        "comprimé",
        "selon le calendrier, le soir : aujourd’hui pas de dose",
    ),
    (
        Patch("matin", ONE, 12),
        "patch",
        "1 patch le matin, à retirer 12 h après",
    ),
    (
        AsNeeded(ONE, "douleur", 360, Decimal(4)),
        "comprimé",
        "si besoin (douleur) : 1 comprimé, au plus 4 comprimés en 24 h, 6 h entre deux",
    ),
    (
        AsNeeded(Decimal(5), "", 0, Decimal(10)),
        "ml",
        "si besoin : 5 ml, au plus 10 ml en 24 h",
    ),
]


@pytest.mark.parametrize(("scheme", "unit", "words"), EXAMPLES)
def test_a_scheme_in_words(scheme: Scheme, unit: str, words: str) -> None:
    assert scheme_words(scheme, unit, ON) == words


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (
            Tapering(STEPS),
            "2 comprimés le matin à partir du 20 novembre,"
            " puis 1 comprimé le matin, le lundi à partir du 25 novembre,"
            " puis arrêt à partir du 30 novembre",
        ),
        (
            Calendar("soir", AMOUNTS, (TWO, Decimal(3)), date(2026, 12, 1)),
            "selon le calendrier, le soir ; INR visé 2 à 3 ; prochain INR le 1er décembre",
        ),
    ],
)
def test_without_a_day_the_words_stay_true_whenever_they_are_read(
    scheme: Scheme, words: str
) -> None:
    assert scheme_words(scheme, "comprimé") == words


@pytest.mark.parametrize(
    ("scheme", "unit", "words"),
    [
        (Regular((MORNING, EVENING)), "comprimé", "1 comprimé"),
        (Regular((MORNING, Take("coucher", HALF))), "comprimé", "½ à 1 comprimé"),
        (Regular((MORNING, Take("midi", TWO))), "gélule", "1 à 2 gélules"),
        (Regular((Take("matin"),)), "application", "application"),
        (Patch("matin", ONE, 12), "patch", "1 patch"),
        (AsNeeded(TWO, "douleur", 360, Decimal(4)), "comprimé", "2 comprimés"),
        (Tapering(STEPS), "comprimé", "selon l’étape"),
        (Sliding((Take("matin"),), Weekdays(frozenset({1})), SCALE), "unité", "selon la glycémie"),
        (Calendar("soir", AMOUNTS), "comprimé", "selon le calendrier"),
    ],
)
def test_how_much_at_a_time_in_few_words(scheme: Scheme, unit: str, words: str) -> None:
    assert dose_words(scheme, unit) == words


def test_a_taking_that_depends_on_a_measure_says_its_unit() -> None:
    assert takes_words((Take("matin"),), "unité") == "unité le matin"


@pytest.mark.parametrize(
    ("at", "words"),
    [("gouter", "au goûter"), ("nuit", "la nuit"), ("08:00", "à 8 h"), ("14:05", "à 14 h 05")],
)
def test_a_moment_in_words(at: str, words: str) -> None:
    assert moment_words(at) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 min"), (360, "6 h"), (90, "1 h 30"), (65, "1 h 05")]
)
def test_a_span_in_words(minutes: int, words: str) -> None:
    assert span_words(minutes) == words
