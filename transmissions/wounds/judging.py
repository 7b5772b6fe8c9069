"""What is wrong with an assessment, and what is asked back before it is kept.

Nothing is guessed. A length that was perhaps read in centimetres is asked, with what it would become; so are a length
that changed several times over, a stage that went back, and tissue that the stage excludes. What cannot be is refused,
for whoever still holds the ruler; what arrives from a tablet happened, and `KEPT` says what the server keeps and flags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from transmissions.validation import is_storable
from transmissions.wounds import naming
from transmissions.wounds.assessment import Assessment, Described
from transmissions.wounds.lengths import LABELS, POSSIBLE, USUAL_MOST, both_words, length_words

TEXT_LIMIT: Final = 1000
KEPT: Final = frozenset(("impossible", "sum", "stage", "missing"))
"""Problems with which an assessment from a tablet is kept all the same; « impossible » enters no trend."""

IMPOSSIBLE_SIZE: Final = "impossible_size"
UNCONFIRMED_SIZE: Final = "unconfirmed_assessment"
ODD_ASSESSMENT: Final = "odd_assessment"
AFTER_CLOSING: Final = "after_closing"
PICTURE_WITHOUT_CONSENT: Final = "picture_without_consent"
SAME_PLACE: Final = "same_place"
FLAG_LABELS: Final = {
    IMPOSSIBLE_SIZE: "Les dimensions ne sont pas possibles : elles n’entrent pas dans la courbe. À mesurer de nouveau.",
    UNCONFIRMED_SIZE: "Une valeur est inhabituelle et n’a pas été confirmée à la saisie.",
    ODD_ASSESSMENT: "L’évaluation est incomplète ou se contredit.",
    AFTER_CLOSING: "La plaie était close à ce moment-là : faut-il la rouvrir ?",
    PICTURE_WITHOUT_CONSENT: "Une photo a été prise sans accord enregistré à ce moment-là.",
    SAME_PLACE: "Une autre plaie est ouverte au même endroit : est-ce la même ?",
}

_LARGEST_MM2: Final = 150_000
"""1 500 cm²: a whole back."""
_JUMP: Final = 4
"""A length that is so many times another, a week later, was perhaps read in the other unit."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where. Codes: unknown, needed, text, and those of `KEPT`."""

    field: str
    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer: the values that it puts in place of what was typed; none keeps all."""

    label: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back. Codes: unit, unusual, swap, stage_back, stage_tissue."""

    field: str
    code: str
    says: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong, and what is asked."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def judge(
    kind: str,
    said: Assessment,
    *,
    previous: Assessment | None = None,
    is_confirmed: bool = False,
) -> Judgement:
    """What to say of an assessment of a wound of that kind before it is kept. `previous` is the one before."""
    problems = (
        *_unknown(said),
        *_lengths(said),
        *_tissue(said),
        *_scales(said),
        *_stage(kind, said),
        *text_problems("care", said.care),
    )
    if problems or is_confirmed:
        return Judgement(problems)
    asked = (*_sizes(said, previous), *_swap(said), *_staging(said, previous))
    return Judgement((), tuple(asked))


def judge_described(said: Described, *, today: date) -> tuple[Problem, ...]:
    """What is wrong with the description of a wound."""
    return tuple(_described(said, today))


def text_problems(field: str, text: str | None) -> Iterator[Problem]:
    """What no database, screen or reader could bear."""
    if text and not is_storable(text):
        yield Problem(field, "text", "Le texte contient un caractère illisible.")
    elif text and len(text) > TEXT_LIMIT:
        yield Problem(field, "text", f"{len(text)} caractères, la limite est de {TEXT_LIMIT}.")


def _described(said: Described, today: date) -> Iterator[Problem]:
    if said.site not in naming.SITES:
        yield Problem("site", "unknown", "Dites à quel endroit du corps.")
    elif said.site in naming.SIDED and said.side not in naming.SIDES:
        yield Problem("side", "needed", "Dites de quel côté : gauche ou droite.")
    elif said.site not in naming.SIDED and said.side is not None:
        yield Problem("side", "unknown", "Cet endroit n’a pas de côté.")
    if said.kind not in naming.KINDS:
        yield Problem("kind", "unknown", "Cette nature de plaie n’est pas connue.")
    if "other" in (said.site, said.kind) and not (said.note or "").strip():
        yield Problem("note", "needed", "Précisez en quelques mots.")
    yield from _origin(said.origin_on, today)
    yield from text_problems("note", said.note)


def _origin(origin_on: str | None, today: date) -> Iterator[Problem]:
    if origin_on is None:
        return
    try:
        day = date.fromisoformat(origin_on)
    except ValueError:
        yield Problem("origin_on", "unknown", "Cette date n’existe pas.")
        return
    if day > today:
        yield Problem("origin_on", "unknown", "Cette date n’est pas encore venue.")
    elif day.year < today.year - 60:
        yield Problem("origin_on", "unknown", "Vérifiez l’année.")


