"""A desk: somebody of the home signed in to the office, who fills the forms that the pages show."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.gate.auth import cookies
from app.gate.auth.confirming import NeedsKey
from app.gate.auth.models import AuthSession, Credential
from app.gate.directory.commands import assign, create_staff
from app.ground import clock
from app.ground.ids import new_id
from app.tablet.authenticator import Authenticator, without_secret
from app.tablet.passkey import Passkey
from tests.areas.conftest import NOW, Home
from tests.fixtures.charter import accepted


class Fields(HTMLParser):
    """The values that the forms of a page would send as they stand, by form."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Any]]] = []
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        at = dict(pairs)
        if tag == "form":
            self.forms.append((at.get("action") or "", {}))
        elif tag == "select":
            self._select = at["name"]
        elif tag == "option" and self._select:
            if "selected" in at or self._select not in self._values:
                self._values[self._select] = at.get("value", "")
        elif tag == "textarea":
            self._textarea = at["name"] or ""
            self._values[self._textarea] = ""
        elif tag == "input" and at.get("name") and at.get("type") != "file":
            self._input(at)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._values[self._textarea] += data

    @property
    def _values(self) -> dict[str, Any]:
        return self.forms[-1][1] if self.forms else {}

    def _input(self, at: dict[str, str | None]) -> None:
        name = at["name"] or ""
        if at.get("type") == "hidden" and name in self._values:
            before = self._values[name]  # several values of one field, as a page sends them again
            before = before if isinstance(before, list) else [before]
            self._values[name] = [*before, at.get("value") or ""]
        elif at.get("type") not in ("checkbox", "radio"):
            self._values[name] = at.get("value") or ""
        elif "checked" in at:
            kept = self._values.setdefault(at["name"] or "", [])
            kept.append(at.get("value") or "y")


@dataclass
class Desk:
    """A browser where somebody is signed in."""

    client: FlaskClient
    key: Authenticator = field(default_factory=Authenticator)

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return words(answer.text)

    def form(self, path: str, having: str) -> dict[str, Any]:
        """What the form that holds a field `having` would send as it stands."""
        page = Fields()
        page.feed(self.client.get(path).text)
        return next(values for _, values in page.forms if having in values)

    def send(self, path: str, form_at: str | None = None, **typed: Any) -> Any:
        """Types into the form of a page, and sends it."""
        values = {**self.form(form_at or path, next(iter(typed))), **typed}
        data = {k: v for k, v in values.items() if v is not None}
        return self.confirm(self.client.post(path, data=data))

    def press(self, page: str, action: str) -> Any:
        """Presses the button of `page` that posts to `action`."""
        found = Fields()
        found.feed(self.client.get(page).text)
        values = next((values for to, values in found.forms if to == action), None)
        assert values is not None, f"no button to {action} on {page}"
        return self.confirm(self.client.post(action, data=values))

    def confirm(self, answer: Any, key: Authenticator | None = None, **changed: str) -> Any:
        """Shows the key where the page asks for it, and sends the form again; `changed` replaces fields of it."""
        if answer.status_code != NeedsKey.status:
            return answer
        action, values = confirmation(answer)
        options = json.loads(html.unescape(re.findall(r'data-step-up="([^"]+)"', answer.text)[0]))
        shown = (key or self.key).get(options, origin="http://localhost:8000")
        values["step_up"] = json.dumps(without_secret(shown))
        return self.client.post(action, data={**values, **changed})


def confirmation(answer: Any) -> tuple[str, dict[str, Any]]:
    """Where the page that asks for the key sends its form, and what it holds."""
    page = Fields()
    page.feed(answer.text)
    return next((to, values) for to, values in page.forms if "step_up" in values)


def words(markup: str) -> str:
    """The page as it is read: without its marks, single-spaced."""
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<head>.*?</head>", "", markup))
    return " ".join(bare.replace("&#39;", "'").replace("&amp;", "&").split())


@pytest.fixture(autouse=True)
def held_clock():
    """The office of these tests is open on 21 November 2026 at ten."""
    with clock.frozen(NOW):
        yield


def sit(application: Flask, home: Home, role: str, unit: str | None = None) -> Desk:
    """A desk in that home for somebody of that role."""
    secret = cookies.new_secret()
    with home.house.database.write() as session:
        member = create_staff(
            session,
            home.house,
            home.leader,
            given_name="Essai",
            family_name=f"{role}-{unit}",
            role=role,
            now=NOW,
        )
        session.flush()
        where = home.units[unit] if unit else None
        assign(session, home.leader, staff=member, unit_id=where, starts_at=NOW, now=NOW)
        opened = AuthSession(
            id=new_id(),
            establishment_id=home.id,
            staff_id=member.id,
            basis="office",
            secret_hash=cookies.digest(secret),
            opened_at=clock.now(),
            received_at=clock.now(),
            active_at=clock.now(),
        )
        session.add(opened)
        accepted(session, home.id, member.id)
        key = Authenticator()
        session.add(passkey_of(key, home, member.id))
    client = application.test_client()
    value = f"{opened.id}.{secret}"
    client.set_cookie(cookies.SESSION_COOKIE, value, domain="localhost", secure=True)
    return Desk(client, key)


def passkey_of(key: Authenticator, home: Home, staff_id: UUID) -> Credential:
    """A passkey of that professional, held by `key`."""
    made = Passkey.make("localhost", staff_id.bytes)
    key.passkeys.append(made)
    return Credential(
        id=new_id(),
        establishment_id=home.id,
        staff_id=staff_id,
        credential_id=made.id,
        public_key=made.cose_key(),
        kind="key",
        transports=["usb"],
        aaguid="",
        is_backup_eligible=False,
        is_backed_up=False,
        label="Clé",
        created_at=NOW,
    )


@pytest.fixture
def desk(application: Flask, home: Home) -> Desk:
    """Hélène's desk: she coordinates care, and may do everything but erase and read the trace."""
    return sit(application, home, "lead_nurse")


@pytest.fixture
def dpo(application: Flask, home: Home) -> Desk:
    """The desk of who answers for the protection of data."""
    return sit(application, home, "dpo")


@pytest.fixture
def chloe(application: Flask, other_home: Home) -> Desk:
    """Chloé's desk, in the other home."""
    return sit(application, other_home, "lead_nurse")
