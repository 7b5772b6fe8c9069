"""One thing to do, as the office's home tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: a sentence, and the page (`endpoint`, with its `arguments`) where it is done."""

    icon: str
    text: str
    endpoint: str
    arguments: dict[str, str]
    permission: str
