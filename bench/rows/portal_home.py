"""(am) The portal's home on a running server, after a year of sharing: a piece of news every second day, a photo a
week, a paper a month, sixty messages. What it takes on the wire without photos, and how soon it is read on a slow
telephone far from town.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from app.areas.family.commands import Words, answer_message, flag, validate, write_message
from app.demo.values import demo_id
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from app.portal.cookies import COOKIE
from bench.cpu import milliseconds, web_processes
from bench.site import Site, running
from bench.table import Figure, at_most, middle, percentile
from tests.areas.documents.papers import Papers
from tests.e2e.people import HOME, staff
from tests.e2e.tablet import Tablet

NEWS, PHOTOS, PAPERS, MESSAGES = 180, 52, 12, 30
ROUNDS, VISITS = 100, 5
_TEXT = "Jeanne est descendue au jardin avec les autres. Elle a reconnu les rosiers et en a parlé longtemps."
# 1.6 Mbit/s, 150 ms: a telephone in the country.
_NETWORK = {
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
    "offline": False,
}

_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true }))"""


@dataclass(frozen=True)
class _Home:
    """What `Papers` needs of a home."""

    house: House
    id: uuid.UUID
    leader: Actor


@dataclass(frozen=True)
class _Seen:
    """One visit with an empty cache: bytes without photos, milliseconds until the words were there."""

    bytes: float
    shown: float


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        _share_for_a_year(site)
        origin = f"http://famille.localhost:{site.port}"
        with httpx.Client(base_url=f"http://127.0.0.1:{site.port}") as client:
            cookie = _enter(client, site.port)
            workers = web_processes(site.pid)
            spent = milliseconds(workers)
            times = [_ask(client, site.port, cookie) for _ in range(ROUNDS)]
            spent = (milliseconds(workers) - spent) / ROUNDS
        seen = [_visit(folder / f"profile-{no}", origin, cookie) for no in range(VISITS)]
    weight, shown = middle([one.bytes for one in seen]) / 1024, middle([one.shown for one in seen])
    detail = f"p50 {percentile(times, 0.5):.0f} ms, longest {max(times):.0f} ms; processor {spent:.0f} ms a page"
    return [
        at_most(
            "am", "the portal's home, server time, p95", percentile(times, 0.95), 60, "ms", detail
        ),
        at_most(
            "am", "transferred without photos", weight, 40, "KB", "page, style, icon and headers"
        ),
        at_most(
            "am",
            "read at CPU 6× and 1.6 Mbit/s",
            shown / 1000,
            3,
            "s",
            f"{VISITS} visits, empty cache",
        ),
    ]


def _share_for_a_year(site: Site) -> None:
    """For Claire Lenoir, to whom the demo opens everything."""
    house, now = site.house(), clock.now()
    leader = Actor(staff("helene"), HOME, "lead_nurse", None)
    person, claire = demo_id("person", "glycines", 11), demo_id("relative", "claire")
    papers = Papers(_Home(house, HOME, leader), person)  # type: ignore[arg-type]
    with acting_for_every():
        told = [
            *_news(now),
            *_papers(papers, "photos", PHOTOS, 7, now),
            *_papers(papers, "documents", PAPERS, 30, now),
        ]
        with house.database.write() as session:
            for words in told:
                item = flag(session, house, leader, person, words, now=now)
                validate(session, leader, item, now=now)
            for no in range(MESSAGES):
                at, box = (
                    now - timedelta(days=80 - 2 * no),
                    ("care", "office", "management")[no % 3],
                )
                write_message(session, house, claire, box, _TEXT, now=at)
                answer_message(
                    session, house, leader, claire, box, _TEXT, now=at + timedelta(hours=5)
                )
    house.close()


def _news(now: datetime) -> Iterator[Words]:
    for no in range(NEWS):
        yield Words("daily_life", (now - timedelta(days=2 * no)).date(), "Au jardin", _TEXT)


def _papers(papers: Papers, topic: str, count: int, every: int, now: datetime) -> Iterator[Words]:
    for no in range(count):
        at = now - timedelta(days=every * no + 1)
        yield Words(topic, at.date(), "Au jardin", "", papers.add("autre", at=at))


def _enter(client: httpx.Client, port: int) -> str:
    """The cookie of a browser that came in by the demo's door."""
    relative = str(demo_id("relative", "claire"))
    headers = {**_host(port), "Sec-Fetch-Site": "same-origin"}
    answer = client.post("/demo/entrer", data={"relative": relative}, headers=headers)
    return answer.headers["set-cookie"].partition(";")[0].removeprefix(f"{COOKIE}=")


def _ask(client: httpx.Client, port: int, cookie: str) -> float:
    """Milliseconds of one page, from asking to its last byte."""
    headers = {**_host(port), "Cookie": f"{COOKIE}={cookie}"}
    started = time.perf_counter()
    answer = client.get("/", headers=headers)
    spent = (time.perf_counter() - started) * 1000
    if answer.status_code != 200 or "Au jardin" not in answer.text:
        raise RuntimeError(f"the portal answered {answer.status_code}")
    return spent


def _host(port: int) -> dict[str, str]:
    return {"Host": f"famille.localhost:{port}"}


def _visit(profile: Path, origin: str, cookie: str) -> _Seen:
    """One visit of a slow telephone that has never been there."""
    received: dict[str, float] = {}
    addresses: dict[str, str] = {}
    with sync_playwright() as playwright:
        phone = Tablet(playwright, profile, origin, viewport=(360, 740)).start()
        assert phone.context is not None and phone.cdp is not None
        phone.context.add_cookies([_kept(origin, cookie)])
        phone.cdp.on(
            "Network.requestWillBeSent",
            lambda one: addresses.update({one["requestId"]: one["request"]["url"]}),
        )
        phone.cdp.on(
            "Network.loadingFinished",
            lambda one: received.update({one["requestId"]: one["encodedDataLength"]}),
        )
        phone.cdp.send("Network.enable")
        phone.cdp.send("Network.emulateNetworkConditions", _NETWORK)
        phone.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        phone.goto("/")
        phone.page.get_by_role("heading", name="Nouvelles").wait_for()
        shown = phone.page.evaluate(_PAINTED)
        phone.stop()
    photos = {one for one, address in addresses.items() if "/images/" in address}
    return _Seen(sum(size for one, size in received.items() if one not in photos), shown)


def _kept(origin: str, cookie: str) -> Any:
    """A `__Host-` cookie is refused for a plain address; it is sent there all the same."""
    place = {"url": origin.replace("http:", "https:"), "secure": True, "httpOnly": True}
    return {"name": COOKIE, "value": cookie, "sameSite": "Strict", **place}
