"""What may be said of a wound, each as one gesture: the act, and what nurses are asked because of it.

Handlers and desk commands come here with values that were judged already.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from app.areas.wounds import content, keeping, telling_nurses
from app.areas.wounds.keeping import Doing, Flags
from app.areas.wounds.values import WoundValue
from app.ground.ids import new_id
from transmissions.wounds import Assessment, Concern, Consent, Dated, Described, concerns
from transmissions.wounds.judging import (
    AFTER_CLOSING,
    IMPOSSIBLE_SIZE,
    ODD_ASSESSMENT,
    PICTURE_WITHOUT_CONSENT,
    SAME_PLACE,
    UNCONFIRMED_SIZE,
    judge,
)
from transmissions.wounds.naming import ENDINGS, named

REOPEN_SAYS = "Plaie close, puis évaluée : la rouvrir, ou écarter l’évaluation."


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment, and what goes with it. `why` it says another one anew."""

    said: Assessment
    photo: uuid.UUID | None = None
    next_days: int | None = None
    is_confirmed: bool = False
    corrects: uuid.UUID | None = None
    why: str | None = None


def open_wound(
    doing: Doing,
    said: Described,
    consent: Consent | None,
    *,
    id: uuid.UUID,
    may_assess: bool,
    flags: Flags = (),
) -> Flags:
    """A wound and what it is. Returns what is odd: another one is open at the same place."""
    place = (said.site, said.side)
    same = any(
        (one.described.site, one.described.side) == place and not one.closed_at
        for one in keeping.others(doing)
    )
    more = (SAME_PLACE,) if same and said.site != "other" else ()
    keeping.keep_wound(doing, id)
    told = content.of_described(said)
    keeping.keep_act(doing, id, content.DESCRIBE, told, id=id, flags=(*flags, *more))
    if consent is not None:
        answer_consent(doing, id, consent, id=uuid.uuid5(id, "consent"))
    if not may_assess:
        telling_nurses.ask_first(doing, id, named(said.site, said.side, said.kind))
    return more


def describe(doing: Doing, wound_id: uuid.UUID, said: Described, why: str | None) -> uuid.UUID:
    """Where and what it is, said anew."""
    act_id = new_id()
    keeping.keep_act(doing, wound_id, content.DESCRIBE, content.of_described(said, why), id=act_id)
    return act_id


def answer_consent(
    doing: Doing, wound_id: uuid.UUID, said: Consent, *, id: uuid.UUID, flags: Flags = ()
) -> None:
    """Yes or no to pictures from now on."""
    keeping.keep_act(doing, wound_id, content.CONSENT, content.of_consent(said), id=id, flags=flags)


def assess(
    doing: Doing, wound: WoundValue, one: Assessed, *, id: uuid.UUID, flags: Flags = ()
) -> Flags:
    """An assessment. Returns what is odd about it; opens what nurses must look at, and the next one."""
    odd = _odd(doing, wound, one)
    found = _concerns(doing, wound, one, odd)
    keeping.keep_act(
        doing,
        wound.id,
        content.ASSESS,
        content.of_assessment(
            one.said,
            photo=one.photo,
            next_days=one.next_days,
            told=tuple(concern.code for concern in found),
            why=one.why,
        ),
        id=id,
        flags=(*flags, *odd),
        corrects=one.corrects,
    )
    telling_nurses.tell(doing, id, wound.name, found)
    if wound.closed_at is None and not keeping.newer_exists(
        doing.session, wound.id, doing.taken_at
    ):
        days = one.next_days or telling_nurses.USUAL_DAYS
        telling_nurses.ask_next(doing, wound.id, id, wound.name, days)
    return odd


def replace(doing: Doing, wound: WoundValue, one: Assessed, *, id: uuid.UUID) -> None:
    """Another version of an assessment; what nurses were asked because of the one before is asked anew."""
    assert one.corrects is not None
    telling_nurses.take_back(doing, one.corrects, "Évaluation corrigée.")
    assess(doing, wound, one, id=id)


