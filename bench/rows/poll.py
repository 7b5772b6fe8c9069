"""(f) What a tablet that asks "anything new?" costs the server when nothing is: processor time, not waiting time."""

from __future__ import annotations

from pathlib import Path

from bench import cpu
from bench.crew import muster
from bench.load import Wire, written
from bench.site import running
from bench.table import Figure, at_most, middle

ROUNDS, REQUESTS = 5, 400


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        unit, cursor = next(iter(tablet.rows.cursors.items()))
        address, held = f"{site.origin}/api/v1/changes", {"unit": unit, "cursor": cursor}
        request = written("POST", address, tablet.connection.cookies, {"units": [held]})
        web, wire = cpu.web_processes(site.pid), Wire(site.port)
        for _ in range(50):
            _ask(wire, request)
        costs = [_cost(wire, request, web) for _ in range(ROUNDS)]
        wire.close()
        crew.close()
    detail = f"{ROUNDS} × {REQUESTS} requests, {min(costs):.2f} to {max(costs):.2f}"
    return [at_most("f", "empty poll of changes, server CPU", middle(costs), 3, "ms", detail)]


def _cost(wire: Wire, request: bytes, web: set[int]) -> float:
    before = cpu.milliseconds(web)
    for _ in range(REQUESTS):
        _ask(wire, request)
    return (cpu.milliseconds(web) - before) / REQUESTS


def _ask(wire: Wire, request: bytes) -> None:
    reply = wire.send(request)
    told = reply.json().get("units", [{}])
    if reply.status != 200 or not told[0].get("unchanged"):
        raise RuntimeError(f"not an empty poll: {reply.status} {reply.body[:120]!r}")
