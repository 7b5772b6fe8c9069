"""(e) What a tablet gets when it knows nothing yet: one unit of 28 persons, 7 days, their treatments, no photos.

With its lines, its doses of three days, what safety says of each person and the packs of each drug: what a shift needs
with no network.
"""

from __future__ import annotations

from pathlib import Path

from bench.crew import muster
from bench.load import Reply, Wire, written
from bench.site import running
from bench.table import Figure, at_most, middle

ROUNDS = 15


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        unit = max(tablet.rows.kinds["unit"], key=lambda one: len(tablet.rows.persons(one)))
        request = written(
            "GET", f"{site.origin}/api/v1/changes?unit={unit}", tablet.connection.cookies
        )
        wire = Wire(site.port)
        replies = [_ask(wire, request) for _ in range(ROUNDS + 3)][3:]
        wire.close()
        crew.close()
    content = replies[-1].json()
    rows = {kind: len(found) for kind, found in content["rows"].items()}
    pictures = sum(len(one["picture"] or "") for one in content["rows"]["person"])
    if pictures:
        raise RuntimeError("this unit has photos: the goal is without")
    if not rows.get("dose"):
        raise RuntimeError("this unit has no medication: the goal is with it")
    detail = ", ".join(f"{count} {kind}" for kind, count in rows.items())
    size = len(replies[-1].body) / 1000
    took = middle([reply.milliseconds for reply in replies])
    return [
        at_most("e", "snapshot of one unit, server time", took, 250, "ms", detail),
        at_most("e", "snapshot of one unit, gzip", size, 200, "KB"),
    ]


def _ask(wire: Wire, request: bytes) -> Reply:
    reply = wire.send(request)
    if reply.status != 200:
        raise RuntimeError(f"the server answered {reply.status}: {reply.body[:200]!r}")
    return reply
