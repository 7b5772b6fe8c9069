"""Allergies and swallowing among what must be known at once, at the bedside and on a person's page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from app.areas.medical.facts import ALLERGY, ALLERGY_WORDS, SWALLOWING, SWALLOWINGS
from app.areas.medical.known import Fact, facts_by_person
from app.areas.medical.queries import UNREADABLE
from app.areas.persons.commands import Coded, register_coded_marks
from app.ground.vault import Vault

_ALLERGY, _SWALLOWING = "allergy", "swallowing"


def coded_of(session: Session, vault: Vault, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Coded]:
    """The marks that codes make, and the written ones they answer."""
    found = facts_by_person(session, vault, ids)
    return {person_id: _coded(facts) for person_id, facts in found.items()}


def allergy_text(kept: Mapping[str, str] | None) -> str:
    """An allergy in a few words: « pénicillines (grave) »."""
    if kept is None:
        return UNREADABLE.label
    return f"{kept['label']} (grave)" if kept["severity"] == "severe" else kept["label"]


def swallowing_text(kept: Mapping[str, str | None]) -> str:
    """How somebody swallows in a few words; empty when there is no risk."""
    level, text = kept["level"], kept["text"]
    if level == "none":
        return ""
    said = SWALLOWINGS[level] if level in ("crush", "nothing_by_mouth") else ""  # type: ignore[index]
    return " : ".join(each for each in (said, text) if each) or SWALLOWINGS["texture"]


def _coded(facts: Iterable[Fact]) -> Coded:
    facts = list(facts)
    allergies = [allergy_text(one.kept) for one in facts if one.row.kind == ALLERGY]
    marks = [{"kind": _ALLERGY, "text": ", ".join(allergies)}] if allergies else []
    answers = set()
    for one in facts:
        if one.row.kind == ALLERGY_WORDS and one.kept and one.kept["how"] == "coded":
            answers.add((_ALLERGY, one.kept["text"]))
        if one.row.kind == SWALLOWING:
            marks += _swallowing(one)
            answers |= _answered(one)
    broken = tuple(one.broken for one in facts if one.kept is None)
    return Coded(tuple(marks), frozenset(answers), broken)


def _swallowing(one: Fact) -> list[dict[str, str]]:
    text = swallowing_text(one.kept) if one.kept else "illisible, à redemander"
    return [{"kind": _SWALLOWING, "text": text}] if text else []


def _answered(one: Fact) -> set[tuple[str, str]]:
    answered = one.kept["answers"] if one.kept else None
    return set() if answered is None else {(_SWALLOWING, answered)}


register_coded_marks(coded_of)
