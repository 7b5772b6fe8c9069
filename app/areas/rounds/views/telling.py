"""How the desk says a dose: how much of what, how it stands, what was recorded of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from app.areas.rounds.board import AS_NEEDED, OTHER_HOURS, Taking
from medication.administration import Administration
from medication.amount_words import amount_words
from medication.outcomes import OUTCOMES, counts
from medication.prescription import Line
from medication.scheme_words import dose_words, moment_words
from medication.schemes import Sliding


class Tag(NamedTuple):
    """A state as a tag: its tone, its drawing, its words."""

    tone: str
    icon: str
    words: str


STATES: Final = {
    "due": Tag("waiting", "clock", "À venir"),
    "early": Tag("waiting", "clock", "Bientôt"),
    "open": Tag("accent", "clock", "À donner"),
    "late": Tag("attention", "tablet", "Peut-être sur une tablette"),
    "untraced": Tag("attention strong", "warning", "Non tracé"),
    "absent": Tag("waiting", "door-open", "Absent"),
    "perhaps_given": Tag("attention strong", "warning", "Peut-être donné"),
    "conflict": Tag("urgent strong", "alert", "Désaccord"),
}
MOMENTS: Final = {
    "matin": "Matin",
    "midi": "Midi",
    "gouter": "Goûter",
    "soir": "Soir",
    "coucher": "Coucher",
    "nuit": "Nuit",
    OTHER_HOURS: "Autres heures",
    AS_NEEDED: "Si besoin",
}
ACTS: Final = {"remove": "Retirer le patch", "check": "Vérifier que le patch est en place"}


def state(one: Taking) -> Tag:
    """How it stands, in words."""
    if one.state == "done" and one.stands.administration is not None:
        return outcome(one.stands.administration)
    return STATES[one.state]


def outcome(one: Administration) -> Tag:
    """What became of it: what was not taken is said without the colour of what is done."""
    words = outcome_words(one.act, one.outcome)
    is_done = counts(one.outcome) or one.act != "give"
    return Tag("done" if is_done else "strong", "done" if is_done else "x", words)


def outcome_words(act: str, code: str) -> str:
    """ "Donné"; the code itself when nobody knows it: better than nothing."""
    known = OUTCOMES.get(act, {}).get(code)  # type: ignore[call-overload]
    words: str = known.label if known else code
    return words[:1].upper() + words[1:]


def drug(line: Line | None) -> str:
    return line.drug.label if line else "Ligne illisible"


def due_words(one: Taking) -> str:
    """How much was due: "1 comprimé"; what is to be done with a patch."""
    if one.act != "give":
        return ACTS[one.act]
    if one.dose is None:
        return amount(one.stands.administration, one.line)
    if one.line is None:
        return ""
    if one.dose.amount is None:
        return dose_words(one.line.scheme, one.line.unit)
    words = amount_words(one.dose.amount, one.line.unit)
    return f"{words}, plus selon la glycémie" if isinstance(one.line.scheme, Sliding) else words


def amount(fact: Administration | None, line: Line | None) -> str:
    """How much was really given; empty where nobody said."""
    given: Decimal | None = fact.amount if fact else None
    return "" if given is None else amount_words(given, line.unit if line else "")


def differs(one: Taking) -> bool:
    """Whether what was given is not what was due."""
    held = one.stands.administration
    return (
        one.dose is not None
        and held is not None
        and held.amount is not None
        and one.dose.amount is not None
        and held.amount != one.dose.amount
    )


def slot_words(one: Taking) -> str:
    """ "le matin", "à 14 h 30", "si besoin"."""
    return moment_words(one.dose.slot.partition("/")[2]) if one.dose else "si besoin"
