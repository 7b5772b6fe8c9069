"""What is known under each heading, as tablets are told it: plain members, and days as ISO dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from transmissions.emergency.sheet import Entry, Given


def given_to_json(given: Mapping[str, Given]) -> dict[str, Any]:
    """By heading, in the order of `given`."""
    return {code: _given(one) for code, one in given.items()}


def given_from_json(told: Mapping[str, Any]) -> dict[str, Given]:
    """The reverse. Raises KeyError, ValueError for what `given_to_json` did not write."""
    return {
        code: Given(
            one["answer"],
            tuple(
                Entry(
                    each["text"],
                    each["detail"],
                    _day(each["until"]),
                    _day(each.get("review_on")),
                )
                for each in one["entries"]
            ),
            _day(one["on"]),
        )
        for code, one in told.items()
    }


def _given(one: Given) -> dict[str, Any]:
    return {
        "answer": one.answer,
        "entries": [entry_to_json(each) for each in one.entries],
        "on": _text(one.on),
    }


def entry_to_json(one: Entry) -> dict[str, Any]:
    """`review_on` is told where there is one: older tablets, and most lines, know nothing of it."""
    told = {"text": one.text, "detail": one.detail, "until": _text(one.until)}
    return told | ({"review_on": _text(one.review_on)} if one.review_on else {})


def _text(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
