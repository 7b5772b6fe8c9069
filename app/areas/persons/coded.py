"""What must be known at once and is kept in codes by another area: told with the marks that were written in words.

An area says for each person its marks, and which written words they answer: those words are no longer shown.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.gate.sync.broken import Broken
from app.ground.vault import Vault

Words = Mapping[str, str]
Source = Callable[[Session, Vault, Sequence[uuid.UUID]], Mapping[uuid.UUID, "Coded"]]
_SOURCES: list[Source] = []


@dataclass(frozen=True, slots=True)
class Coded:
    """`marks` as rows of persons have them ({kind, text}), `answers` the (kind, text) of written marks that they
    stand for, `broken` what no longer opens."""

    marks: tuple[Words, ...] = ()
    answers: frozenset[tuple[str, str]] = frozenset()
    broken: tuple[Broken, ...] = ()

    def with_words(self, written: Iterable[Words]) -> list[dict[str, str]]:
        """The marks to show, one a kind: what is coded first, then the words that nothing answers."""
        kept = [one for one in written if (one["kind"], one["text"]) not in self.answers]
        shown: dict[str, list[str]] = {}
        for one in (*self.marks, *kept):
            texts = shown.setdefault(one["kind"], [])
            if one["text"] and one["text"] not in texts:
                texts.append(one["text"])
        return [{"kind": kind, "text": " · ".join(texts)} for kind, texts in shown.items()]


NOTHING = Coded()


def register_coded_marks(source: Source) -> Source:
    """From here on marks are told with those of `source`."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def coded_marks(
    session: Session, vault: Vault, ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, Coded]:
    """What areas say in codes of these persons; those of whom nothing is said are absent."""
    found: dict[uuid.UUID, Coded] = {}
    for source in _SOURCES if ids else ():
        for person_id, one in source(session, vault, ids).items():
            before = found.get(person_id, NOTHING)
            found[person_id] = Coded(
                (*before.marks, *one.marks),
                before.answers | one.answers,
                (*before.broken, *one.broken),
            )
    return found
