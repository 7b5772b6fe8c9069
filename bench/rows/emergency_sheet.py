"""(al) The emergency sheet: a tap on « Fiche d’urgence » → drawn, from what the tablet holds and with no network, on a
processor 4 times slower; and its two pages as a PDF, on a running server.

The person is one of the demo, to whose health is added what a thick file says.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx

from app.areas.medical.commands import add_record
from app.demo.values import demo_id
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.tenancy import acting_for_every
from bench.crew import muster
from bench.desk import Desk
from bench.enrolment import holder_of
from bench.page import opened, until
from bench.site import Site, running
from bench.table import Figure, at_most, percentile
from tests.e2e.people import HOME, staff
from tests.e2e.tablet import Tablet as Browser

ROWS, OPENINGS, PAPERS = 80, 10, 12
PERSON = demo_id("person", "glycines", 11)
_AT_REST = 3_000
_TAP = """() => new Promise((done) => {
  const start = performance.now();
  document.querySelector('a.sheet-link').click();
  const look = () => {
    const drawn = document.querySelectorAll('chevet-emergency-sheet .rubric').length > 8;
    if (drawn) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    else requestAnimationFrame(look);
  };
  look();
})"""


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        _thicken(site, PERSON)
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=4, rows=ROWS, every_unit=True) as browser:
            drawn = _openings(browser)
        holder.tablet.close()
        papers = _papers(site)
    detail = f"{len(drawn)} taps, p50 {percentile(drawn, 0.5):.0f} ms, the first {drawn[0]:.0f}"
    on_paper = f"{len(papers)} times, p50 {percentile(papers, 0.5):.2f} s"
    return [
        at_most(
            "al",
            "tap on the emergency sheet → drawn from the store, offline, CPU 4×, longest",
            max(drawn),
            500,
            "ms",
            detail,
        ),
        at_most("al", "the same as a PDF of two pages, longest", max(papers), 2, "s", on_paper),
    ]


def _openings(browser: Browser) -> list[float]:
    """Each from the person's page, which is left again for the list."""
    browser.goto("/")
    until(browser, "list")
    page = browser.page
    page.wait_for_timeout(_AT_REST)
    assert browser.context is not None
    browser.context.set_offline(True)
    found = []
    for _ in range(OPENINGS):
        page.locator(f'chevet-persons a.row[href="/personnes/{PERSON}"]').click()
        page.locator("chevet-river").wait_for()
        page.wait_for_timeout(500)
        found.append(float(page.evaluate(_TAP)))
        page.get_by_role("link", name="Personnes").click()
        page.wait_for_timeout(300)
    return found


def _papers(site: Site) -> list[float]:
    crew = muster(site, 1)
    with httpx.Client(base_url=site.origin, timeout=30) as client:
        desk = Desk(client, dict(crew.tablets[0].connection.cookies))
        path = f"/bureau/personnes/{PERSON}/fiche-urgence.pdf"
        found = [desk.ask("GET", path)[0] / 1000 for _ in range(PAPERS)]
    crew.close()
    return found


def _thicken(site: Site, person: UUID) -> None:
    house, now = site.house(), clock.now()
    leader = Actor(staff("helene"), HOME, "lead_nurse", None)
    today = now.date()
    said = [
        *(
            ("antecedent", {"what": f"Maladie numéro {no}", "state": "current", "said_by": "x"})
            for no in range(12)
        ),
        *(
            ("protocol", {"what": f"Protocole {no}", "when": "la nuit", "doing": "mot " * 60})
            for no in range(3)
        ),
        *(("vaccination", {"vaccine": one}) for one in ("flu", "covid", "dtp")),
    ]
    for kind, values in said:
        decided = {"decided_by": "Dr Morel"} if kind == "protocol" else {}
        told = {**values, **decided, "on": today - timedelta(days=30)}
        with acting_for_every(), house.database.write() as session:
            add_record(session, house.vault, leader, person, kind, told, today=today, now=now)
    house.close()
