"""An ordonnance in two pages, from the bed to the treatment: photographed with no network, kept sealed on the tablet,
sent through a network that fails, checked, read, filed, copied into lines and controlled; and no trace of it left.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.queries import pages_of
from app.areas.documents.sealing_parts import opened
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.areas.documents.decoding.likeness import likeness
from tests.e2e import films
from tests.e2e.people import enrol, lock, register, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.test_nothing_on_disk import files
from tests.e2e.visiting import Visit
from tests.fixtures.paper import ordonnance, photographed

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]

SIZE = (1920, 1440)
TINT = 12
SECOND = (
    "Oméprazole 20 mg, gélule : 1 gélule le soir, pendant 14 jours",
    "Bandes de contention de force 2, à poser le matin au lever",
)
# What is about to be sent, as it is before it is sealed, and what the list will show of it.
_KEPT = """async () => {
    const { draft } = document.querySelector('chevet-capture').session;
    const told = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
    return Promise.all(draft.pages.map(async ({ id, mime, width, height }) => ({
        mime, width, height, bytes: told(await draft.open(id)), thumb: told(await draft.thumb(id)),
    })));
}"""
# Nudged as by a network that comes back: a try that failed would be made again a minute later.
_ARRIVED = """() => {
    dispatchEvent(new Event('online'));
    return document.querySelector('.document-list li')?.textContent.includes('Vérifié');
}"""
_CACHED = """async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
}"""


@dataclass
class Weather:
    """A network that loses one piece on its way, and the answer to the next, which the server has."""

    lost: int = 1
    unanswered: int = 2
    pieces: list[str] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        if route.request.method != "PUT":
            return route.continue_()
        self.pieces.append(route.request.url)
        number = len(self.pieces)
        if number == self.lost:
            return route.abort("connectionreset")
        if number == self.unanswered:
            route.fetch()
            return route.abort("connectionreset")
        return route.continue_()


@dataclass(frozen=True)
class Sheet:
    """What is written on a page, and how it lies before the camera."""

    image: Image.Image
    written: str


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    first, written = ordonnance()
    second, also = ordonnance(SECOND, on="21 novembre 2026")
    tinted = ImageChops.multiply(second, Image.new("RGB", second.size, (214, 230, 255)))
    shots = (
        photographed(first, size=SIZE, seed=3)[0],
        photographed(tinted, size=SIZE, seed=5, turned=-1.5)[0],
    )
    return [Sheet(shots[0], written), Sheet(shots[1], also)]


@pytest.fixture(scope="module")
def film(sheets: list[Sheet], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "film.mjpeg"
    path.write_bytes(b"".join(_jpeg(sheet.image) * films.PER_SECOND * 2 for sheet in sheets))
    return path


def _jpeg(image: Image.Image) -> bytes:
    told = io.BytesIO()
    image.convert("RGB").save(told, "JPEG", quality=92)
    return told.getvalue()


def shoot(page: Page, *, is_tinted: bool) -> dict[str, Any]:
    """The film shows one page, then the other: taken again until it is the one that is wanted."""
    capture = page.locator("chevet-capture")
    for _ in range(12):
        capture.locator("button.shutter").click()
        expect(capture.locator(".shot-picture canvas")).to_be_visible()
        expect(capture.locator(".capture-foot button").last).to_be_enabled()
        kept: dict[str, Any] = page.evaluate(_KEPT)[-1]
        with Image.open(io.BytesIO(bytes.fromhex(kept["bytes"]))) as image:
            red, _, blue = ImageStat.Stat(image.convert("RGB").resize((1, 1))).mean
        middle = (blue - red) > TINT
        if middle == is_tinted:
            return kept
        capture.get_by_role("button", name="Reprendre", exact=True).click()
    raise AssertionError("the page never lay before the camera")


def captured(page: Page) -> list[dict[str, Any]]:
    """Both pages, each kept as it was shot; then the end, nothing said of what it is."""
    page.locator(".dock a.photo").click()
    capture = page.locator("chevet-capture")
    expect(capture.locator(".sight")).to_contain_text("Page trouvée")
    shoot(page, is_tinted=False)
    capture.get_by_role("button", name="Page suivante").click()
    shoot(page, is_tinted=True)
    kept: list[dict[str, Any]] = page.evaluate(_KEPT)
    capture.get_by_role("button", name="Terminer").click()
    capture.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_contain_text("Document enregistré, 2 pages")
    return kept


def traces(tablet: Tablet, kept: list[dict[str, Any]]) -> list[str]:
    """Files of the profile in which a part of a picture stands as it was before it was sealed."""
    needles = []
    for page in kept:
        for name in ("bytes", "thumb"):
            data = bytes.fromhex(page[name])
            needles += [data[at : at + 48] for at in range(64, len(data) - 48, len(data) // 16)]
    return [name for name, data in files(tablet.profile) if any(one in data for one in needles)]


@dataclass(frozen=True)
class Arrived:
    """What the server holds of a document: the hash of each part once opened, and the words of its pages."""

    documents: list[UUID]
    hashes: list[str]
    words: list[str]


def arrived(server: Server, person: UUID, since: set[UUID]) -> Arrived:
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        query = select(Document.id).where(Document.person_id == person)
        documents = [id for id in session.scalars(query) if id not in since]
        parts = session.scalars(
            select(DocumentPart)
            .where(DocumentPart.document_id.in_(documents))
            .order_by(DocumentPart.no)
        ).all()
        hashes = [hashlib.sha256(_plain(house, part, person)).hexdigest() for part in parts]
        words = [one.text or "" for id in documents for one in pages_of(session, house.vault, id)]
    house.close()
    return Arrived(documents, hashes, words)


def _plain(house: House, part: DocumentPart, person: UUID) -> bytes:
    told = house.vault.open(person, "document_part", part.id, part.sealed)
    data = house.blobs.get(part.name)
    assert hashlib.sha256(data).hexdigest() == part.name
    return opened(data, told["key"], told["iv"])


def filed_copied_and_controlled(visit: Visit, document: UUID) -> None:
    """At a desk: filed as its text suggests, one line copied beside its page, and read again by another."""
    page, tablet = visit.page, visit.tablet
    visit.sit_down("helene")
    tablet.goto("/bureau/documents?tri=recents")
    row = page.locator("li.doc-row").filter(has=page.locator(f"a[href$='{document}']")).first
    expect(row).to_contain_text("Parce que")
    row.locator("button.doc-accept").click()
    expect(page.get_by_role("status").first).to_contain_text("Classé : Ordonnance")

    tablet.goto(f"/bureau/documents/{document}/transcrire")
    expect(page.locator(".rx-sheet img")).to_have_count(2)
    page.get_by_role("searchbox").press_sequentially("omeprazole 20 mg")
    page.locator(".drug-answers button").first.click()
    page.get_by_role("button", name="le soir", exact=False).first.click()
    page.get_by_label("Prescripteur").fill("Dr Hélène Garnier")
    page.get_by_label("Prescripteur").press("Enter")
    expect(page.get_by_role("heading", name="Relire avant d’enregistrer")).to_be_visible()
    for each in page.get_by_label("Pourquoi passer outre").all():
        each.select_option("monitored")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Ligne enregistrée")

    visit.sit_down("nadia")
    tablet.goto(f"/bureau/documents/{document}/controler")
    for piece in page.get_by_role("checkbox").all():
        piece.check()
    page.get_by_role("button", name="Enregistrer ma relecture").click()
    expect(page.get_by_role("heading", name="Déjà contrôlées 1")).to_be_visible()


def test_an_ordonnance_goes_from_the_bed_to_the_file_and_leaves_no_trace(
    server: Server, new_tablet: Make, film: Path, sheets: list[Sheet]
) -> None:
    tablet = new_tablet(server.origin, flags=films.flags(film)).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "nadia")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "nadia")
    page = tablet.page
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator(".dock a.photo")).to_be_visible()
    person = UUID(page.url.rsplit("/", 1)[1])
    before = set(arrived(server, person, set()).documents)
    # What takes pictures was fetched before the network went.
    page.locator(".dock a.photo").click()
    expect(page.locator("chevet-capture .sight")).to_contain_text("Page trouvée")
    page.get_by_role("link", name="Fermer").click()

    tablet.offline()
    kept = captured(page)
    page.reload()
    unlock(tablet, "nadia")
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    page.get_by_role("link", name="Documents").click()
    row = page.locator(".document-list li").first
    expect(row).to_contain_text("En attente des pages : 0 sur 2")
    assert arrived(server, person, before).documents == []

    weather = Weather()
    assert tablet.context is not None
    tablet.context.route("**/api/v1/parts/*", weather)
    tablet.offline(False)
    page.wait_for_function(_ARRIVED, polling=1_000, timeout=120_000)
    assert len(weather.pieces) > weather.unanswered
    found = arrived(server, person, before)
    assert len(found.documents) == 1
    assert found.hashes == [hashlib.sha256(bytes.fromhex(one["bytes"])).hexdigest() for one in kept]
    likenesses = [
        likeness(sheet.written, read) for sheet, read in zip(sheets, found.words, strict=True)
    ]
    assert min(likenesses) >= 0.95, likenesses

    cached = page.evaluate(_CACHED)
    assert cached and not [path for path in cached if path.startswith("/api/")]
    assert b"Exif" not in b"".join(bytes.fromhex(one["bytes"]) for one in kept)
    lock(tablet)
    tablet.stop()
    assert traces(tablet, kept) == []
    filed_copied_and_controlled(
        Visit(server, new_tablet(server.origin).start()), found.documents[0]
    )
    log = server.log.read_text()
    assert "Lenoir" not in log and "image/" not in log
