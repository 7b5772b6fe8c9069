"""A tablet: Chromium with a profile on disk, a virtual authenticator, and no patience for console errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PRF = Path(__file__).with_name("prf.js").read_text()
_ASKS_FOR_THE_KEY = "status of 428"
# The last ones: the scanner's program was still coming when the network went, or the page was left.
_NETWORK = re.compile(
    r"^(Failed to load resource|An unknown error occurred when fetching the script"
    r"|wasm streaming compile failed: TypeError: Failed to fetch"
    r"|falling back to ArrayBuffer instantiation"
    r"|(failed to asynchronously prepare wasm: |Aborted\()both async and sync fetching of the wasm failed)"
)
Credential = dict[str, Any]


@dataclass
class Tablet:
    """One tablet. With `prf_secret` None the PRF is Chromium's own, which does not survive a restart."""

    playwright: Playwright
    profile: Path
    origin: str
    viewport: tuple[int, int] = (820, 1180)
    prf_secret: str | None = "the tablet's tests"
    has_prf: bool = True
    is_dark: bool = False
    transport: str = "usb"
    flags: tuple[str, ...] = ()
    complaints: list[str] = field(default_factory=list)
    expects_network_errors: bool = False
    context: BrowserContext | None = None
    page_: Page | None = None
    cdp: CDPSession | None = None
    authenticator: str = ""

    @property
    def page(self) -> Page:
        assert self.page_ is not None, "the tablet is off"
        return self.page_

    def start(
        self, credentials: list[Credential] | None = None, *, offline: bool = False
    ) -> Tablet:
        """Opens the browser on its profile, with an authenticator that holds `credentials`."""
        width, height = self.viewport
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, *self.flags],
            viewport={"width": width, "height": height},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme="dark" if self.is_dark else "light",
            has_touch=True,
        )
        self.context.set_default_timeout(30_000)
        if self.prf_secret is not None and self.has_prf:
            self.context.add_init_script(PRF.replace("SECRET_OF_THE_TEST", self.prf_secret))
        self.page_ = self.context.pages[0]
        self._listen(self.page)
        self._plug_in(credentials or [])
        self.context.set_offline(offline)
        return self

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))

    def _hear(self, kind: str, text: str) -> None:
        if kind not in ("error", "warning"):
            return
        if self.expects_network_errors and _NETWORK.match(text):
            return
        if _ASKS_FOR_THE_KEY in text:
            return  # an answer of the office like another: the page then asks for the key
        self.complaints.append(f"{kind}: {text}")

    def _plug_in(self, credentials: list[Credential]) -> None:
        assert self.context is not None
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        made = self.cdp.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "ctap2Version": "ctap2_1",
                    "transport": self.transport,
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "hasPrf": self.has_prf and self.prf_secret is None,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self.authenticator = made["authenticatorId"]
        for credential in credentials:
            self.cdp.send(
                "WebAuthn.addCredential",
                {"authenticatorId": self.authenticator, "credential": credential},
            )

    def credentials(self) -> list[Credential]:
        """What the authenticator holds, to be put into another."""
        assert self.cdp is not None
        answer = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})
        held: list[Credential] = answer["credentials"]
        return held

    def offline(self, is_offline: bool = True) -> None:
        """Cuts the network of page and worker, or gives it back."""
        assert self.context is not None
        self.expects_network_errors = True
        self.context.set_offline(is_offline)

    def wait_for_worker(self) -> None:
        """Waits until the service worker controls the page, so that the next start needs no network."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function(
            "() => navigator.serviceWorker.controller?.state === 'activated'"
        )

    def goto(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def stop(self) -> None:
        """Closes the browser; the profile stays on disk."""
        if self.context is not None:
            self.context.close()
        self.context = self.page_ = self.cdp = None
