"""(ad) A line written at a desk, on a running server: the person's treatment, the search for its drug, the form with
its usual schedules, and the line read again with the alerts that it raises. Each page whole, over persons who have a
treatment; nothing is saved, so that every round meets the same home.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx

from bench.crew import muster
from bench.desk import Desk
from bench.site import running
from bench.table import Figure, at_most, percentile

PERSONS, ROUNDS = 40, 2
_TYPED = ("doliprane 1000", "furosémide 40", "kardegic", "seroplex 10", "pantoprazole")
_DRUG = re.compile(r'name="add" value="(\d{8})"')
_FILLED = {"at_matin": "1", "prescriber": "Dr Morel", "go": "review"}


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        persons = [row["id"] for row in tablet.rows.persons()][:PERSONS]
        with httpx.Client(base_url=site.origin) as client:
            desk = Desk(client, dict(tablet.connection.cookies))
            for each in persons[:8]:  # each worker reads the reference once
                dict(_pages(desk, each, _TYPED[0]))
            told = [
                one
                for turn in range(ROUNDS)
                for at, each in enumerate(persons)
                for one in _pages(desk, each, _TYPED[(at + turn) % len(_TYPED)])
            ]
        crew.close()
    took = [milliseconds for _, milliseconds in told]
    detail = f"{len(told)} pages; p50 {percentile(took, 0.5):.0f} ms, longest {max(took):.0f} ms; p95 of "
    detail += ", ".join(
        f"{page} {percentile([spent for name, spent in told if name == page], 0.95):.0f} ms"
        for page in dict.fromkeys(name for name, _ in told)
    )
    figure = percentile(took, 0.95)
    return [at_most("ad", "a page of a prescription, p95", figure, 60, "ms", detail)]


def _pages(desk: Desk, person: str, typed: str) -> Iterator[tuple[str, float]]:
    """The pages of one line, each with its milliseconds, as a desk asks for them."""
    base = f"/bureau/personnes/{person}/traitement"
    yield "the treatment", desk.ask("GET", base)[0]
    spent, page = desk.ask("GET", f"{base}/nouvelle")
    yield "the search", spent
    spent, page = desk.ask("POST", f"{base}/nouvelle", _values(page) | {"q": typed, "search": "1"})
    yield "its answers", spent
    found = _DRUG.search(page)
    if found is None:
        raise RuntimeError(f"nothing answers to {typed!r}")
    token = _values(page)["csrf_token"]
    spent, page = desk.ask("POST", f"{base}/nouvelle", {"csrf_token": token, "add": found[1]})
    yield "the form", spent
    spent, page = desk.ask("POST", f"{base}/nouvelle", _values(page) | _FILLED)
    if "Rien n’est encore enregistré" not in html.unescape(page):
        raise RuntimeError("the line was not read again")
    yield "the line read again", spent


class _Form(HTMLParser):
    """What the main form of a page would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in pairs}
        if tag == "select":
            self._select = at["name"]
        elif tag == "option" and ("selected" in at or self._select not in self.values):
            self.values[self._select] = at.get("value", "")
        elif tag == "input" and (at.get("type") not in ("checkbox", "radio") or "checked" in at):
            self.values[at.get("name", "")] = at.get("value", "")


def _values(page: str) -> dict[str, str]:
    form = _Form()
    form.feed(page)
    return {name: value for name, value in form.values.items() if name}
