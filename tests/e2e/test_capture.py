"""Pages before the camera: found, kept at once, looked at, taken again, and never lost nor left in the open."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e import films
from tests.e2e.capture_screens import choose, page_on_a_table
from tests.e2e.people import touch_name
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet
from tests.e2e.test_accessibility import faults
from tests.e2e.visiting import Visit
from tests.fixtures.paper import Corners, as_jpeg, ordonnance, photographed

pytestmark = pytest.mark.browser
LARGEST = 350_000
# The pages of the capture under way, as they would be sent, with how they begin.
_PAGES = """async () => {
    const { draft } = document.querySelector('chevet-capture').session;
    return Promise.all(draft.pages.map(async (page) => {
        const bytes = await draft.open(page.id);
        const text = new TextDecoder('latin1').decode(bytes);
        return { ...page, bytes: bytes.length, hasExif: /Exif|GPS/.test(text) };
    }));
}"""
_CAMERA = """() => {
    const open = MediaDevices.prototype.getUserMedia;
    navigator.mediaDevices.getUserMedia = async function (asked) {
        if (globalThis.refusal) throw new DOMException('', globalThis.refusal);
        return (globalThis.stream = await open.call(navigator.mediaDevices, asked));
    };
}"""
# Nothing drawn is left in the page, and no address of a picture was ever made.
_NOTHING_SEEN = """() => !globalThis.stream.active
    && [...document.querySelectorAll('canvas, video')].every((one) => !one.width && !one.srcObject)"""


@pytest.fixture(scope="module")
def photo() -> tuple[Image.Image, Corners]:
    return photographed(ordonnance()[0], size=(1920, 1440), turned=4, seed=2)


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
    photo: tuple[Image.Image, Corners],
) -> Iterator[Visit]:
    """Somebody on a person's page, before whose camera an ordonnance lies."""
    folder = tmp_path_factory.mktemp("capture")
    film = folder / "film.mjpeg"
    film.write_bytes(_jpeg(photo[0]) * films.PER_SECOND)
    server = Server(copy_of(demo_instance, folder / "instance")).start()
    tablet = Tablet(playwright, folder / "profile", server.origin, flags=films.flags(film))
    made = Visit(server, tablet)
    try:
        tablet.start()
        assert tablet.context is not None
        tablet.context.add_init_script("localStorage.setItem('chevet-unite', '')")
        made.enter("Nadia")
        to_a_person(tablet.page)
        yield made
    finally:
        tablet.stop()
        server.stop()
    assert not tablet.complaints, tablet.complaints


def _jpeg(image: Image.Image) -> bytes:
    told = io.BytesIO()
    image.convert("RGB").save(told, "JPEG", quality=90)
    return told.getvalue()


def to_a_person(page: Page) -> None:
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator(".dock a.photo")).to_be_visible()
    page.evaluate(_CAMERA)


def open_camera(page: Page) -> Locator:
    page.locator(".dock a.photo").click()
    return page.locator("chevet-capture")


def close(page: Page) -> None:
    page.get_by_role("link", name="Fermer").click()
    expect(page.locator(".dock a.photo")).to_be_visible()


def judged(capture: Locator, says: str) -> None:
    """The page is on the disk, laid flat, and this is said of it."""
    expect(capture.locator(".shot-picture canvas")).to_be_visible()
    expect(capture.locator(".shot-verdict")).to_contain_text(says)
    expect(capture.locator(".capture-foot button").last).to_be_enabled()


def throw_away(page: Page) -> None:
    """What the last test left."""
    capture = open_camera(page)
    left = capture.locator(".left-draft")
    expect(left).to_be_visible()
    left.get_by_role("button", name="Jeter").click()
    left.get_by_role("button", name="Jeter").click()
    expect(left).to_have_count(0)


