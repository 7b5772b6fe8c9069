"""What must be known before anything is given to a person: what safety says at the bedside, how she swallows, who
may give to her."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from app.areas.prescribing.overrides import REASONS
from app.areas.prescribing.values import Override
from app.gate.sync.scope import Row
from app.ground import clock
from medication.alerts import KINDS, Alert
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
) -> Row:
    """The row of the protocol: one a person, under the person's own id, which replaces the one before."""
    return {
        "id": person,
        "person": person,
        "alerts": [_alert(one, overrides.get(one.identity)) for one in alerts],
        "swallowing": swallowing and {"level": swallowing.level, "text": swallowing.text},
        "restriction": restriction
        and {
            "giver": restriction.giver,
            "says": RESTRICTIONS[restriction.giver],
            "why": restriction.why,
        },
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
