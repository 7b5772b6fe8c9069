"""Why something about a line was not done. Nothing was written; the form asks, or shows what changed."""

from __future__ import annotations

from collections.abc import Sequence

from app.areas.prescribing.values import Version
from app.ground.errors import ChevetError, Conflict, Invalid
from medication.alerts import Alert


class HardStopped(Invalid):
    """An alert that no reason goes past: the line cannot be kept as it is."""

    code = "hard_stop"

    def __init__(self, alerts: Sequence[Alert]) -> None:
        says = " ".join(one.says for one in alerts)
        super().__init__({"scheme": says}, f"Cette ligne ne peut pas être enregistrée. {says}")
        self.alerts = tuple(alerts)


class ReasonsNeeded(ChevetError):
    """Alerts that interrupt: `asked` want a reason each before anything is written; `alerts` are all there are."""

    status = 409
    code = "reasons_needed"

    def __init__(self, asked: Sequence[Alert], alerts: Sequence[Alert]) -> None:
        super().__init__(
            "Rien n’est encore enregistré : dites pourquoi vous passez outre chaque alerte, ou modifiez la ligne."
        )
        self.asked = tuple(asked)
        self.alerts = tuple(alerts)


class Overtaken(Conflict):
    """Somebody else wrote the line meanwhile. `line` is how it stands now, `changes` the fields that differ."""

    code = "overtaken"

    def __init__(self, line: Version, by: str, changes: Sequence[str]) -> None:
        what = ", ".join(changes) or "la ligne"
        super().__init__(
            f"{by} a modifié cette ligne pendant que vous écriviez : {what}. "
            "Ce que vous avez saisi n’est pas perdu : comparez, puis enregistrez à nouveau."
        )
        self.line = line
        self.by = by
        self.changes = tuple(changes)
