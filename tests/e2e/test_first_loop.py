"""The first loop: recorded with no network on a shared tablet, read by a colleague on another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.areas.journal.models import Entry
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, lock, register, staff, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


def open_person(tablet: Tablet, name: str = "Lenoir") -> None:
    tablet.page.locator("a.row").filter(has_text=name).first.click()
    expect(tablet.page.locator(".person-head")).to_contain_text(name)


def record_first_cible(tablet: Tablet) -> None:
    """A cible, then "Enregistrer": with the person's row, the three taps."""
    tablet.page.locator(".dock .chip").first.click()
    tablet.page.get_by_role("button", name="Enregistrer").click()
    expect(tablet.page.locator("dialog.composer")).to_have_count(0)


def entries_since(server: Server, since: datetime) -> list[tuple[UUID, datetime]]:
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        rows = session.execute(
            select(Entry.author_id, Entry.occurred_at).where(Entry.received_at >= since)
        ).all()
    house.close()
    return [(author, at) for author, at in rows]


def test_an_entry_made_offline_reaches_a_colleague(server: Server, new_tablet: Make) -> None:
    started = clock.now()
    first, second = new_tablet(server.origin), new_tablet(server.origin)
    second.start()
    enrol(server, second, "Tablette 2", "glycines")
    register(server, second, "helene")
    second.goto("/")
    unlock(second, "helene")
    second.page.get_by_role("link", name="Transmissions").click()

    # One online visit.
    first.start()
    enrol(server, first, "Tablette 1", "glycines")
    register(server, first, "aicha")
    register(server, first, "nadia")
    first.goto("/")
    first.wait_for_worker()
    unlock(first, "aicha")
    expect(first.page.locator("a.row")).to_have_count(28)
    lock(first)
    credentials = first.credentials()
    first.stop()

    # The network is off and the browser restarts.
    first.expects_network_errors = True
    first.start(credentials, offline=True)
    first.goto("/")
    unlock(first, "aicha")
    open_person(first)
    made_at = clock.now()
    record_first_cible(first)
    waiting = first.page.locator("article.entry").filter(has_text="Non envoyé")
    expect(waiting).to_have_count(1)

    # A second professional sees it, and adds ten.
    lock(first)
    unlock(first, "nadia")
    open_person(first)
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Aïcha Benali")
    for _ in range(10):
        record_first_cible(first)
    expect(waiting).to_have_count(11)
    first.page.reload()
    unlock(first, "nadia")
    open_person(first)
    expect(waiting).to_have_count(11)
    assert entries_since(server, started) == []

    # The network comes back: nobody touches anything, and the other tablet shows all eleven.
    ids = waiting.evaluate_all("entries => entries.map((entry) => entry.dataset.entry)")
    seen = second.page.locator(", ".join(f'article[data-entry="{one}"]' for one in ids))
    expect(seen).to_have_count(0)
    first.offline(False)
    expect(seen).to_have_count(11)  # how soon is measured: `python -m bench --only j`
    expect(waiting).to_have_count(0)
    rows = entries_since(server, started)
    assert sorted(author for author, _ in rows) == sorted([staff("aicha")] + [staff("nadia")] * 10)
    (aicha_at,) = (at for author, at in rows if author == staff("aicha"))
    assert abs(aicha_at - made_at) < timedelta(seconds=10)
