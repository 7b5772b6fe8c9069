"""(p) How many professionals a second the server lets into the office, from eight desks at once.

A sign-in is two requests: a challenge, then what the key answers to it. The keys answer between the two, before the
clock runs again: they are not the server's. Each desk has an address of its own, as behind the proxy of deploy/.
"""

from __future__ import annotations

from pathlib import Path

from app.demo.values import demo_id
from app.tablet import Authenticator, Tablet
from app.tablet.authenticator import without_secret
from bench.enrolment import invitation_of
from bench.load import Reply, together, written
from bench.postgres import cluster
from bench.site import Site, running
from bench.table import Figure, at_least, middle

DESKS, EACH, ROUNDS, GOAL = 8, 40, 3, 60
PEOPLE = ("nadia", "thibaut", "helene", "morel")
BEHIND = {"PROXIES": "1"}


def run(folder: Path) -> list[Figure]:
    with running(folder / "sqlite", BEHIND) as site:
        figures = [_figure(site, "SQLite FULL")]
    with cluster() as settings, running(folder / "postgresql", {**settings, **BEHIND}) as site:
        return [*figures, _figure(site, "PostgreSQL")]


def _figure(site: Site, name: str) -> Figure:
    keys = [_registered(site, key) for key in PEOPLE]
    _round(site, keys, 5, 0)
    rates = [_round(site, keys, EACH, 1 + number) for number in range(ROUNDS)]
    detail = f"{ROUNDS} rounds of {DESKS * EACH}, {min(rates):.0f} to {max(rates):.0f}"
    return at_least("p", f"sign-ins, 2×4 workers, {name}", middle(rates), GOAL, "/s", detail)


def _round(site: Site, keys: list[Authenticator], each: int, turn: int) -> float:
    """Sign-ins a second of one round."""
    options = [
        [_post(site, "signin/options", {}, desk, one, turn) for one in range(each)]
        for desk in range(DESKS)
    ]
    asking, asked = together(site.port, options)
    answers = [_answer(site, keys[number % len(keys)], reply) for number, reply in enumerate(asked)]
    shown = [
        [
            _post(site, "signin", {"assertion": answers[desk * each + one]}, desk, one, turn)
            for one in range(each)
        ]
        for desk in range(DESKS)
    ]
    entering, entered = together(site.port, shown)
    _check(entered)
    return DESKS * each / (asking + entering)


def _answer(site: Site, key: Authenticator, reply: Reply) -> object:
    """What a key answers to one challenge."""
    if reply.status != 200:
        raise RuntimeError(f"the server answered {reply.status}: {reply.body[:200]!r}")
    return without_secret(key.get(reply.json()["publicKey"], origin=site.origin))


def _check(replies: list[Reply]) -> None:
    """Everybody is in, or nothing that was measured means anything."""
    refused = [
        reply for reply in replies if reply.status != 200 or reply.json()["next"] != "/bureau"
    ]
    if refused:
        raise RuntimeError(f"{len(refused)} were refused: {refused[0].body[:200]!r}")


def _post(site: Site, path: str, body: object, desk: int, one: int, turn: int) -> bytes:
    """One request of one desk; a home's desks are behind one address, homes are not."""
    whole = written("POST", f"{site.origin}/api/v1/{path}", {}, body)
    address = f"X-Forwarded-For: 10.{turn}.{desk}.{one}\r\n".encode()
    head, rest = whole.split(b"\r\n", 1)
    return head + b"\r\n" + address + rest


def _registered(site: Site, key: str) -> Authenticator:
    """A passkey of one of the cast."""
    authenticator = Authenticator(counts=False)
    desk = Tablet(site.origin)
    desk.register(invitation_of(site, demo_id("staff", key)), authenticator)
    desk.close()
    return authenticator
