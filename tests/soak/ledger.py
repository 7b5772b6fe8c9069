"""What was made at the bedside, by whom and when in truth: the one account that no tablet and no server keeps."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

VERSIONS = ("transmission.record", "transmission.correct")


@dataclass(frozen=True, slots=True)
class Made:
    """One command that a tablet said was safe.

    `install` and `seq` are None where the tablet does not say. `at` is true time. `misled` is how far the tablet was
    wrong about its own clock: nothing it sends can tell.
    """

    id: uuid.UUID
    type: str
    author: uuid.UUID
    device: uuid.UUID
    install: uuid.UUID | None
    seq: int | None
    person: uuid.UUID | None
    body: dict[str, Any]
    at: datetime
    misled: timedelta
    is_adrift: bool

    @property
    def about(self) -> set[str]:
        """The entries or follow-ups that this hangs on."""
        named = (self.body.get("entry"), self.body.get("follow_up"), *self.body.get("entries", []))
        hangs = self.type not in ("transmission.record", "follow_up.open")
        return {one for one in named if isinstance(one, str)} if hangs else set()

    @property
    def names(self) -> set[str]:
        """What others may hang on: itself, and the follow-up it opened in passing."""
        due = self.body.get("follow_up")
        return {str(self.id), due["id"]} if isinstance(due, dict) else {str(self.id)}


@dataclass
class Ledger:
    """Everything made in one schedule, and every answer that came."""

    made: list[Made] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    last: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    revoked: dict[uuid.UUID, datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, made: Made) -> None:
        with self._lock:
            self.made.append(made)

    def heard(self, results: list[dict[str, Any]]) -> None:
        with self._lock:
            self.answers.update(one["outcome"] for one in results)
            self.last.update({one["id"]: one.get("code") or one["outcome"] for one in results})

    def complain(self, what: str) -> None:
        """Something that must never be seen, whatever the luck."""
        with self._lock:
            self.complaints.append(what)

    def known(self, wanted: Callable[[Made], bool]) -> list[Made]:
        """What was made so far and answers to `wanted`, oldest first."""
        with self._lock:
            return [one for one in self.made if wanted(one)]

    def parents(self, made: Made) -> list[Made]:
        """What must have arrived before it."""
        return self.known(lambda one: bool(one.names & made.about))
