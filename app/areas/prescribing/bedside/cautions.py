"""What must be known before anything is given to a person: what safety says at the bedside, how she swallows, who
may give to her."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from app.areas.prescribing.overrides import REASONS
from app.areas.prescribing.questions import Question
from app.areas.prescribing.values import Override
from app.gate.sync.scope import Row
from app.ground import clock
from medication.alerts import FOR_AIDE, KINDS, Alert
from medication.facts import Swallowing
from medication.giving_mode import RESTRICTIONS, Restriction

NOT_CHECKED = Alert(
    kind="unverified",
    level="show",
    identity="",
    chains=(),
    says="Interactions et doses non vérifiées : aucun référentiel des médicaments.",
    because="",
    source="",
)


def caution_told(
    person: str,
    alerts: Sequence[Alert],
    swallowing: Swallowing | None,
    restriction: Restriction | None,
    overrides: Mapping[str, Override],
    asked: Sequence[Question] = (),
) -> Row:
    """The row of the protocol: one a person, under the person's own id, which replaces the one before."""
    return {
        "id": person,
        "person": person,
        "alerts": [
            *(_question(one) for one in asked),
            *(_alert(one, overrides.get(one.identity)) for one in alerts),
        ],
        "swallowing": swallowing and {"level": swallowing.level, "text": swallowing.text},
        "restriction": restriction
        and {
            "giver": restriction.giver,
            "says": RESTRICTIONS[restriction.giver],
            "why": restriction.why,
        },
    }


def _question(asked: Question) -> Row:
    """A line that is questioned stops nobody for good: a reason is asked of a nurse each time, an aide calls one."""
    return {
        "kind": "questioned",
        "identity": str(asked.id),
        "label": asked.label,
        "level": "interrupt",
        "says": asked.says,
        "because": "La ligne reste en vigueur : personne ne l’a arrêtée. Appelez avant de donner.",
        "source": "",
        "for_aide": FOR_AIDE,
        "chains": [str(asked.chain)],
        "override": None,
    }


def _alert(alert: Alert, override: Override | None) -> Row:
    return {
        "kind": alert.kind,
        "identity": alert.identity,
        "label": KINDS.get(alert.kind, ""),
        "level": alert.level,
        "says": alert.says,
        "because": alert.because,
        "source": alert.source,
        "for_aide": alert.for_aide,
        "chains": [str(chain) for chain in alert.chains],
        "override": override and _override(override),
    }


def _override(override: Override) -> Row:
    words = cast(Mapping[str, str], REASONS).get(override.reason, override.reason)
    return {
        "reason": f"{words} : {override.text}" if override.text else words,
        "by": str(override.author_id),
        "at": clock.to_text(override.made_at),
    }
