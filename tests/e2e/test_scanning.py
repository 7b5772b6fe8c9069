"""Scanning with no network: codes of real boxes read by the camera however they are held, and a verdict for each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.rounds.models import Administration
from tests.e2e import films
from tests.e2e.people import enrol, lock, register, staff, touch_name, unlock
from tests.e2e.scanning import Props, bracketed, element_string, props, wedge, writing
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet
from tests.e2e.test_accessibility import faults
from tests.e2e.test_giving import begin
from tests.medication.published import DATA

pytestmark = pytest.mark.browser
# Pictures drawn by others, where the published files are at hand.
PICTURES = DATA / "datamatrix"
GTIN = "03400935955838"
Stage = tuple[Tablet, Props]
RAW = element_string(GTIN, expiry="270131", batch="R4512")
DAY_00 = element_string(GTIN, expiry="270200", batch="17B02")
HELD = bracketed(RAW)
# However a box is held: what is drawn, and what must be read of it.
WAYS = {
    "turned": films.pack(HELD, turned=33),
    "blurred": films.pack(HELD, blurred=2.2),
    "a rectangle": films.pack(f"(01){GTIN}(17)270131", side=260, turned=-12),
    "day 00": films.pack(bracketed(DAY_00)),
    "in a dark room": films.pack(HELD, light=0.15, turned=8),
    "far": films.pack(HELD, side=96, at=(250, 300)),
    "a plain bar code": films.bars(GTIN[1:]),
}
READ = {RAW, f"01{GTIN}17270131", DAY_00, GTIN[1:]}
# Takes what is scanned from the screen while the film is looked at as a whole.
INTERCEPT = """() => {
    globalThis.seen = [];
    globalThis.intercept = (event) => { event.stopPropagation(); seen.push(event.detail.text); };
    addEventListener('scanned', globalThis.intercept, true);
}"""


@pytest.fixture(scope="module")
def home(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Props]]:
    """A running home with something to scan in it."""
    place = tmp_path_factory.mktemp("scanning")
    server = Server(copy_of(demo_instance, place / "instance"))
    there = props(server)
    yield server.start(), there
    server.stop()


@pytest.fixture(scope="module")
def stage(
    home: tuple[Server, Props], playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A tablet on Mme Lenoir's treatment, with no network, before whose camera the film runs."""
    place = tmp_path_factory.mktemp("film")
    server, there = home
    film = films.film(place / "film.mjpeg", [*shared(), *WAYS.values(), *scans(there)])
    tablet = Tablet(playwright, place / "profile", server.origin, flags=films.flags(film))
    tablet.start()
    at_the_wall(server, tablet, "nadia")
    unlock(tablet, "nadia")
    wait_for_program(tablet.page)
    tablet.page.locator("a.row").filter(has_text="Lenoir").first.click()
    tablet.page.locator("nav.tabs").get_by_role("link", name="Traitement").click()
    expect(tablet.page.locator("chevet-box-check")).to_be_visible()
    tablet.offline()
    yield tablet, there
    tablet.stop()
    assert not tablet.complaints, tablet.complaints


def at_the_wall(server: Server, tablet: Tablet, key: str) -> None:
    """One of the cast, with a passkey of their own, before a tablet that starts with no network."""
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, key)
    tablet.goto("/")
    tablet.wait_for_worker()


def shared() -> list[films.Shot]:
    return [films.picture(path, turned=4) for path in sorted(PICTURES.glob("*.png"))]


def published_codes() -> list[dict[str, str]]:
    path = PICTURES / "expected.json"
    return json.loads(path.read_text())["codes"] if path.exists() else []


def texts(there: Props) -> list[str]:
    """What is held before the camera in eight scans, as a round meets them."""
    return [
        there.label,
        there.container,
        element_string(there.right),
        there.other_label,
        element_string(there.wrong),
        element_string(there.generic),
        element_string(there.right, expiry="240131"),
        there.label[:-6],
    ]


