"""(s) Words sought on the server in ten years of one person, and the first pages of a file of 10,000 transmissions."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from app.ground import clock
from app.ground.tenancy import acting_for_every
from app.tablet import Tablet
from bench import decade
from bench.crew import muster
from bench.load import Reply, Wire, written
from bench.site import Site, running
from bench.table import Figure, at_most, percentile

ROUNDS = 8
LONG_FILE = 10_000
QUERIES: tuple[dict[str, Any], ...] = (
    {"q": "douleur genou"},
    {"q": "chute", "limit": 100},
    {"q": "œdème"},
    {"q": "repas", "since": "2019-01-01", "until": "2021-12-31"},
    {"q": "aïcha toilette"},
    {"q": "jamaisecrit"},
)
Asked = tuple[str, dict[str, Any] | None]


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        searched, paged = (uuid.UUID(one["id"]) for one in tablet.rows.persons()[:2])
        count = _load(site, searched, None)
        _load(site, paged, LONG_FILE)
        wire = Wire(site.port)
        whole = f"/api/v1/persons/{searched}/entries"
        first = _ask(wire, site, tablet, whole, QUERIES[0])
        took = _rounds(wire, site, tablet, [(whole, query) for query in QUERIES])
        pages = _rounds(wire, site, tablet, [(f"/api/v1/persons/{paged}/entries", None)])
        older = _rounds(wire, site, tablet, [(_deep(wire, site, tablet, paged), None)])
        office = _rounds(wire, site, tablet, [(f"/bureau/personnes/{paged}/transmissions", None)])
        wire.close()
        crew.close()
    detail = (
        f"{count:,} rows; p50 {percentile(took, 0.5):.0f} ms; "
        f"the very first, which makes the blocks, {first.milliseconds:.0f} ms"
    )
    return [
        at_most(
            "s", "words in 10 years of one person, p95", percentile(took, 0.95), 300, "ms", detail
        ),
        at_most("s", "10,000 transmissions: first page, p95", percentile(pages, 0.95), 100, "ms"),
        at_most("s", "10,000 transmissions: an old page, p95", percentile(older, 0.95), 100, "ms"),
        at_most("s", "10,000 transmissions: office page, p95", percentile(office, 0.95), 100, "ms"),
    ]


def _load(site: Site, person_id: uuid.UUID, count: int | None) -> int:
    house = site.house()
    with acting_for_every():
        loaded = decade.load(house, person_id, now=clock.now(), count=count)
    house.close()
    return loaded


def _deep(wire: Wire, site: Site, tablet: Tablet, person_id: uuid.UUID) -> str:
    """The address of a page in the middle of the file."""
    path = f"/api/v1/persons/{person_id}/entries?until=2021-06-01"
    return f"{path}&before={_ask(wire, site, tablet, path).json()['next']}"


def _rounds(wire: Wire, site: Site, tablet: Tablet, asked: list[Asked]) -> list[float]:
    """Milliseconds of each request, the first round left out."""
    rounds = [
        [_ask(wire, site, tablet, *one).milliseconds for one in asked] for _ in range(ROUNDS + 1)
    ]
    return [took for one in rounds[1:] for took in one]


def _ask(
    wire: Wire, site: Site, tablet: Tablet, path: str, body: dict[str, Any] | None = None
) -> Reply:
    method = "GET" if body is None else "POST"
    reply = wire.send(written(method, site.origin + path, tablet.connection.cookies, body))
    if reply.status != 200:
        raise RuntimeError(f"the server answered {reply.status} to {path}: {reply.body[:200]!r}")
    return reply
