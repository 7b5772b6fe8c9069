"""The words of wounds, by the names that rows keep for ever: kinds, places of the body, stages, tissue, edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRESSURE: Final = "pressure_ulcer"
TUMOUR: Final = "tumour"
UNKNOWN: Final = "unknown"
"""Whoever first sees a wound need not know what it is: a nurse says so later."""

KINDS: Final[Mapping[str, str]] = {
    PRESSURE: "Escarre",
    "venous_ulcer": "Ulcère de jambe veineux",
    "arterial_ulcer": "Ulcère de jambe artériel",
    "mixed_ulcer": "Ulcère de jambe mixte",
    "diabetic_foot": "Plaie du pied diabétique",
    "moisture": "Dermite associée à l’incontinence",
    "skin_tear": "Déchirure cutanée",
    "surgical": "Plaie opératoire",
    "trauma": "Plaie traumatique",
    "burn": "Brûlure",
    TUMOUR: "Plaie tumorale",
    "other": "Autre plaie",
    UNKNOWN: "Plaie à préciser",
}

SIDED: Final[Mapping[str, str]] = {
    "heel": "Talon",
    "malleolus": "Malléole",
    "foot": "Pied",
    "toe": "Orteil",
    "leg": "Jambe",
    "knee": "Genou",
    "thigh": "Cuisse",
    "trochanter": "Trochanter",
    "ischium": "Ischion",
    "buttock": "Fesse",
    "groin": "Aine",
    "breast": "Sein",
    "scapula": "Omoplate",
    "shoulder": "Épaule",
    "arm": "Bras",
    "elbow": "Coude",
    "forearm": "Avant-bras",
    "hand": "Main",
    "ear": "Oreille",
}
"""Places of which there are two: which one is always said."""

MIDDLE: Final[Mapping[str, str]] = {
    "sacrum": "Sacrum",
    "spine": "Rachis",
    "back": "Dos",
    "abdomen": "Abdomen",
    "chest": "Thorax",
    "perineum": "Périnée",
    "stoma": "Autour d’une stomie",
    "occiput": "Occiput",
    "scalp": "Cuir chevelu",
    "face": "Visage",
    "nose": "Nez",
    "other": "Autre endroit",
}
SITES: Final[Mapping[str, str]] = {**MIDDLE, **SIDED}
SIDES: Final[Mapping[str, str]] = {"left": "gauche", "right": "droite"}
_MASCULINE: Final = frozenset(
    ("heel", "foot", "toe", "knee", "trochanter", "ischium", "breast", "arm", "elbow", "forearm")
)

STAGES: Final[Mapping[str, str]] = {
    "1": "Stade 1",
    "2": "Stade 2",
    "3": "Stade 3",
    "4": "Stade 4",
    "unstageable": "Inclassable",
    "deep": "Lésion profonde suspectée",
}
STAGE_HINTS: Final[Mapping[str, str]] = {
    "1": "Rougeur qui ne blanchit pas sous le doigt, peau intacte",
    "2": "Perte partielle de l’épaisseur de la peau, ou phlyctène",
    "3": "Perte de toute l’épaisseur de la peau",
    "4": "Os, tendon ou muscle visible ou palpable",
    "unstageable": "Fond caché par la nécrose ou la fibrine",
    "deep": "Peau pourpre ou bordeaux, ou phlyctène sanglante",
}
STAGE_ORDER: Final = ("1", "2", "3", "4")

TISSUES: Final[Mapping[str, str]] = {
    "necrosis": "Nécrose",
    "slough": "Fibrine",
    "granulation": "Bourgeonnement",
    "epithelial": "Épithélialisation",
}
TISSUE_HINTS: Final[Mapping[str, str]] = {
    "necrosis": "noir",
    "slough": "jaune",
    "granulation": "rouge",
    "epithelial": "rose",
}

EXUDATES: Final[Mapping[str, str]] = {
    "none": "Nul",
    "low": "Faible",
    "moderate": "Modéré",
    "high": "Abondant",
}
EDGES: Final[Mapping[str, str]] = {
    "attached": "Souples, adhérentes",
    "macerated": "Macérées",
    "rolled": "Enroulées",
    "undermined": "Décollées",
    "callous": "Hyperkératosiques",
    "dry": "Sèches, fissurées",
}

LOCAL_SIGNS: Final[Mapping[str, str]] = {
    "redness": "Rougeur autour",
    "warmth": "Chaleur",
    "swelling": "Œdème",
    "more_pain": "Douleur nouvelle ou plus forte",
    "pus": "Pus",
    "odour": "Odeur nouvelle",
    "friable": "Bourgeon qui saigne au contact",
}
GRAVE_SIGNS: Final[Mapping[str, str]] = {
    "spreading": "Rougeur qui s’étend au-delà de 2 cm",
    "streak": "Traînée rouge ou ganglion",
    "fever": "Fièvre ou frissons",
    "confusion": "Confusion ou malaise nouveaux",
}
SIGNS: Final[Mapping[str, str]] = {**LOCAL_SIGNS, **GRAVE_SIGNS}

UNMEASURED: Final[Mapping[str, str]] = {
    "dressing_left": "Pansement laissé en place",
    "refused": "Refus de la personne",
    "painful": "Trop douloureux",
    "not_measurable": "Contours impossibles à mesurer",
    "other": "Autre raison",
}

ENDINGS: Final[Mapping[str, str]] = {
    "healed": "Cicatrisée",
    "operated": "Opérée, suivie ailleurs",
    "mistake": "Ouverte par erreur, ou deux fois",
    "other": "Autre raison",
}


def place_words(site: str, side: str | None) -> str:
    """« Talon gauche », « Jambe droite », « Sacrum »."""
    words = SITES.get(site, "Endroit inconnu")
    if side not in SIDES or site not in SIDED:
        return words
    is_right = side == "right"
    return f"{words} {('droit' if site in _MASCULINE else 'droite') if is_right else 'gauche'}"


def named(site: str, side: str | None, kind: str) -> str:
    """« Escarre, talon gauche »."""
    place = place_words(site, side)
    return f"{KINDS.get(kind, KINDS[UNKNOWN])}, {place[0].lower()}{place[1:]}"
