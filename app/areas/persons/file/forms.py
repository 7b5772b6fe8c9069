"""The form of a kind of facts, made of its fields. It shapes what is typed; the commands judge it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Optional

from app.areas.persons.file.fields import Field
from app.areas.persons.file.kinds import Kind
from app.ground.pages.fields import Day, choices
from app.ground.pages.forms import Edit

_NOTHING = "—"
_NOT_YOURS = "Un document que vous ne pouvez pas lire"


class FactForm(Edit):
    """What every kind has besides its own fields: why it is said otherwise."""

    kind: Kind
    reason = StringField("Pourquoi ce changement")

    @property
    def own(self) -> list[tuple[Field, Any]]:
        """Each field of the kind with the one that is filled."""
        return [(one, self[one.name]) for one in self.kind.fields]

    @property
    def said(self) -> dict[str, Any]:
        return {one.name: self[one.name].data for one in self.kind.fields}


def form_over(
    kind: Kind,
    said: Mapping[str, Any],
    contacts: Mapping[uuid.UUID, str],
    papers: Mapping[uuid.UUID, str],
    *,
    version: int = 0,
) -> FactForm:
    """The form of that kind over what was said; `contacts` and `papers` are those that may be chosen. A document that
    somebody else chose, and whoever fills the form may not read, stays chosen."""
    kept = uuid.UUID(said["document"]) if said.get("document") else None
    if kept is not None and kept not in papers:
        papers = {kept: _NOT_YOURS, **papers}
    offered = {"contact": contacts, "document": papers}
    made = {one.name: _field(one, offered) for one in kind.fields}
    form: FactForm = type("Form", (FactForm,), {**made, "kind": kind}).over(  # type: ignore[attr-defined]
        {one.name: _shown(one, said.get(one.name)) for one in kind.fields},
        stamped={"version": version},
    )
    return form


def _field(one: Field, offered: Mapping[str, Mapping[uuid.UUID, str]]) -> Any:
    if one.takes == "day":
        return Day(one.label, validators=[Optional()])
    if one.takes == "flag":
        return BooleanField(one.label)
    among = one.choices if one.takes == "choice" else offered.get(one.takes)
    if among is not None:
        return SelectField(
            one.label, choices=choices(among.items(), first=_NOTHING), validate_choice=False
        )
    return StringField(one.label)


def _shown(one: Field, value: Any) -> Any:
    if one.takes == "day":
        return date.fromisoformat(value) if value else None
    if one.takes == "flag":
        return bool(value)
    return value
