"""What a day is made of: what was drunk, eaten, passed, and how the person was.

Stools: Bristol scale, types 1 to 7 (Lewis and Heaton, Scandinavian Journal of Gastroenterology 32, 1997); 0 says that
there was none. Meals go by quarters of what was served.
"""

from __future__ import annotations

from typing import Final

from transmissions.observations.kinds import Context, Kind, Part, span

_STOOLS = (
    "Pas de selle",
    "Type 1, billes dures",
    "Type 2, dure en morceaux",
    "Type 3, craquelée",
    "Type 4, moulée lisse",
    "Type 5, molle en morceaux",
    "Type 6, pâteuse",
    "Type 7, liquide",
)
_MEALS = ("Rien", "Un quart", "La moitié", "Trois quarts", "Tout")
_MOODS = ("Très triste", "Triste", "Calme", "Gaie", "Très gaie")
_NIGHTS = ("Nuit blanche", "Mauvaise nuit", "Nuit agitée", "Bonne nuit", "Très bonne nuit")


def _scale(label: str, unit: str, lowest: int, choices: tuple[str, ...]) -> tuple[Part, ...]:
    ends = span(str(lowest), str(lowest + len(choices) - 1))
    return (
        Part(
            name="value",
            label=label,
            unit=unit,
            decimals=0,
            usual=ends,
            possible=ends,
            choices=choices,
        ),
    )


def _volume(label: str, usual: str, possible: str) -> tuple[Part, ...]:
    likely, most = span(*usual.split()), span(*possible.split())
    return (Part(name="value", label=label, unit="mL", decimals=0, usual=likely, possible=most),)


DAILY: Final = (
    Kind(
        name="meal",
        label="Repas",
        family="daily",
        parts=_scale("Part mangée", "/4", 0, _MEALS),
        contexts=(
            Context("breakfast", "Petit déjeuner", "meal"),
            Context("lunch", "Déjeuner", "meal"),
            Context("snack", "Goûter", "meal"),
            Context("dinner", "Dîner", "meal"),
            Context("helped", "Avec aide"),
        ),
        needs=("meal",),
        ask="Quel repas ?",
    ),
    Kind(
        name="drinks",
        label="Boissons",
        family="daily",
        parts=_volume("Bu", "10 1000", "1 3000"),
        contexts=(Context("thickened", "Eau gélifiée"),),
    ),
    Kind(
        name="stools",
        label="Selles",
        family="daily",
        parts=_scale("Bristol", "", 0, _STOOLS),
        contexts=(
            Context("small", "Peu", "amount"),
            Context("large", "Beaucoup", "amount"),
            Context("blood", "Sang"),
            Context("black", "Noires"),
        ),
    ),
    Kind(
        name="urine",
        label="Urines",
        family="daily",
        parts=_volume("Volume", "10 1500", "0 5000"),
        contexts=(
            Context("catheter", "Par sonde", "way"),
            Context("bladder_scan", "Échographie vésicale", "way"),
            Context("dark", "Foncées"),
            Context("cloudy", "Troubles"),
            Context("blood", "Sang"),
        ),
    ),
    Kind(
        name="mood",
        label="Humeur",
        family="daily",
        parts=_scale("Humeur", "", 1, _MOODS),
        contexts=(
            Context("anxious", "Anxiété"),
            Context("restless", "Agitation"),
            Context("withdrawn", "Repli"),
            Context("crying", "Pleurs"),
        ),
    ),
    Kind(
        name="sleep",
        label="Sommeil",
        family="daily",
        parts=_scale("Nuit", "", 0, _NIGHTS),
        contexts=(
            Context("woke", "Réveils"),
            Context("got_up", "Levers"),
            Context("called", "Appels"),
        ),
    ),
)
