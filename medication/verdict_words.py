"""The verdicts of a scan, gravest first, and how each is told: a word in large, what to do, a tone.

Sources: features.md, M6; HAS, "Outils de sécurisation et d'auto-évaluation de l'administration des
médicaments" (2013), the five rights. Words say what to do; a colour, a sound or a vibration never
says it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal[
    "unreadable",
    "unknown",
    "recalled",
    "recall_possible",
    "expired",
    "wrong_person",
    "container_not_conform",
    "wrong_drug",
    "other_strength",
    "already_given",
    "too_early",
    "not_due",
    "choose_person",
    "outside_round",
    "as_needed",
    "generic",
    "right",
    "person",
    "container",
]

PRECEDENCE: Final[tuple[Kind, ...]] = (
    *("recalled", "expired", "wrong_person", "container_not_conform", "wrong_drug"),
    *("other_strength", "already_given", "too_early", "recall_possible", "not_due", "unknown"),
    *("unreadable", "choose_person", "outside_round", "as_needed", "generic", "right"),
    *("container", "person"),
)
"""Where two hold, the first is said: what harms whoever takes it, then what is not theirs, then what
is not now, then what nobody can tell, then what is right."""

Tone = Literal["right", "attention", "stop"]


@dataclass(frozen=True, slots=True)
class Told:
    """How a verdict is told: a word in large, what to do, its tone (colour and icon), its sound, and
    milliseconds of vibration and pause in turn."""

    title: str
    to_do: str
    tone: Tone
    sound: Tone
    vibration: tuple[int, ...]


_RIGHT: Final = (80,)
_ATTENTION: Final = (80, 80, 80)
_STOP: Final = (400, 120, 400)


def _right(title: str, to_do: str) -> Told:
    return Told(title, to_do, "right", "right", _RIGHT)


def _attention(title: str, to_do: str) -> Told:
    return Told(title, to_do, "attention", "attention", _ATTENTION)


def _stop(title: str, to_do: str) -> Told:
    return Told(title, to_do, "stop", "stop", _STOP)


WORDS: Final[Mapping[Kind, Told]] = MappingProxyType(
    {
        "right": _right("C’est le bon", "Vous pouvez donner."),
        "person": _right("C’est la bonne personne", "Scannez la boîte ou le pilulier."),
        "container": _right("C’est le bon pilulier", "Vérifiez chaque prise, puis confirmez."),
        "generic": _attention("C’est un générique", "Même médicament, autre nom : vous pouvez donner."),
        "as_needed": _attention(
            "Si besoin", "Vérifiez la raison et ce qui reste autorisé avant de donner."
        ),
        "outside_round": _attention(
            "Hors de cette tournée", "La prise est bien prévue : vérifiez son heure avant de donner."
        ),
        "choose_person": _attention(
            "Pour qui ?", "Choisissez la personne, ou scannez son étiquette."
        ),
        "unreadable": _attention(
            "Code illisible", "Scannez à nouveau, ou donnez sans scan en disant pourquoi."
        ),
        "unknown": _stop(
            "Code inconnu", "Lisez la boîte : nom, dosage, péremption. Puis donnez sans scan, ou reposez."
        ),
        "recalled": _stop("Lot rappelé", "Ne donnez pas. Mettez la boîte de côté pour la pharmacie."),
        "recall_possible": _stop(
            "Lot à vérifier",
            "Un lot de ce médicament est rappelé et le numéro n’a pas été lu : lisez-le sur la boîte.",
        ),
        "expired": _stop("Périmé", "Ne donnez pas. Prenez une autre boîte."),
        "wrong_person": _stop("Autre personne", "Ne donnez pas. Reprenez la bonne personne."),
        "wrong_drug": _stop("Pas le bon médicament", "Ne donnez pas. Prenez la boîte de cette personne."),
        "other_strength": _stop(
            "Autre dosage", "Ne donnez pas. Prenez le dosage prescrit, ou appelez l’infirmière."
        ),
        "already_given": _stop("Déjà donné", "Ne donnez pas une deuxième fois."),
        "too_early": _stop("Trop tôt", "Attendez l’heure indiquée, ou appelez l’infirmière."),
        "not_due": _stop("Rien à donner", "Rien n’est prévu maintenant avec ce médicament."),
        "container_not_conform": _stop(
            "Pilulier non conforme",
            "Une ligne a changé depuis la préparation : ne donnez pas, faites-le revoir.",
        ),
    }
)  # fmt: skip
"""By kind. Words say what to do; a colour, a sound or a vibration never says it alone."""