def scans(there: Props) -> list[films.Shot]:
    return [
        films.label(text) if text.startswith("CHEVET") else films.pack(bracketed(text))
        for text in texts(there)
    ]


VERDICTS = (
    "person",
    "container",
    "right",
    "wrong_person",
    "wrong_drug",
    "generic",
    "expired",
    "unreadable",
)
# Answers each verdict as soon as it is there, and keeps what was said of which code.
ANSWERING = """() => {
    globalThis.told = {};
    let text = null;
    addEventListener('scanned', ({detail}) => { text ??= detail.text; });
    globalThis.answering = setInterval(() => {
        const panel = document.querySelector('section.verdict');
        if (!panel) return;
        if (text) told[text] = [panel.dataset.kind, panel.querySelector('h2').textContent];
        text = null;
        panel.querySelector('button')?.click();
    }, 40);
}"""
SAY = """() => document.querySelector('chevet-bedside')
    .dispatchEvent(new CustomEvent('say', { detail: { text: 'Donné' } }))"""
# What was just done stands over the verdict, never on its answer.
ABOVE = """() => {
    const edge = (name, side) => document.querySelector(name)?.getBoundingClientRect()[side];
    return edge('.toast', 'bottom') <= edge('section.verdict', 'top');
}"""
# Each key writes, unless somebody prevents it; all in one go, as from a reader.
INTO_THE_FIELD = """(text) => {
    const field = document.querySelector('#scan-code');
    field.focus();
    for (const key of [...text, 'Enter']) {
        const told = { key, code: `Key${key}`, shiftKey: true, bubbles: true, cancelable: true };
        const writes = field.dispatchEvent(new KeyboardEvent('keydown', told));
        if (writes && key !== 'Enter') field.value += key;
    }
}"""
GIVES = ".give.primary"
ALL_SENT = """() => {
    dispatchEvent(new Event('online'));
    return document.querySelector('.wall-foot')?.textContent.includes('Tout est envoyé');
}"""
NO_CAMERA = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError'); };
}"""
# A camera that says why it does not open, and what became of the one that did.
CAMERA = """() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (asked) => {
        if (globalThis.refusal) throw new DOMException('', globalThis.refusal);
        globalThis.stream = await open(asked);
        return stream;
    };
    const { engine } = document.querySelector('chevet-bedside');
    const stepOut = engine.stepOut.bind(engine);
    globalThis.steppedOut = 0;
    engine.stepOut = () => (steppedOut += 1, stepOut());
}"""


def open_scanner(page: Page, *, has_camera: bool = True) -> None:
    """Opened anew, before the film or with no camera."""
    close_scanner(page)
    if not has_camera:
        page.evaluate(NO_CAMERA)
    page.get_by_role("button", name="Vérifier une boîte").click()
    shown = page.locator("chevet-scanner video") if has_camera else page.get_by_label("Code tapé")
    expect(shown).to_be_visible()


def close_scanner(page: Page) -> None:
    expect(page.locator("section.verdict")).to_have_count(0)
    if page.locator("chevet-scanner").count():
        page.get_by_role("button", name="Fermer le scanner").click()


def answer(page: Page) -> None:
    page.locator("section.verdict").get_by_role("button", name="J’ai compris").click()


def wait_for_program(page: Page) -> None:
    """Until the worker keeps the program that reads codes."""
    page.wait_for_function(
        """async () => {
            const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
            return kept.flat().some(({url}) => url.endsWith('.wasm'));
        }"""
    )


def test_codes_are_read_offline_by_the_camera_however_they_are_held(
    stage: Stage,
) -> None:
    page = stage[0].page
    wanted = READ | {one["raw"] for one in published_codes()}
    page.evaluate(INTERCEPT)
    open_scanner(page)
    page.wait_for_function(
        "(wanted) => wanted.every((text) => seen.includes(text))",
        arg=sorted(wanted),
        timeout=150_000,
    )
    close_scanner(page)
    page.evaluate("() => removeEventListener('scanned', intercept, true)")


def test_eight_scans_have_each_their_verdict(stage: Stage) -> None:
    page, scanned = stage[0].page, texts(stage[1])
    page.evaluate(ANSWERING)
    open_scanner(page)
    page.wait_for_function(
        "(texts) => texts.every((text) => text in told)", arg=scanned, timeout=150_000
    )
    page.get_by_role("button", name="Fermer le scanner").click()
    expect(page.locator("section.verdict")).to_have_count(0)
    page.evaluate("() => clearInterval(answering)")
    told = page.evaluate("told")
    assert tuple(told[text][0] for text in scanned) == VERDICTS
    assert told[scanned[3]][1] == "Autre personne"


def recorded(server: Server, dose: str) -> list[tuple[str, str, str, UUID]]:
    """What the server keeps of a dose, once the tablet has told it: the outcome, who was recognised and how, whose."""
    deadline = time.monotonic() + 60
    while True:
        with writing(server) as (_, session):
            rows = session.scalars(
                select(Administration).where(Administration.dose_id == UUID(dose))
            ).all()
            found = [(one.outcome, one.identified, one.scan_how, one.person_id) for one in rows]
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def test_the_camera_stops_when_it_is_not_needed_and_says_why_it_does_not_open(stage: Stage) -> None:
    page = stage[0].page
    close_scanner(page)
    page.evaluate(CAMERA)
    page.get_by_role("button", name="Vérifier une boîte").click()
    page.wait_for_function("() => globalThis.stream?.active")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("stream.active"), "a page that is seen keeps its camera"
    page.get_by_role("button", name="Fermer le scanner").click()
    page.wait_for_function("() => !stream.active")
    for name, words in (
        ("NotAllowedError", "La caméra est refusée à Chevet"),
        ("NotFoundError", "Pas de caméra sur cet appareil"),
        ("NotReadableError", "La caméra est prise"),
    ):
        page.evaluate("(name) => (refusal = name)", name)
        page.get_by_role("button", name="Vérifier une boîte").click()
        expect(page.locator("chevet-scanner").get_by_role("alert").first).to_contain_text(words)
        assert faults(page) == []
        page.get_by_role("button", name="Fermer le scanner").click()
    assert page.evaluate("steppedOut") == 4, "asking for the camera is not putting the tablet away"


def test_a_code_is_typed_by_hand_where_no_camera_opens(stage: Stage) -> None:
    page, there = stage[0].page, stage[1]
    open_scanner(page, has_camera=False)
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.locator("#scan-problem")).to_have_text("Tapez le code, puis Vérifier.")
    page.get_by_label("Code tapé").fill(there.right[1:])
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.locator("section.verdict[data-kind=right]")).to_be_visible()
    expect(page.locator("section.verdict")).to_have_count(0)


def test_what_a_reader_types_is_a_scan_and_leaves_the_field_as_it_was(stage: Stage) -> None:
    page, there = stage[0].page, stage[1]
    open_scanner(page, has_camera=False)
    field = page.get_by_label("Code tapé")
    field.fill("3400")
    panel = page.locator("section.verdict[data-kind=wrong_person]")
    page.evaluate(INTO_THE_FIELD, there.other_label)
    expect(panel).to_be_visible()
    expect(field).to_have_value("3400")
    page.evaluate(SAY)
    page.wait_for_function(ABOVE)
    for theme in ("night", "light"):
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        assert faults(page) == []
    answer(page)
    for kind, text in (
        ("expired", element_string(there.right, expiry="240131")),
        ("unknown", "CHEVETC" + "BCDEFGHIJK" * 3),
        ("other_strength", element_string(there.other_strength)),
    ):
        wedge(page, text)
        expect(page.locator(f"section.verdict[data-kind={kind}]")).to_be_visible()
        answer(page)
        expect(page.locator("section.verdict")).to_have_count(0)


def test_what_the_camera_reads_in_the_round_is_what_the_server_keeps_of_it(
    home: tuple[Server, Props], stage: Stage
) -> None:
    """The film again, before the round: her label, her box and her pillbox are kept, all else is answered."""
    (server, there), (tablet, _) = home, stage
    page = tablet.page
    page.evaluate("() => { delete navigator.mediaDevices.getUserMedia; }")
    close_scanner(page)
    begin(page)
    page.evaluate(ANSWERING)
    page.locator(".giving-foot .scan").click()
    page.wait_for_function(
        "(texts) => texts.every((text) => text in told)", arg=texts(there), timeout=150_000
    )
    page.evaluate("() => clearInterval(answering)")
    expect(page.locator("section.verdict")).to_have_count(0)
    page.locator(".giving-foot .scan").click()
    expect(page.locator("chevet-scanner")).to_have_count(0)
    card = page.locator(".giving-card").filter(has_text="LASILIX").filter(has=page.locator(GIVES))
    dose = card.first.get_attribute("data-dose")
    expect(card.first).to_contain_text("Dans le pilulier scanné")
    card.first.locator(".give").click()
    expect(page.locator(f".giving-done[data-dose='{dose}']")).to_be_visible()
    tablet.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    assert recorded(server, str(dose)) == [("given", "label", "container", there.person)]


def test_whoever_cannot_open_offline_notes_for_a_label_and_a_nurse_reads_it(
    home: tuple[Server, Props], new_tablet: Callable[..., Tablet]
) -> None:
    server, there = home
    tablet = new_tablet(server.origin, has_prf=False)
    tablet.start()
    at_the_wall(server, tablet, "aicha")
    unlock(tablet, "aicha")
    wait_for_program(tablet.page)
    lock(tablet)
    tablet.offline()
    page = tablet.page
    touch_name(page, "Aïcha")
    expect(page.get_by_role("alert")).to_contain_text("Pour noter : « Fichier de secours »")
    page.get_by_role("button", name="Fichier de secours").click()
    page.locator("dialog.rescue").get_by_role("button", name="Aïcha").click()
    sheet = page.locator("dialog.noting")
    expect(sheet).to_contain_text("Rien de ce que vous notez ne se verra ici")
    expect(sheet.locator(".scanner")).to_be_visible()
    wedge(page, element_string(there.right))
    told = sheet.get_by_role("alert").filter(has_text="Ce n’est pas l’étiquette d’une personne")
    expect(told).to_be_visible()
    wedge(page, there.label)
    expect(sheet).to_contain_text("Étiquette lue")
    wedge(page, element_string(there.right))
    expect(sheet).to_contain_text(f"1 boîte scannée : {there.right[1:]}")
    sheet.locator("textarea").fill("avec un peu d’eau")
    assert faults(page) == []
    expect(sheet).not_to_contain_text("Lenoir")
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(sheet.get_by_role("status").first).to_contain_text("Noté, en attente du réseau")
    assert noted(server) == []

    # The network comes back under a note that is being written: it stays.
    wedge(page, there.label)
    sheet.locator("textarea").fill("et ceci reste")
    tablet.offline(False)
    expect(page.locator("dialog.rescue")).not_to_contain_text("Votre clé n’ouvre pas")
    expect(sheet.locator("textarea")).to_have_value("et ceci reste")
    sheet.get_by_role("button", name="Fermer", exact=True).click()
    page.locator("dialog.rescue").get_by_role("button", name="Fermer").click()
    # A try that was failing as the network came back would be made again a minute later.
    page.wait_for_function(ALL_SENT, polling=1_000)
    says = "Donné, à reporter avant de redonner : LASILIX 40 mg, comprimé sécable"
    assert noted(server) == [(there.person, staff("aicha"), f"{says} · « avec un peu d’eau »")]


def noted(server: Server) -> list[tuple[UUID, UUID | None, str]]:
    """What nurses are asked to read: of whom, by whom, in words."""
    with writing(server) as (house, session):
        rows = session.scalars(select(FollowUp).where(FollowUp.kind == "unread")).all()
        opened = [house.vault.open(one.person_id, "follow_up", one.id, one.sealed) for one in rows]
    return [
        (one.person_id, one.author_id, told["what"]) for one, told in zip(rows, opened, strict=True)
    ]
