"""Forms in French that lose nothing: what is refused comes back as it was typed, with the reason beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField
from wtforms.i18n import get_translations

from app.ground.database import are_writes_held
from app.ground.errors import Conflict, Invalid
from app.ground.house import current_house
from app.ground.stamps import stamp

_OWN = ("csrf_token", "seen")
BACK = "Rien n’a encore été enregistré. Relisez, puis envoyez de nouveau."
"""Above a form that comes back, filled, to somebody who had to sign in again."""


class _Refusals:
    """What the fields themselves refuse: in French, and saying what to do where nothing was chosen."""

    def gettext(self, message: str) -> str:
        if message == "Not a valid choice.":
            return "Choisissez dans la liste."
        return str(get_translations(("fr",)).gettext(message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return str(get_translations(("fr",)).ngettext(one, many, count))


class Form(FlaskForm):
    """A form whose intent is carried out by `carry`. Fields only shape what was typed; commands judge it."""

    class Meta:
        def get_translations(self, _form: Any) -> Any:
            """What the fields themselves refuse, in French too."""
            return _Refusals()

    refusal: str | None = None
    conflict: Conflict | None = None
    outcome: Any = None

    def carry(self, act: Callable[[Session], Any]) -> bool:
        """Whether the form was sent and `act` was done, in one writing transaction; its answer is `outcome`.

        What `act` refuses is shown beside its field, and nothing was written.
        """
        if not self.validate_on_submit():
            return False
        try:
            with current_house().database.write() as session:
                self.outcome = act(session)
        except Invalid as refusal:
            self._show(refusal)
            return False
        except Conflict as conflict:
            self.conflict, self.refusal = conflict, conflict.message
            self.meet()
            return False
        return True

    def meet(self) -> None:
        """What the form does about a conflict before it is shown again."""

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether it was sent to be carried out: one that comes back after a sign-in is shown as it was typed."""
        if are_writes_held():
            self.refusal = BACK
            return False
        return bool(super().validate_on_submit(extra_validators))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, without what only the form itself needs."""
        return {field.name: field.data for field in self if field.name not in _OWN}

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        if self.conflict is not None:
            return self.conflict.status
        if are_writes_held():
            return 200
        return Invalid.status if self.errors or self.refusal else 200

    @property
    def problems(self) -> list[tuple[Any, str]]:
        """(field, reason) for the summary above the form, in the order of the fields."""
        return [(field, str(reason)) for field in self for reason in field.errors]

    def refuse(self, name: str, reason: str) -> None:
        """Shows `reason` beside the field of that name, or above the form when it has none."""
        if name in self:
            self[name].errors = [*self[name].errors, reason]
        else:
            self.refusal = reason

    def _show(self, refusal: Invalid) -> None:
        for name, reason in refusal.fields.items():
            self.refuse(name, reason)


class Edit(Form):
    """A form that changes something already there; `seen` notices that somebody else changed it meanwhile."""

    seen = HiddenField()
    now: Mapping[str, Any] = {}
    mark: str = ""

    @classmethod
    def over(cls, now: Mapping[str, Any], *, stamped: Mapping[str, Any] | None = None) -> Self:
        """The form over the values as they are `now`; `stamped` are those the command compares, if shaped otherwise."""
        form = cls(data=dict(now))
        form.now = now
        form.mark = stamp(now if stamped is None else stamped)
        if not form.is_submitted():
            form.seen.data = form.mark
        return form

    def meet(self) -> None:
        """After the conflict was shown, sending again means it."""
        self.seen.data = self.mark

    def differences(self) -> list[tuple[str, str, str]]:
        """(label, what it is now, what was typed) for each field where they differ."""
        pairs = [
            (field.label.text, _said(field, self.now[field.name]), _said(field, field.data))
            for field in self
            if field.name in self.now
        ]
        return [(label, theirs, typed) for label, theirs, typed in pairs if theirs != typed]


def _said(field: Any, value: Any) -> str:
    """A value as its reader knows it: the words of a choice rather than its code."""
    for choice in getattr(field, "choices", None) or ():
        if choice.value == str("" if value is None else value):
            return str(choice.label)
    return "—" if value in (None, "") else str(value)
