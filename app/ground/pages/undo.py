"""What was just done is said on the next page, with a way back: no "are you sure" before, an "Annuler" after.

It travels in the form cookie, so it holds no name: words of the product, and addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, redirect
from sqlalchemy.orm import Session

from app.ground.errors import ChevetError, Conflict, Invalid
from app.ground.house import current_house


def say(text: str, *, undo: str | None = None, fields: Mapping[str, str] | None = None) -> None:
    """Tells `text` on the next page; `undo` is the address that takes it back when `fields` are posted to it."""
    told: Any = {"text": text, "undo": undo, "fields": dict(fields or {})}
    flash(told, "done")


def complain(text: str) -> None:
    """Tells on the next page why nothing was done."""
    told: Any = {"text": text}
    flash(told, "problem")


def press(
    act: Callable[[Session], Any],
    *,
    back: str,
    said: str | Callable[[Any], str] | None = None,
    undo: str | None = None,
    fields: Callable[[Any], Mapping[str, str]] | None = None,
) -> Response:
    """The answer to a button: does `act` in one writing transaction, goes `back`, and says what was done or why not."""
    try:
        with current_house().database.write() as session:
            outcome = act(session)
    except (Conflict, Invalid) as refusal:
        complain(_reason(refusal))
        return redirect(back)  # type: ignore[return-value]
    if said is not None:
        text = said(outcome) if callable(said) else said
        say(text, undo=undo, fields=fields(outcome) if fields else None)
    return redirect(back)  # type: ignore[return-value]


def _reason(refusal: ChevetError) -> str:
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    return next(iter(fields.values()), refusal.message)
