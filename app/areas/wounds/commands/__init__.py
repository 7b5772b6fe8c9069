"""What may be said of wounds without a tablet: one function per intent, each with its audit event; none commits.

A desk can ask back before anything is kept: `Asked` carries the questions. Tablets asked theirs already, and come in by
`handlers.py` on the same rows. `writing` says something new, `correcting` puts right what was said.
"""

from app.areas.wounds.commands.correcting import correct, describe, move, set_aside
from app.areas.wounds.commands.writing import (
    Asked,
    Typed,
    answer_consent,
    assess,
    close,
    open_wound,
    reopen,
)

__all__ = [
    "Asked",
    "Typed",
    "answer_consent",
    "assess",
    "close",
    "correct",
    "describe",
    "move",
    "open_wound",
    "reopen",
    "set_aside",
]
