"""Which cibles come first for a person, so that the third tap is already "Enregistrer".

`tests/vectors/usual_cibles.json` is the rule's contract: whoever counts the same elsewhere, in a
browser say, runs the same examples. The weights are therefore whole numbers and ages are elapsed
time, with no time zone and no floating point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from transmissions.vocabulary import Vocabulary

USUAL_COUNT: Final = 6
"""Big chips on the composer."""

WEIGHTS: Final = (
    (timedelta(days=1), 16),
    (timedelta(days=3), 8),
    (timedelta(days=7), 4),
    (timedelta(days=14), 2),
    (timedelta(days=30), 1),
)
"""What one entry counts for, by its age up to and including the bound; older ones count for
nothing. Our own choice: what the team follows this week outweighs the habits of last month."""


def usual(
    uses: Iterable[tuple[str, datetime]],
    vocabulary: Vocabulary,
    now: datetime,
    *,
    common: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """Up to six ids of offered cibles, the one to show first in front.

    `uses` are (cible id, bedside time) of the person's entries in any order; unknown and retired
    cibles are passed over, a time after `now` counts as now. First come the ordinary cibles by
    weight, then by last use, then in the vocabulary's order; then the alarm cibles used, in the
    seats that are left: a person who fell twice still has six everyday cibles, and alarms have a
    place of their own on the composer. Then `common` (the vocabulary's own list when None), most
    used first, fills up.
    """
    places = {cible.id: place for place, cible in enumerate(vocabulary.offered())}
    ranked = _ranked(uses, places, now)
    alarms = {cible.id for cible in vocabulary.offered() if cible.alarm}
    everyday = [cible_id for cible_id in ranked if cible_id not in alarms]
    rare = [cible_id for cible_id in ranked if cible_id in alarms]
    proposed = vocabulary.common if common is None else common
    fill = [each for each in proposed if each in places]
    return tuple(dict.fromkeys([*everyday, *rare, *fill]))[:USUAL_COUNT]


def weight(age: timedelta) -> int:
    """What an entry of that age counts for; a negative age is a clock ahead of ours and counts as
    none."""
    return next((points for bound, points in WEIGHTS if age <= bound), 0)


def _ranked(
    uses: Iterable[tuple[str, datetime]], places: dict[str, int], now: datetime
) -> list[str]:
    points: dict[str, int] = {}
    last: dict[str, datetime] = {}
    for cible_id, at in uses:
        counted = weight(now - at)
        if cible_id not in places or counted == 0:
            continue
        points[cible_id] = points.get(cible_id, 0) + counted
        seen_at = min(at, now)
        last[cible_id] = max(seen_at, last.get(cible_id, seen_at))
    by_place = sorted(points, key=lambda each: places[each])
    by_last = sorted(by_place, key=lambda each: last[each], reverse=True)
    return sorted(by_last, key=lambda each: points[each], reverse=True)
