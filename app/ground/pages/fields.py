"""Fields that say in French what they could not read. They must be filled unless declared `Optional()`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import DateField, IntegerField, SelectChoice, TimeField, ValidationError

_FIRST, _LAST = 1850, 2150
_LARGEST = 1_000_000


def choices(
    pairs: Iterable[tuple[object, str]], *, first: str | None = None, group: str | None = None
) -> list[SelectChoice]:
    """What a field offers, from (value, words); `first` are the words of choosing nothing."""
    offered = [SelectChoice(str(value), words, optgroup=group) for value, words in pairs]
    return offered if first is None else [SelectChoice("", first), *offered]


def as_id(value: object) -> uuid.UUID | None:
    """An id as a form holds it: None when nothing was chosen. Raises ValueError for what is no id."""
    if value in (None, "") or isinstance(value, uuid.UUID):
        return value or None  # type: ignore[return-value]
    return uuid.UUID(str(value))


class _Needed:
    """Refuses emptiness even when a request leaves the field out, and says `unreadable` for what cannot be read."""

    unreadable = ""
    missing = ""
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(str(value).strip() for value in valuelist):
            self.data = None  # nothing was typed: missing, which is another thing than unreadable
            return
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except ValueError as error:
            raise ValueError(self.unreadable) from error

    def pre_validate(self, _form: Any) -> None:
        data, already = self.data, self.process_errors  # type: ignore[attr-defined]
        if data is None and not already:
            raise ValidationError(self.missing)


class Day(_Needed, DateField):
    """A day, in a year that somebody can mean."""

    unreadable = "Cette date n’existe pas : jour, mois, année."
    missing = "Donnez une date."

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is not None and not _FIRST <= self.data.year <= _LAST:
            raise ValidationError("Vérifiez l’année.")


class Hour(_Needed, TimeField):
    """An hour of the day."""

    unreadable = "Cette heure n’existe pas : 06:45, par exemple."
    missing = "Donnez une heure."


class Whole(_Needed, IntegerField):
    """A whole number."""

    unreadable = "Un nombre entier est attendu."
    missing = "Donnez un nombre."

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is not None and abs(self.data) > _LARGEST:
            raise ValidationError("Ce nombre est trop grand.")