def _unknown(said: Assessment) -> Iterator[Problem]:
    lists = (
        ("exudate", [said.exudate] if said.exudate else [], naming.EXUDATES),
        ("edges", said.edges, naming.EDGES),
        ("infection", said.infection, naming.SIGNS),
        ("stage", [said.stage] if said.stage else [], naming.STAGES),
        ("missing", [said.missing] if said.missing else [], naming.UNMEASURED),
        ("tissue", said.tissue, naming.TISSUES),
    )
    for field, values, known in lists:
        if any(value not in known for value in values):
            yield Problem(field, "unknown", "Ce choix n’est pas connu.")


def _lengths(said: Assessment) -> Iterator[Problem]:
    given = {"length_mm": said.length_mm, "width_mm": said.width_mm, "depth_mm": said.depth_mm}
    for field, mm in given.items():
        low, high = POSSIBLE[field]
        if mm == 0 and low:
            yield Problem(field, "impossible", "Une plaie de 0 mm est fermée : clôturez-la.")
        elif mm is not None and not low <= mm <= high:
            says = f"{LABELS[field]} : de {low} à {high} mm. Vérifiez l’unité."
            yield Problem(field, "impossible", says)
    if said.missing is None and (said.length_mm is None or said.width_mm is None):
        field = "length_mm" if said.length_mm is None else "width_mm"
        says = "Donnez la longueur et la largeur, ou dites pourquoi elles manquent."
        yield Problem(field, "missing", says)
    area = said.area_mm2
    if area is not None and area > _LARGEST_MM2:
        says = "Cette surface est celle d’un dos entier : vérifiez l’unité."
        yield Problem("length_mm", "impossible", says)


def _tissue(said: Assessment) -> Iterator[Problem]:
    if not said.tissue:
        return
    if any(not 0 <= part <= 100 for part in said.tissue.values()):
        yield Problem("tissue", "unknown", "Chaque part va de 0 à 100 %.")
    elif (total := sum(said.tissue.values())) != 100:
        yield Problem("tissue", "sum", f"Les parts font {total} % : il en faut 100.")


def _scales(said: Assessment) -> Iterator[Problem]:
    if said.pain is not None and not 0 <= said.pain <= 10:
        yield Problem("pain", "unknown", "La douleur va de 0 à 10.")


def _stage(kind: str, said: Assessment) -> Iterator[Problem]:
    if said.stage is not None and kind not in (naming.PRESSURE, naming.UNKNOWN):
        yield Problem("stage", "stage", "Le stade ne se dit que d’une escarre.")


def _sizes(said: Assessment, previous: Assessment | None) -> Iterator[Question]:
    for field in ("length_mm", "width_mm", "depth_mm"):
        mm = getattr(said, field)
        if mm is None:
            continue
        before = getattr(previous, field) if previous else None
        if before and mm * _JUMP <= before and mm * 10 <= POSSIBLE[field][1]:
            yield _which(field, mm, before)
        elif (before and mm >= before * _JUMP and mm > 10) or mm > USUAL_MOST[field]:
            beside = f", {before} mm la dernière fois" if before else ""
            says = f"{LABELS[field]} de {mm} mm{beside} : est-ce bien cela ?"
            yield Question(field, "unusual", says, (Choice(f"Oui, {length_words(mm)}", {}),))


def _which(field: str, mm: int, before: int) -> Question:
    says = f"{LABELS[field]} de {mm}, {before} mm la dernière fois : dans quelle unité ?"
    choices = (Choice(length_words(mm), {}), Choice(both_words(mm * 10), {field: mm * 10}))
    return Question(field, "unit", says, choices)


def _swap(said: Assessment) -> Iterator[Question]:
    length, width = said.length_mm, said.width_mm
    if length is None or width is None or width <= length:
        return
    swapped = {"length_mm": width, "width_mm": length}
    says = "La largeur dépasse la longueur. La longueur est le plus grand axe."
    choices = (Choice(f"Échanger : {width} × {length} mm", swapped), Choice("Laisser ainsi", {}))
    yield Question("width_mm", "swap", says, choices)


def _staging(said: Assessment, previous: Assessment | None) -> Iterator[Question]:
    order = naming.STAGE_ORDER
    before = previous.stage if previous else None
    if said.stage in order and before in order and order.index(said.stage) < order.index(before):
        says = (
            f"Le stade était {before}. Une escarre qui guérit garde son stade : un stade {before} "
            f"qui se comble reste un stade {before}."
        )
        yield Question("stage", "stage_back", says, (Choice("Confirmer, il était faux", {}),))
    dead = said.tissue.get("necrosis", 0) + said.tissue.get("slough", 0)
    if said.stage in ("1", "2") and dead > 0:
        says = (
            f"Un stade {said.stage} n’a ni nécrose ni fibrine. Est-ce un stade 3, ou inclassable ?"
        )
        yield Question("stage", "stage_tissue", says, (Choice("Laisser ainsi", {}),))
