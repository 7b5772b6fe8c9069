"""How the desk says a dose: how much of what, how it stands, what was recorded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, cast

from app.areas.rounds.board import AS_NEEDED, OTHER_HOURS, Taking
from app.areas.rounds.kept import Kept
from app.areas.rounds.views.records import Record
from medication.administration import Administration
from medication.amount_words import amount_words
from medication.outcomes import NO_SCAN, OUTCOMES, counts
from medication.prescription import Line
from medication.scheme_words import dose_words, moment_words
from medication.schemes import Sliding
from medication.verdict_words import WORDS, Told


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
SCANS: Final = {"box": "boîte", "container": "contenant"}
WHY: Final = {
    "wrong_person": "autre personne",
    "time": "erreur d’heure",
    "amount": "erreur de quantité",
    "outcome": "autre issue",
    "typing": "erreur de saisie",
}
SIDES: Final = ("Première", "Deuxième", "Troisième", "Quatrième")
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


def scan(one: Kept) -> str:
    """What was scanned and what the tablet said of it, or why nothing was: "boîte : bon médicament"."""
    how = SCANS.get(one.how)
    if how is None:
        return (
            f"sans scan : {NO_SCAN.get(one.no_scan, one.no_scan)}" if one.no_scan else "sans scan"
        )
    verdict = one.scan.get("verdict")
    return f"{how} : {verdict_words(verdict)}" if verdict else how


def verdict_words(kind: str) -> str:
    """What the tablet said of a scan."""
    known = cast(Mapping[str, Told], WORDS).get(kind)
    words = known.title if known else kind
    return words[:1].lower() + words[1:]


def choice(one: Record) -> str:
    """A record in one line, as a choice names it: what holds of it."""
    fact = (one.held or one.first).administration
    return outcome_words(fact.act, fact.outcome)


def side(number: int) -> str:
    """ "Première saisie", "Deuxième saisie"."""
    return f"{SIDES[number - 1]} saisie" if number <= len(SIDES) else f"Saisie n° {number}"


def amendment(one: Kept) -> str:
    """What an amendment is: "Rectifiée : erreur d’heure"."""
    if one.administration.withdraws:
        return "Retirée : c’était une autre personne"
    return f"Rectifiée : {WHY.get(one.why, one.why)}" if one.why else "Rectifiée"


def is_perhaps_twice(records: Iterable[Record]) -> bool:
    """Whether two of them say that it was taken."""
    held = [one.held.administration for one in records if one.held]
    return sum(counts(one.outcome) for one in held) > 1
