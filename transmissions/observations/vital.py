"""What is measured at the bedside with an instrument or on a pain scale.

Pain: numeric scale 0 to 10 and verbal scale 0 to 4 (ANAES, « Évaluation et prise en charge thérapeutique de la douleur
chez les personnes âgées ayant des troubles de la communication verbale », October 2000); Algoplus, five signs, score
0 to 5 (Collectif Doloplus, Rat et al., European Journal of Pain 15, 2011). Glucose: 1 mmol is 0.18016 g (molar mass
180.16 g/mol). Blood pressure is often said in centimetres of mercury, 13/8.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from transmissions.observations.kinds import Context, Kind, OtherUnit, Part, span


def _alone(label: str, unit: str, decimals: int, usual: str, possible: str, **more: object) -> Part:
    """The one number of a kind; ranges are written « low high »."""
    return Part(
        name="value",
        label=label,
        unit=unit,
        decimals=decimals,
        usual=span(*usual.split()),
        possible=span(*possible.split()),
        **more,  # type: ignore[arg-type]
    )


def _pressure(name: str, label: str, usual: str, possible: str, window: str) -> Part:
    centimetres = OtherUnit("cmHg", Decimal(10), span(*window.split()))
    return Part(
        name=name,
        label=label,
        unit="mmHg",
        decimals=0,
        usual=span(*usual.split()),
        possible=span(*possible.split()),
        other=(centimetres,),
    )


_GLUCOSE = (
    OtherUnit("mmol/L", Decimal("0.18016"), span("1", "35")),
    OtherUnit("mg/dL", Decimal("0.01"), span("20", "600")),
)
_EVS = ("Pas de douleur", "Faible", "Modérée", "Intense", "Extrêmement intense")

VITAL: Final = (
    Kind(
        name="weight",
        label="Poids",
        family="vital",
        parts=(_alone("Poids", "kg", 1, "30 150", "10 350"),),
        contexts=(
            Context("dressed", "Habillé·e", "clothes"),
            Context("undressed", "Dévêtu·e", "clothes"),
            Context("hoist", "Au lève-personne"),
            Context("oedema", "Œdèmes"),
        ),
        jump=Decimal("0.1"),
        is_safety=True,
    ),
    Kind(
        name="temperature",
        label="Température",
        family="vital",
        parts=(_alone("Température", "°C", 1, "35 40.5", "25 45", is_padded=True),),
        contexts=(
            Context("ear", "Tympanique", "site"),
            Context("forehead", "Frontale", "site"),
            Context("armpit", "Axillaire", "site"),
            Context("mouth", "Buccale", "site"),
        ),
    ),
    Kind(
        name="blood_pressure",
        label="Pression artérielle",
        family="vital",
        parts=(
            _pressure("systolic", "Maxima", "80 200", "40 300", "6 30"),
            _pressure("diastolic", "Minima", "40 120", "20 200", "3 19"),
        ),
        contexts=(
            Context("lying", "Couché·e", "position"),
            Context("sitting", "Assis·e", "position"),
            Context("standing", "Debout", "position"),
            Context("left", "Bras gauche", "arm"),
            Context("right", "Bras droit", "arm"),
        ),
    ),
    Kind(
        name="pulse",
        label="Pouls",
        family="vital",
        parts=(_alone("Pouls", "/min", 0, "45 130", "20 250"),),
        contexts=(
            Context("regular", "Régulier", "rhythm"),
            Context("irregular", "Irrégulier", "rhythm"),
        ),
    ),
    Kind(
        name="spo2",
        label="SpO₂",
        family="vital",
        parts=(
            _alone("SpO₂", "%", 0, "80 100", "40 100"),
            Part(
                name="oxygen",
                label="Débit d’oxygène",
                unit="L/min",
                decimals=2,
                usual=span("0.25", "9"),
                possible=span("0.1", "60"),
                is_optional=True,
            ),
        ),
        contexts=(
            Context("air", "Air ambiant", "gas"),
            Context("oxygen", "Sous oxygène", "gas"),
            Context("effort", "À l’effort"),
        ),
        needs=("gas",),
        ask="Air ambiant, ou sous oxygène ?",
    ),
    Kind(
        name="respiratory_rate",
        label="Fréquence respiratoire",
        family="vital",
        parts=(_alone("Fréquence respiratoire", "/min", 0, "10 35", "4 80"),),
    ),
    Kind(
        name="glycaemia",
        label="Glycémie capillaire",
        family="vital",
        parts=(_alone("Glycémie", "g/L", 2, "0.5 3", "0.1 9.99", other=_GLUCOSE, is_padded=True),),
        contexts=(
            Context("fasting", "À jeun", "meal"),
            Context("before_meal", "Avant repas", "meal"),
            Context("after_meal", "Après repas", "meal"),
            Context("bedtime", "Au coucher", "meal"),
            Context("faint", "Malaise"),
            Context("after_sugar", "Après resucrage"),
        ),
        reasons=("reader_low", "reader_high"),
        is_safety=True,
    ),
    Kind(
        name="pain_en",
        label="Douleur (EN)",
        family="vital",
        parts=(_alone("Douleur", "/10", 0, "0 10", "0 10"),),
        contexts=(Context("rest", "Au repos", "when"), Context("moving", "Au mouvement", "when")),
    ),
    Kind(
        name="pain_evs",
        label="Douleur (EVS)",
        family="vital",
        parts=(_alone("Douleur", "/4", 0, "0 4", "0 4", choices=_EVS),),
        contexts=(Context("rest", "Au repos", "when"), Context("moving", "Au mouvement", "when")),
    ),
    Kind(
        name="algoplus",
        label="Douleur (Algoplus)",
        family="vital",
        parts=(_alone("Algoplus", "/5", 0, "0 5", "0 5"),),
        contexts=(
            Context("face", "Visage"),
            Context("gaze", "Regard"),
            Context("complaint", "Plaintes"),
            Context("body", "Corps"),
            Context("behaviour", "Comportements"),
        ),
        is_counted=True,
    ),
)
