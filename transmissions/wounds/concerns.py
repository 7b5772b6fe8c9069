"""What of a series must be looked at again by a nurse, each with the figures that say so. There is no score.

* Infection: one spreading or systemic sign at once; two local signs (IWII 2022).
* Worse: a fifth more area (and at least half a square centimetre), three millimetres deeper, a higher stage, twenty
  points more necrosis, than the assessment before.
* No progress: less than a fifth of the area gone after two weeks (EPUAP 2019: expect signs of healing within two
  weeks). Told once in a fortnight, not at each dressing; never of a tumour, whose wound is cared for, not closed.
* Pain from 4 of 10 at the dressing: the same threshold as the numeric scale has elsewhere.

The bounds of area and depth are ours: what a ruler held by two different hands can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from transmissions.wounds.assessment import Assessment
from transmissions.wounds.naming import GRAVE_SIGNS, LOCAL_SIGNS, SIGNS, STAGE_ORDER, TUMOUR
from transmissions.wounds.trend import (
    FAR_ENOUGH,
    Point,
    area_words,
    between,
    days_between,
    percent_of,
)

A_FIFTH: Final = 20
LEAST_MORE_MM2: Final = 50
DEEPER_MM: Final = 3
NECROSIS_POINTS: Final = 20
PAINFUL: Final = 4
LOCAL_ENOUGH: Final = 2
AGAIN_AFTER: Final = 13


@dataclass(frozen=True, slots=True)
class Dated:
    """An assessment, when it was made, and the codes of what was told with it."""

    at: datetime
    said: Assessment
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """What must be looked at: a sentence with its figures. Codes: infection, signs, worse, stagnant, pain."""

    code: str
    says: str
    is_urgent: bool = False


def concerns(kind: str, before: Sequence[Dated], now: Dated) -> tuple[Concern, ...]:
    """What a nurse must hear of the last assessment; the gravest first. `before` are the earlier ones that count."""
    earlier = sorted((one for one in before if one.at < now.at), key=lambda one: one.at)
    last = earlier[-1] if earlier else None
    worse = tuple(_worse(last, now)) if last else ()
    return (
        *_infection(now.said),
        *worse,
        *(() if worse or kind == TUMOUR else _stagnant(earlier, now)),
        *_pain(now.said),
    )


def _infection(said: Assessment) -> Iterator[Concern]:
    grave = [SIGNS[sign] for sign in GRAVE_SIGNS if sign in said.infection]
    local = [SIGNS[sign] for sign in LOCAL_SIGNS if sign in said.infection]
    if grave:
        says = f"Signes d’infection étendue ou générale : {_listed(grave + local)}. Avis médical sans attendre."
        yield Concern("infection", says, is_urgent=True)
    elif len(local) >= LOCAL_ENOUGH:
        says = f"{len(local)} signes locaux d’infection : {_listed(local)}. Avis médical à prendre."
        yield Concern("signs", says)


def _worse(last: Dated, now: Dated) -> Iterator[Concern]:
    found = [
        words
        for words in (
            _wider(last, now),
            _deeper(last.said, now.said),
            _staged(last.said, now.said),
            _blacker(last.said, now.said),
        )
        if words
    ]
    if found:
        days = max(days_between(last.at, now.at), 1)
        span = f"en {days} {'jours' if days > 1 else 'jour'}"
        yield Concern("worse", f"S’aggrave {span} : {_listed(found)}.")


def _wider(last: Dated, now: Dated) -> str | None:
    before, area = last.said.area_mm2, now.said.area_mm2
    if not before or area is None or area - before < LEAST_MORE_MM2:
        return None
    percent = percent_of(before, area)
    if percent < A_FIFTH:
        return None
    return f"surface de {area_words(before)} à {area_words(area)} (+{percent} %)"


def _deeper(last: Assessment, now: Assessment) -> str | None:
    if last.depth_mm is None or now.depth_mm is None or now.depth_mm - last.depth_mm < DEEPER_MM:
        return None
    return f"profondeur de {last.depth_mm} à {now.depth_mm} mm"


def _staged(last: Assessment, now: Assessment) -> str | None:
    if last.stage not in STAGE_ORDER or now.stage not in STAGE_ORDER:
        return None
    if STAGE_ORDER.index(now.stage) <= STAGE_ORDER.index(last.stage):
        return None
    return f"du stade {last.stage} au stade {now.stage}"


def _blacker(last: Assessment, now: Assessment) -> str | None:
    if not last.tissue or not now.tissue:
        return None
    before, after = last.tissue.get("necrosis", 0), now.tissue.get("necrosis", 0)
    return f"nécrose de {before} à {after} %" if after - before >= NECROSIS_POINTS else None


def _stagnant(earlier: Sequence[Dated], now: Dated) -> Iterator[Concern]:
    area = now.said.area_mm2
    far = [
        (one, one.said.area_mm2)
        for one in earlier
        if one.said.area_mm2 and days_between(one.at, now.at) >= FAR_ENOUGH
    ]
    if area is None or not far or _told_lately(earlier, now):
        return
    reference, before = far[-1][0], far[-1][1]
    assert before is not None
    change = between(Point(reference.at, before), Point(now.at, area))
    if change is None or change.percent <= -A_FIFTH:
        return
    sign = "+" if change.percent > 0 else "−" if change.percent < 0 else ""
    says = (
        f"Ne diminue pas assez : de {area_words(before)} à {area_words(area)} en {change.days} jours "
        f"({sign}{abs(change.percent)} %, on attend −20 %). "
        "Cause, appuis, nutrition, pansement : à revoir."
    )
    yield Concern("stagnant", says)


def _told_lately(earlier: Sequence[Dated], now: Dated) -> bool:
    return any(
        "stagnant" in one.told and days_between(one.at, now.at) < AGAIN_AFTER for one in earlier
    )


def _pain(said: Assessment) -> Iterator[Concern]:
    if said.pain is not None and said.pain >= PAINFUL:
        says = f"Douleur de {said.pain} sur 10 au soin : antalgique à prévoir avant le prochain pansement."
        yield Concern("pain", says)


def _listed(words: Sequence[str]) -> str:
    lowered = [word[0].lower() + word[1:] for word in words]
    return ", ".join(lowered)