def test_a_page_is_found_and_shot_and_its_corners_are_where_they_are(
    visit: Visit, photo: tuple[Image.Image, Corners]
) -> None:
    page = visit.page
    capture = open_camera(page)
    expect(capture.locator(".sight")).to_contain_text("Page trouvée")
    assert faults(page) == []
    capture.get_by_role("button", name="Photo", exact=True).click()
    judged(capture, "Nette, gardée sur la tablette")
    (kept,) = page.evaluate(_PAGES)
    assert kept["bytes"] <= LARGEST and not kept["isBlurred"] and not kept["hasExif"]
    across = photo[1][1][0] - photo[1][0][0]
    top = kept["corners"][1][0] - kept["corners"][0][0]
    assert abs(kept["width"] / 1920 * top - across) < 0.02


def test_a_corner_is_moved_by_the_keyboard_by_a_button_and_by_a_finger(visit: Visit) -> None:
    page = visit.page
    capture = page.locator("chevet-capture")
    capture.get_by_role("button", name="Coins").click()
    handle = capture.locator(".handle").nth(2)
    before = handle.bounding_box()
    assert before is not None
    handle.focus()
    page.keyboard.press("Shift+ArrowLeft")
    capture.get_by_role("button", name="Monter").click()
    moved = handle.bounding_box()
    assert moved is not None and moved["x"] < before["x"] and moved["y"] < before["y"]
    page.mouse.move(moved["x"] + 24, moved["y"] + 24)
    page.mouse.down()
    page.mouse.move(moved["x"] + 64, moved["y"] + 54, steps=3)
    expect(capture.locator(".glass")).to_be_visible()
    page.mouse.up()
    expect(capture.locator(".glass")).to_be_hidden()
    dragged = handle.bounding_box()
    assert dragged is not None and dragged["x"] > moved["x"] + 20
    was = page.evaluate(_PAGES)[0]
    capture.get_by_role("button", name="Valider les coins").click()
    judged(capture, "gardée sur la tablette")
    now = page.evaluate(_PAGES)[0]
    assert now["id"] == was["id"] and now["corners"] != was["corners"]


def test_pages_are_taken_again_moved_taken_out_and_put_back(visit: Visit) -> None:
    page = visit.page
    capture = page.locator("chevet-capture")
    first = page.evaluate(_PAGES)[0]["id"]
    capture.get_by_role("button", name="Page suivante").click()
    capture.get_by_role("button", name="Photo", exact=True).click()
    judged(capture, "Nette")
    capture.get_by_role("button", name="Avant").click()
    expect(capture.get_by_role("heading", name="Page 1 sur 2")).to_be_visible()
    assert page.evaluate(_PAGES)[1]["id"] == first
    capture.get_by_role("button", name="Supprimer").click()
    expect(capture.locator(".capture-removed")).to_contain_text("Page 1 supprimée")
    capture.get_by_role("button", name="Annuler").click()
    expect(capture.locator(".shot-strip li")).to_have_count(2)
    judged(capture, "Nette")
    capture.get_by_role("button", name="Reprendre", exact=True).click()
    capture.get_by_role("button", name="Reprendre", exact=True).click()
    judged(capture, "Nette")
    capture.get_by_role("button", name="Reprendre", exact=True).click()
    choose(visit, "page.jpg", "image/jpeg", page_on_a_table())
    judged(capture, "Nette")
    assert len(page.evaluate(_PAGES)) == 2
    capture.get_by_role("button", name="Noir et blanc").click()
    expect(capture.get_by_role("button", name="Noir et blanc")).to_have_attribute(
        "aria-pressed", "true"
    )
    judged(capture, "Nette")
    assert [one["bw"] for one in page.evaluate(_PAGES)] == [True, False]


