"""The screens of a capture, in the order in which a hand comes across them; with no camera, from a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from tests.e2e.visiting import Visit

# So that every machine that walks sees the same, whether it has a camera or not.
_NO_CAMERA = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError'); };
}"""
_AGAIN = "() => { delete navigator.mediaDevices.getUserMedia; }"
# A page that was never made sharp: its author is asked.
_BLURRED = """async () => {
    const capture = document.querySelector('chevet-capture');
    await capture.session.draft.change(capture.chosen, { isBlurred: true });
    capture.redraw();
}"""


@cache
def page_on_a_table() -> bytes:
    """A JPEG: a white page with lines of writing, on a darker table."""
    made = Image.new("RGB", (1200, 1600), (112, 92, 74))
    draw = ImageDraw.Draw(made)
    draw.polygon([(160, 140), (1060, 180), (1020, 1450), (130, 1400)], fill=(244, 243, 238))
    for no in range(24):
        for word in range(9):
            left = 240 + word * 78
            draw.text((left, 260 + no * 44), "Parac", fill=(40, 40, 52), font_size=26)
    told = io.BytesIO()
    made.save(told, "JPEG", quality=88)
    return told.getvalue()


def choose(visit: Visit, name: str, mime: str, data: bytes) -> None:
    """Hands a file to the picker of the capture."""
    files = [{"name": name, "mimeType": mime, "buffer": data}]
    visit.page.locator("chevet-capture input[type=file]").set_input_files(files)  # type: ignore[arg-type]


def capturing(visit: Visit) -> Iterator[str]:
    """From a person's page and back to it."""
    page = visit.page
    page.evaluate(_NO_CAMERA)
    page.locator(".dock a.photo").click()
    capture = page.locator("chevet-capture")
    expect(capture.get_by_role("alert").filter(has_text="Pas d’appareil photo")).to_be_visible()
    yield "a photo, with no camera"
    choose(visit, "notes.txt", "text/plain", b"rien")
    expect(capture).to_contain_text("ni une photo, ni un PDF")
    yield "a photo, a file that is refused"
    choose(visit, "page.jpg", "image/jpeg", page_on_a_table())
    _judged(capture)
    yield "a page, laid flat"
    page.evaluate(_BLURRED)
    expect(capture.get_by_role("button", name="Garder quand même")).to_be_visible()
    yield "a page, blurred"
    capture.get_by_role("button", name="Garder quand même").click()
    capture.get_by_role("button", name="Coins").click()
    expect(capture.locator(".handle")).to_have_count(4)
    yield "the corners of a page"
    capture.get_by_role("button", name="Toute la photo").click()
    _judged(capture)
    capture.get_by_role("button", name="Page suivante").click()
    choose(visit, "lettre.pdf", "application/pdf", b"%PDF-1.7\nrien")
    expect(capture.locator(".as-is")).to_be_visible()
    yield "a file that is sent as it is, second page"
    capture.get_by_role("button", name="Supprimer").click()
    expect(capture.locator(".capture-removed")).to_be_visible()
    _judged(capture)
    yield "a page taken out"
    capture.get_by_role("button", name="Terminer").click()
    capture.get_by_role("button", name="Autres types").click()
    yield "the end of a capture"
    page.get_by_role("link", name="Fermer").click()
    expect(page.locator("a.draft").filter(has_text="À terminer")).to_be_visible()
    yield "a person, a capture left unfinished"
    page.locator("a.draft").filter(has_text="À terminer").click()
    left = capture.locator(".left-draft")
    expect(left).to_contain_text("1 page")
    left.get_by_role("button", name="Jeter").click()
    expect(left).to_contain_text("Jeter 1 page pour de bon")
    yield "a capture about to be thrown away"
    left.get_by_role("button", name="Jeter").click()
    expect(left).to_have_count(0)
    page.get_by_role("link", name="Fermer").click()
    expect(page.locator("chevet-river")).to_be_visible()
    page.evaluate(_AGAIN)


def _judged(capture: Locator) -> None:
    """Laid flat and looked at, nothing under way."""
    expect(capture.locator(".shot-picture[aria-busy=false]")).to_be_visible()
    expect(capture.locator(".capture-foot button").last).to_be_enabled()
