"""A closed browser's profile, after lock, says nothing of anybody accompanied and holds no key."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.areas.persons.models import Person
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, lock, register, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser

PLANTED = "perle-fine-0417"
WRITTEN = "A parlé de sa maison de Paimpol jusqu’au goûter"


def spellings(text: str) -> list[bytes]:
    """The ways in which a browser may write a text to disk."""
    latin = text.encode("latin-1", "ignore")
    return [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), latin]


def files(profile: Path) -> Iterator[tuple[str, bytes]]:
    for path in profile.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(profile)), path.read_bytes()


def found(profile: Path, words: list[str]) -> set[tuple[str, str]]:
    """Which of the words stand in which files, however spelt."""
    needles = [(word, needle) for word in words for needle in spellings(word)]
    return {
        (word, name) for name, data in files(profile) for word, needle in needles if needle in data
    }


def secrets_of(server: Server) -> tuple[list[str], list[bytes]]:
    """Family names of everybody accompanied, and every store key, raw and as base64url."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        persons = session.scalars(select(Person)).all()
    names = set()
    for person in persons:
        value = house.vault.open(person.id, "person", person.id, person.sealed)
        names |= {value["family_name"], value.get("birth_name") or ""}
    keys = []
    for secret in store_secrets(server):
        keys += [secret, base64.urlsafe_b64encode(secret).rstrip(b"=")]
    house.close()
    return [name for name in names if len(name) >= 5], keys


def store_secrets(server: Server) -> list[bytes]:
    from app.ground.vault.keystore import Secret

    house = server.house()
    with house.vault.keystore.read() as session:
        rows = session.scalars(select(Secret).where(Secret.kind == "store")).all()
    opened = [house.vault.get_secret(row.establishment_id, row.kind, row.name) for row in rows]
    house.close()
    return opened


def test_a_closed_profile_tells_nothing(server: Server, new_tablet: Callable[..., Tablet]) -> None:
    tablet = new_tablet(server.origin).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "aicha")
    tablet.page.locator("a.row").filter(has_text="Lenoir").first.click()
    tablet.page.locator(".dock .chip").first.click()
    tablet.page.locator("dialog.composer textarea").first.fill(WRITTEN)
    tablet.page.get_by_role("button", name="Enregistrer").click()
    expect(tablet.page.locator("article.entry").filter(has_text="Paimpol")).to_have_count(1)
    tablet.page.locator(".dock .chip").nth(1).click()
    tablet.page.locator("dialog.composer textarea").first.fill("Brouillon gardé pour plus tard")
    tablet.page.keyboard.press("Escape")
    # What the search must find: the same store, unsealed.
    tablet.page.evaluate(
        """async (text) => {
            localStorage.setItem('planted', text);
            const open = indexedDB.open('planted', 1);
            await new Promise((done) => {
                open.onupgradeneeded = () => open.result.createObjectStore('rows');
                open.onsuccess = done;
            });
            const tx = open.result.transaction('rows', 'readwrite', { durability: 'strict' });
            tx.objectStore('rows').put({ text: text + '-base' }, 1);
            await new Promise((done) => (tx.oncomplete = done));
            open.result.close();
        }""",
        PLANTED,
    )
    lock(tablet)
    names, keys = secrets_of(server)
    tablet.stop()

    assert {name for name, _ in found(tablet.profile, [PLANTED, PLANTED + "-base"])} == {
        PLANTED,
        PLANTED + "-base",
    }
    assert len(names) > 80
    assert found(tablet.profile, [*names, "Paimpol", "Brouillon gardé"]) == set()
    assert keys
    assert [name for name, data in files(tablet.profile) for key in keys if key in data] == []
    private = re.compile(rb'"d"\s*:\s*"[A-Za-z0-9_-]{43}"')
    assert [name for name, data in files(tablet.profile) if private.search(data)] == []
