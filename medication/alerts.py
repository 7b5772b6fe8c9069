"""An alert, and what each kind of alert does at each stage: the one tested table.

Source of the table: features.md, row M10, argued in docs/decisions/0028. A hard stop
blocks the gesture, never the fact; an interruption asks for a reason; the rest is shown. A kind
without a row at a stage is not raised there. Whoever cannot override is told whom to call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID

Stage = Literal["prescribing", "validation", "giving"]
"""Writing a line; its control by a second professional; giving, scheduled or as needed."""

Level = Literal["hard_stop", "interrupt", "show"]

STAGES: Final[tuple[Stage, ...]] = ("prescribing", "validation", "giving")
LEVELS: Final[tuple[Level, ...]] = ("hard_stop", "interrupt", "show")
"""Gravest first."""

FOR_AIDE: Final = "Ne pas donner, appeler l’infirmière."


@dataclass(frozen=True, slots=True)
class Alert:
    """`identity` is the digest of the kind, the drugs, their doses and the facts used: an override
    holds for it until one of them changes. `chains` are the lines concerned; `says` is one French
    sentence, `because` what it rests on, `source` the document and its date. `for_aide` is what a
    care assistant reads instead of a way to go on; empty when nothing stops the gesture."""

    kind: str
    level: Level
    identity: str
    chains: tuple[UUID, ...]
    says: str
    because: str
    source: str
    for_aide: str = ""


KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "contraindicated": "Contre-indication entre deux médicaments",
        "contraindicated_as_needed": "Contre-indication avec un « si besoin »",
        "contraindicated_perhaps": "Contre-indication selon le cas",
        "discouraged": "Association déconseillée",
        "precaution": "Précaution d’emploi",
        "to_consider": "Association à prendre en compte",
        "allergy": "Allergie",
        "allergy_related_severe": "Allergie grave à un médicament voisin",
        "allergy_related": "Allergie à un médicament voisin",
        "duplicate_substance": "Même substance sur deux lignes",
        "duplicate_class": "Deux médicaments de la même classe",
        "daily_maximum": "Dose maximale par jour",
        "as_needed_allowance": "« Si besoin » au-delà de ce qui est permis",
        "crush": "À ne pas écraser",
        "nothing_by_mouth": "Rien par la bouche",
        "elderly": "À éviter chez la personne âgée",
        "methotrexate_daily": "Méthotrexate plus d’une fois par semaine",
        "methotrexate_too_soon": "Méthotrexate donné il y a trop peu de jours",
        "hypoglycaemia": "Hypoglycémie",
        "glycaemia_missing": "Glycémie à mesurer avant l’insuline",
        "inr_high": "INR trop élevé",
        "inr_missing": "INR à contrôler",
        "avk_no_dose": "Antivitamine K sans dose pour aujourd’hui",
        "patch_not_removed": "Ancien patch non retiré",
        "patch_not_found": "Patch introuvable",
        "colchicine_renal": "Colchicine et insuffisance rénale sévère",
        "colchicine_dose": "Colchicine : dose à vérifier",
        "refusals": "Refus à signaler",
        "unverified": "Non vérifié",
    }
)
"""What an alert is about, as the screens and the pharmacist's page name it."""

_ALWAYS: Final[Mapping[str, Level]] = MappingProxyType(
    {
        "contraindicated_as_needed": "interrupt",
        "contraindicated_perhaps": "show",
        "discouraged": "show",
        "precaution": "show",
        "to_consider": "show",
        "allergy": "interrupt",
        "allergy_related_severe": "interrupt",
        "allergy_related": "show",
        "duplicate_substance": "show",
        "duplicate_class": "show",
        "daily_maximum": "interrupt",
        "crush": "show",
        "nothing_by_mouth": "show",
        "elderly": "show",
        "methotrexate_daily": "hard_stop",
        "inr_high": "interrupt",
        "inr_missing": "show",
        "patch_not_found": "show",
        "colchicine_dose": "show",
        "refusals": "show",
        "unverified": "show",
    }
)
_BY_STAGE: Final[Mapping[tuple[str, Stage], Level]] = MappingProxyType(
    {
        ("contraindicated", "prescribing"): "interrupt",
        ("contraindicated", "validation"): "interrupt",
        ("contraindicated", "giving"): "show",
        ("colchicine_renal", "prescribing"): "interrupt",
        ("colchicine_renal", "validation"): "interrupt",
        ("colchicine_renal", "giving"): "show",
        ("as_needed_allowance", "giving"): "hard_stop",
        ("methotrexate_too_soon", "giving"): "hard_stop",
        ("hypoglycaemia", "giving"): "interrupt",
        ("glycaemia_missing", "giving"): "show",
        ("avk_no_dose", "giving"): "show",
        ("patch_not_removed", "prescribing"): "show",
        ("patch_not_removed", "validation"): "show",
        ("patch_not_removed", "giving"): "interrupt",
    }
)

TABLE: Final[Mapping[tuple[str, Stage], Level]] = MappingProxyType(
    {**{(kind, stage): level for kind, level in _ALWAYS.items() for stage in STAGES}, **_BY_STAGE}
)
"""What each kind does at each stage; no row: it is not raised there."""
