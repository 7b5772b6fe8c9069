"""Eight tablets in eight hands: enrolled and unlocked as in real life, with commands sealed before the clock starts."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.ground import clock
from app.tablet import Tablet
from app.tablet.connection import DEVICE_COOKIE
from bench.enrolment import enrolled_tablets
from bench.load import Reply, written
from bench.site import Site

TABLETS = 8
_SAID = (
    "Refuse le petit-déjeuner, a bu un demi-verre d’eau. Dit avoir mal dormi, deux réveils dans la nuit.",
    "Accompagnée à la marche jusqu’à la salle à manger, deux pauses, pas d’essoufflement.",
    "Rougeur au talon gauche, non douloureuse ; mise en décharge, à revoir ce soir.",
    "Souriante pendant la toilette, participe pour le haut du corps. Appel de sa fille à 15 h.",
)


@dataclass
class Crew:
    """Unlocked tablets that have pulled what they show, and what they may write about."""

    site: Site
    tablets: list[Tablet]

    def sealed(self, count: int, batch: int = 1) -> list[list[bytes]]:
        """For each tablet, `count` new commands as ready requests of `batch` envelopes."""
        return [self._requests(tablet, count, batch) for tablet in self.tablets]

    def _requests(self, tablet: Tablet, count: int, batch: int) -> list[bytes]:
        chance = random.Random(tablet.outbox.last_seq)
        persons, cibles = tablet.rows.persons(), _cibles(tablet)
        first = tablet.outbox.last_seq
        for _ in range(count):
            person, cible = chance.choice(persons), chance.choice(cibles)
            tablet.record("transmission.record", person["id"], _body(tablet, cible, chance))
        envelopes = [one.sealed for one in tablet.outbox.waiting(count, after=first)]
        return [
            written(
                "POST",
                f"{self.site.origin}/api/v1/outbox",
                device_cookie(tablet),
                _post(tablet, part),
            )
            for part in _parts(envelopes, batch)
        ]

    def close(self) -> None:
        for tablet in self.tablets:
            tablet.close()


def muster(site: Site, count: int = TABLETS) -> Crew:
    """Tablets over every unit of the demo home, each unlocked by another professional."""
    tablets = enrolled_tablets(site, count)
    for tablet in tablets:
        tablet.pull_all()
    return Crew(site, tablets)


def device_cookie(tablet: Tablet) -> dict[str, str]:
    """What /outbox asks for: the device, nobody's session."""
    return {DEVICE_COOKIE: tablet.connection.cookies[DEVICE_COOKIE]}


def check(replies: Sequence[Reply], wanted: int) -> None:
    """Every envelope was applied, or nothing that was measured means anything."""
    outcomes: Counter[str] = Counter()
    for reply in replies:
        if reply.status != 200:
            raise RuntimeError(f"the server answered {reply.status}: {reply.body[:200]!r}")
        outcomes.update(
            f"{one['outcome']} {one.get('code') or ''}".strip() for one in reply.json()["results"]
        )
    if outcomes != {"applied": wanted}:
        raise RuntimeError(f"not all were applied: {dict(outcomes)}")


def _cibles(tablet: Tablet) -> list[str]:
    vocabulary = tablet.rows.vocabulary()
    assert vocabulary is not None, "the feed brought no vocabulary"
    return [one["id"] for one in vocabulary["cibles"] if not one["retired"] and not one["alarm"]]


def _body(tablet: Tablet, cible: str, chance: random.Random) -> dict[str, Any]:
    vocabulary = tablet.rows.vocabulary()
    assert vocabulary is not None
    return {
        "cible": cible,
        "vocabulary": vocabulary["version"],
        "data": chance.choice(_SAID),
        "importance": "normal",
        "to_read": False,
    }


def _post(tablet: Tablet, envelopes: list[str]) -> dict[str, Any]:
    return {
        "install": str(tablet.outbox.install),
        "last_seq": tablet.outbox.last_seq,
        "sent_at": clock.to_text(tablet.now()),
        "sessions": [],
        "envelopes": envelopes,
    }


def _parts(envelopes: list[str], size: int) -> list[list[str]]:
    whole = iter(envelopes)
    return list(iter(lambda: list(itertools.islice(whole, size)), []))
