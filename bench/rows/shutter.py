"""(ai) The shutter → the page sealed on the tablet, of a photo of 12 megapixels, with no network, processor 4 times
slower; and what the page weighs.

A film stands for the camera and a photographed ordonnance for its photo: the time in which a real camera takes one is
not in it. Chromium slows the page's own thread alone: the time of the worker that finds, cuts out and encodes the page
is counted four times.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

from bench.enrolment import Holder, holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, middle
from tests.e2e import films
from tests.fixtures.paper import ordonnance, photographed

ROWS, SHOTS, SLOWER = 24, 6, 4
MEGAPIXELS = (3000, 4000)
# A camera whose photos are larger than its film.
_PHOTOS = """(jpeg) => {
    const bytes = Uint8Array.from(atob(jpeg), (one) => one.charCodeAt(0));
    globalThis.ImageCapture = class {
        getPhotoCapabilities = async () => ({ imageWidth: { max: 4000 }, imageHeight: { max: 4000 } });
        takePhoto = async () => new Blob([bytes], { type: 'image/jpeg' });
    };
}"""
# Milliseconds from the touch to the page on the disk, those of them that were the worker's, and the bytes of the page.
_SHOOT = """() => new Promise((done) => {
    const { session } = document.querySelector('chevet-capture');
    const { darkroom } = session;
    let worked = 0;
    const develop = darkroom.develop.bind(darkroom);
    darkroom.develop = async (...asked) => {
        const began = performance.now();
        const made = await develop(...asked);
        worked = performance.now() - began;
        return made;
    };
    const keep = session.constructor.prototype.keep.bind(session);
    const start = performance.now();
    session.keep = async (...asked) => {
        const page = await keep(...asked);
        darkroom.develop = develop;
        done([performance.now() - start, worked, session.page(page).size]);
        return page;
    };
    document.querySelector('.shutter').click();
})"""


def run(folder: Path) -> list[Figure]:
    photo = _jpeg(MEGAPIXELS)
    film = folder / "film.mjpeg"
    film.write_bytes(_jpeg((1440, 1080)) * films.PER_SECOND)
    with running(folder) as site:
        holder = holder_of(site)
        shots = _shots(holder, film, photo)
        holder.tablet.close()
    times = [whole + (SLOWER - 1) * worked for whole, worked, _ in shots]
    sizes = [size / 1000 for _, _, size in shots]
    said = f"{len(shots)} pages, {min(times):.0f} to {max(times):.0f}"
    return [
        at_most(
            "ai", f"shutter → page safe, 12 MP, CPU {SLOWER}×", middle(times), 1500, "ms", said
        ),
        at_most("ai", "what an A4 page weighs", max(sizes), 350, "KB", "the heaviest"),
    ]


def _jpeg(size: tuple[int, int]) -> bytes:
    made = io.BytesIO()
    photographed(ordonnance()[0], size=size, seed=5)[0].convert("RGB").save(
        made, "JPEG", quality=92
    )
    return made.getvalue()


def _shots(holder: Holder, film: Path, photo: bytes) -> list[tuple[float, float, float]]:
    """All but the first, which warms up."""
    found = []
    with opened(
        holder, film.parent / "profile", slower=SLOWER, rows=ROWS, flags=films.flags(film)
    ) as browser:
        browser.goto("/")
        until(browser, "list")
        browser.wait_for_worker()
        page = browser.page
        page.evaluate(_PHOTOS, base64.b64encode(photo).decode())
        page.locator("chevet-persons a.row").first.click()
        page.locator(".dock a.photo").click()
        page.locator(".outline polygon").wait_for()
        browser.offline()
        for _ in range(1 + SHOTS):
            page.locator(".shutter:not(:disabled)").wait_for()
            found.append(tuple(page.evaluate(_SHOOT)))
            page.locator(".shot-picture[aria-busy=false]").wait_for()
            page.get_by_role("button", name="Page suivante").click()
    return found[1:]