def note(
    doing: Doing,
    wound: WoundValue,
    text: str,
    photo: uuid.UUID | None,
    *,
    id: uuid.UUID,
    flags: Flags = (),
) -> Flags:
    """What was seen between two assessments. Returns what is odd."""
    odd = _unconsented(doing, wound, photo)
    said = {"text": content.text(text), "photo": str(photo) if photo else None}
    keeping.keep_act(doing, wound.id, content.NOTE, said, id=id, flags=(*flags, *odd))
    return odd


def close(
    doing: Doing,
    wound: WoundValue,
    ending: str,
    why: str | None,
    *,
    id: uuid.UUID,
    flags: Flags = (),
) -> None:
    """It is followed no more."""
    said = {"ending": ending, "note": content.text(why)}
    keeping.keep_act(doing, wound.id, content.CLOSE, said, id=id, flags=flags)
    telling_nurses.settle_next(doing, wound.id, f"Plaie close : {ENDINGS[ending].lower()}.")


def reopen(
    doing: Doing, wound: WoundValue, why: str | None, *, id: uuid.UUID, flags: Flags = ()
) -> None:
    """It is followed again, and assessed the same day."""
    said = {"note": content.text(why)}
    keeping.keep_act(doing, wound.id, content.REOPEN, said, id=id, flags=flags)
    telling_nurses.settle_next(doing, wound.id, "Plaie rouverte.")
    telling_nurses.ask_reopened(doing, wound.id, id, wound.name)


def take_back(doing: Doing, act: Any, because: str) -> None:
    """An act counts no more, nor does what nurses were asked because of it."""
    keeping.withdraw(doing, act)
    telling_nurses.take_back(doing, act.id, because)
    if act.id == act.wound_id:
        telling_nurses.settle_next(doing, act.wound_id, because)
    elif act.kind in (content.ASSESS, content.CLOSE, content.REOPEN):
        telling_nurses.due_again(doing, keeping.opened(doing, act.wound_id), act.id)


def _odd(doing: Doing, wound: WoundValue, one: Assessed) -> Flags:
    """What a reader must know of an assessment that is kept although something does not fit."""
    previous = _before(doing, wound, one)
    judged = judge(
        wound.described.kind,
        one.said,
        previous=previous[-1].said if previous else None,
        is_confirmed=one.is_confirmed,
    )
    codes = {problem.code for problem in judged.problems}
    is_closed = wound.closed_at is not None and doing.taken_at > wound.closed_at
    return (
        *((IMPOSSIBLE_SIZE,) if "impossible" in codes else ()),
        *((ODD_ASSESSMENT,) if codes - {"impossible"} else ()),
        *((UNCONFIRMED_SIZE,) if judged.questions else ()),
        *((AFTER_CLOSING,) if is_closed else ()),
        *_unconsented(doing, wound, one.photo),
    )


def _concerns(doing: Doing, wound: WoundValue, one: Assessed, odd: Flags) -> tuple[Concern, ...]:
    found: tuple[Concern, ...] = ()
    if IMPOSSIBLE_SIZE not in odd:
        now = Dated(doing.taken_at, one.said)
        found = concerns(wound.described.kind, _before(doing, wound, one), now)
    closed = (Concern("closed", REOPEN_SAYS),) if AFTER_CLOSING in odd else ()
    return (*found, *closed)


def _before(doing: Doing, wound: WoundValue, one: Assessed) -> list[Dated]:
    """The earlier assessments that count, less the one that is said anew."""
    return [
        dated
        for act, dated in zip(wound.counted, wound.series, strict=True)
        if act.id != one.corrects and dated.at < doing.taken_at
    ]


def _unconsented(doing: Doing, wound: WoundValue, photo: uuid.UUID | None) -> Flags:
    """By what had been answered when it was written, whatever came here before it."""
    is_missing = photo is not None and wound.consent_at(doing.at) != "given"
    return (PICTURE_WITHOUT_CONSENT,) if is_missing else ()