def test_a_lock_leaves_nothing_in_sight_and_loses_nothing(visit: Visit) -> None:
    page = visit.page
    page.locator("chevet-capture").get_by_role("button", name="Page suivante").click()
    expect(page.locator("chevet-capture .sight")).to_contain_text("Page trouvée")
    page.get_by_role("button", name="Verrouiller").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    page.wait_for_function(_NOTHING_SEEN)
    page.reload()
    touch_name(page, "Nadia")
    to_a_person(page)
    page.locator("a.draft").filter(has_text="2 pages").click()
    capture = page.locator("chevet-capture")
    expect(capture.locator(".left-draft")).to_contain_text("2 pages")
    capture.locator(".left-draft").get_by_role("button", name="Reprendre").click()
    judged(capture, "Nette")
    assert [one["bw"] for one in page.evaluate(_PAGES)] == [True, False]
    capture.get_by_role("button", name="Terminer").click()
    capture.get_by_role("button", name="Ordonnance").click()
    capture.get_by_label("Remarque").fill("remise par la fille")
    visit.tablet.offline()
    capture.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_contain_text("Document enregistré, 2 pages")
    expect(page.locator(".dock a.photo")).to_be_visible()


def test_a_blurred_page_is_said_before_one_leaves(
    visit: Visit, photo: tuple[Image.Image, Corners]
) -> None:
    page = visit.page
    capture = open_camera(page)
    blurred = photo[0].convert("RGB").filter(ImageFilter.GaussianBlur(5))
    choose(visit, "floue.jpg", "image/jpeg", _jpeg(blurred))
    judged(capture, "Floue.")
    assert page.evaluate(_PAGES)[0]["isBlurred"]
    expect(capture.get_by_role("button", name="Terminer")).to_have_count(0)
    capture.get_by_role("button", name="Garder quand même").click()
    expect(capture.locator(".shot-verdict")).to_contain_text("Floue, gardée quand même")
    expect(capture.get_by_role("button", name="Terminer")).to_be_visible()
    close(page)
    throw_away(page)


def test_a_photo_of_twelve_megapixels_is_sent_small_and_says_nothing_of_its_place(
    visit: Visit, photo: tuple[Image.Image, Corners]
) -> None:
    page = visit.page
    capture = page.locator("chevet-capture")
    large = photo[0].convert("RGB").resize((4000, 3000))
    choose(visit, "IMG_1.jpg", "image/jpeg", as_jpeg(large, orientation=6))
    judged(capture, "gardée sur la tablette")
    (kept,) = page.evaluate(_PAGES)
    assert kept["bytes"] <= LARGEST and not kept["hasExif"]
    assert max(kept["width"], kept["height"]) == 2400
    capture.get_by_role("button", name="Page suivante").click()
    choose(visit, "lettre.pdf", "application/pdf", b"%PDF-1.7\nles octets")
    expect(capture.locator(".as-is")).to_contain_text("Fichier PDF")
    assert [one["mime"] for one in page.evaluate(_PAGES)] == ["image/jpeg", "application/pdf"]
    for name, data, says in (
        ("image.svg", b"<svg/>", "ni une photo, ni un PDF"),
        ("vide.pdf", b"", "est vide"),
        ("coupee.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "ne s’ouvre pas"),
    ):
        choose(visit, name, "application/octet-stream", data)
        expect(capture.locator(".capture-problem")).to_contain_text(says)
    assert len(page.evaluate(_PAGES)) == 2
    close(page)
    throw_away(page)
    close(page)


def test_a_camera_that_does_not_open_says_why_and_files_remain(visit: Visit) -> None:
    page = visit.page
    for name, words in (
        ("NotAllowedError", "L’appareil photo est refusé à Chevet"),
        ("NotFoundError", "Pas d’appareil photo"),
        ("NotReadableError", "L’appareil photo est pris"),
    ):
        page.evaluate("(name) => (globalThis.refusal = name)", name)
        capture = open_camera(page)
        expect(capture.get_by_role("alert").filter(has_text=words)).to_be_visible()
        expect(capture.get_by_role("button", name="Fichier")).to_be_enabled()
        close(page)
    page.evaluate("() => (globalThis.refusal = null)")
