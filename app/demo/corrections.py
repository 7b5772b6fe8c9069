"""A few entries that their author had first written otherwise: the wrong side, or sent before the last sentence.

What the stories say is what stands in the end; here is what stood before, until its author saw the mistake. Some had
read it by then, and are asked to read again. Alarms are left as they were told.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, islice
from uuid import UUID

from app.demo.reading_marks import LAST_DAY
from app.demo.values import Correction, Entry, Receipt, demo_id

EACH = 4
"""Corrections of each sort in a home."""

AGAIN_SHARE = 0.4
"""Those who had read the first words and, within a day, the second too; later everybody has."""

_SIDE = re.compile(r"\b(jambe|hanche|à) (gauche|droite)\b")
_OTHER = {"droite": "gauche", "gauche": "droite"}
_END = re.compile(r"(?<=[.!]) ")


def corrections_of(entries: Iterable[Entry], *, now: datetime) -> Iterator[Correction]:
    """What was corrected by `now`, the latest entries of each sort."""
    latest = sorted(entries, key=lambda entry: (entry.occurred_at, entry.id), reverse=True)
    sides = islice(_of(latest, _other_side, "Erreur de côté.", now), EACH)
    halves = islice(_of(latest, _first_sentence, "Envoyée avant la fin de la phrase.", now), EACH)
    found = {correction.entry: correction for correction in chain(halves, sides)}
    yield from found.values()


def read_by_then(
    receipts: Iterable[Receipt], corrections: Mapping[UUID, Correction], *, now: datetime
) -> Iterator[Receipt]:
    """The same receipts, each of the version that stood then; some read both."""
    for receipt in receipts:
        correction = corrections.get(receipt.entry)
        if correction is None:
            yield receipt
        elif receipt.read_at >= correction.at:
            yield replace(receipt, entry=correction.id)
        else:
            yield receipt
            yield from _again(receipt, correction, now)


def _again(receipt: Receipt, correction: Correction, now: datetime) -> Iterator[Receipt]:
    rng = random.Random(f"again:{correction.id}:{receipt.staff}")
    at = correction.at + timedelta(minutes=rng.randint(20, 300))
    has_read = rng.random() < AGAIN_SHARE or now - correction.at > LAST_DAY
    if has_read and at < now:
        yield Receipt(correction.id, receipt.staff, at)


def _of(
    entries: Iterable[Entry], before: Callable[[str], str | None], reason: str, now: datetime
) -> Iterator[Correction]:
    for entry in entries:
        first = before(entry.data or "")
        rng = random.Random(f"correction:{entry.id}")
        at = entry.received_at + timedelta(minutes=rng.randint(50, 170), seconds=rng.randint(0, 59))
        if first and at < now and not entry.alarm:
            yield Correction(demo_id("correction", entry.id), entry.id, at, reason, first)


def _other_side(text: str) -> str | None:
    """The text with the other side; None when it names none."""
    if not _SIDE.search(text):
        return None
    return _SIDE.sub(lambda match: f"{match[1]} {_OTHER[match[2]]}", text)


def _first_sentence(text: str) -> str | None:
    """What was written before the last sentence; None when there is but one."""
    sentences = _END.split(text)
    return " ".join(sentences[:-1]) or None
