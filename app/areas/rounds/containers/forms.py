"""Forms about containers. They shape what is typed; the commands judge it, dose by dose."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms import HiddenField, RadioField, SelectMultipleField, StringField

from app.areas.rounds.labels.forms import PaperForm
from app.ground.errors import Invalid
from app.ground.ids import parse_id
from app.ground.pages.forms import Form

NEW = "nouveau"


class DosesForm(Form):
    """Doses that are ticked. What the commands hold against one of them is shown beside it."""

    doses = SelectMultipleField("Prises", validate_choice=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.faults: dict[str, str] = {}

    @property
    def ticked(self) -> list[UUID]:
        """The doses that are ticked, in their order. Raises Invalid for what is none."""
        found = [parse_id(one) for one in self.doses.data or ()]
        if None in found:
            raise Invalid({"doses": "Ces prises ne se lisent pas : rechargez la page."})
        return [one for one in found if one is not None]

    def _show(self, refusal: Invalid) -> None:
        self.faults = {name: why for name, why in refusal.fields.items() if name not in self}
        if self.faults:
            self.refuse("doses", "Certaines ne peuvent pas être préparées : voyez près de chacune.")
        super()._show(Invalid({name: why for name, why in refusal.fields.items() if name in self}))


class PreparingForm(DosesForm):
    """Doses, and the container they go into: one of those that are empty, or a new one with its name."""

    container = RadioField("Dans quel pilulier", validate_choice=False, default=NEW)
    name = StringField("Son nom", default="Pilulier de la semaine")

    @property
    def chosen(self) -> tuple[UUID, UUID | None] | None:
        """The container and the preparation that was seen of it; None for a new one. Raises Invalid."""
        if self.container.data == NEW:
            return None
        found, _, seen = (self.container.data or "").partition("/")
        container_id = parse_id(found)
        if container_id is None:
            raise Invalid({"container": "Choisissez le pilulier."})
        return container_id, parse_id(seen)


class ClearingForm(DosesForm):
    """What a container holds now; `seen` is the preparation that was looked at."""

    seen = HiddenField()


class ContainerLabelsForm(PaperForm):
    """Whose labels, on which paper."""

    containers = SelectMultipleField("Piluliers", validate_choice=False)

    def chosen(self) -> set[UUID]:
        """Those that are ticked. Raises Invalid when none is."""
        found = {one for text in self.containers.data or () if (one := parse_id(text))}
        if not found:
            raise Invalid({"containers": "Cochez au moins un pilulier."})
        return found
