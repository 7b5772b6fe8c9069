"""A home whose relatives may enter: a real product with a mail server, and one browser that knows both of its doors."""

from __future__ import annotations

import re
import time
import uuid
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.visiting import Visit
from tests.fixtures.smtp import Mailbox, mail_server

_LETTER = re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")


@dataclass
class Door:
    """The desk and the family's own address, in the same browser."""

    server: Server
    tablet: Tablet
    mailbox: Mailbox

    @property
    def page(self) -> Page:
        return self.tablet.page

    @property
    def family(self) -> str:
        return f"http://famille.localhost:{self.server.port}"

    def go(self, path: str = "/") -> None:
        """To a page of the families."""
        self.page.goto(self.family + path)

    def at_the_desk(self, relative: uuid.UUID, path: str = "/invitation") -> None:
        self.page.goto(f"{self.server.origin}/bureau/proches/{relative}{path}")

    def confirm(self) -> None:
        """A gesture that asks for the key, shown."""
        expect(self.page.get_by_role("heading", name="Confirmez avec votre clé")).to_be_visible()
        self.page.get_by_role("button", name="Confirmer").click()

    def printed_letter(self, relative: uuid.UUID) -> str:
        """The signs of a letter that the desk has just made."""
        self.at_the_desk(relative)
        self.page.get_by_role("button", name="Préparer une lettre").click()
        self.confirm()
        signs = self.page.locator("article b", has_text=_LETTER)
        expect(signs).to_be_visible()
        return signs.inner_text()

    def next_mail(self) -> str:
        """The text of the mail that comes, once it has come."""
        deadline = time.monotonic() + 60
        while not self.mailbox.mails:
            assert time.monotonic() < deadline, "no mail came"
            time.sleep(0.05)
        text = self.mailbox.mails.pop().get_payload(decode=True)
        assert isinstance(text, bytes)
        return text.decode()

    def forget_keys_of_others(self, relative: uuid.UUID) -> None:
        """One telephone here is everybody's: whose key it shows must not be left to chance."""
        assert self.tablet.cdp is not None
        for one in self.tablet.credentials():
            if b64decode(one["userHandle"]) != relative.bytes:
                about = {"authenticatorId": self.tablet.authenticator}
                self.tablet.cdp.send(
                    "WebAuthn.removeCredential", {**about, "credentialId": one["credentialId"]}
                )


@contextmanager
def open_door(server: Server, profile: Path, playwright: Playwright) -> Iterator[Door]:
    """Started, with Hélène at the desk; put away at the end, and nothing may have complained."""
    tablet = Tablet(playwright, profile, server.origin, transport="internal")
    with mail_server() as mailbox, pytest.MonkeyPatch.context() as environ:
        environ.setenv("SMTP_URL", mailbox.url)
        environ.setenv("MAIL_FROM", "ne-pas-repondre@exemple.fr")
        try:
            server.start()
            tablet.start()
            Visit(server, tablet).sit_down("helene")
            yield Door(server, tablet, mailbox)
        finally:
            tablet.stop()
            server.stop()
    assert not tablet.complaints, tablet.complaints
