"""Jeanne, her relatives, and the browsers of both doors."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.areas.family.commands import Named, add_relative, open_own_access
from app.areas.family.models import Relative
from app.ground import clock
from app.ground.house import House
from app.portal import invitations, tokens
from app.portal.models import RelativeInvitation
from app.tablet.authenticator import Authenticator, without_secret
from tests.fixtures.cast import Home
from tests.gate.audit.test_rows import admit

FAMILY = "http://famille.localhost:8000"


@dataclass
class Visitor:
    """A relative's own browser, with their authenticator."""

    client: FlaskClient
    key: Authenticator = field(default_factory=Authenticator.phone)

    def open(self, path: str, method: str = "GET", **how: Any) -> Any:
        return self.client.open(path, method=method, base_url=FAMILY, **how)

    def get(self, path: str, **how: Any) -> Any:
        return self.open(path, **how)

    def post(self, path: str, body: Any) -> Any:
        return self.open(path, "POST", json=body)

    def press(self, path: str, **fields: str | list[str]) -> Any:
        """A form of a page, with the token that its page has."""
        page = self.get("/mes-cles").text
        token = page.split('name="form_token" value="')[1].split('"')[0]
        return self.open(path, "POST", data={"form_token": token, **fields})

    def accept(self, token: str, code: str | None = None) -> Any:
        answer = self.post("/api/invitation/options", {"token": token, "code": code})
        if answer.status_code != 200:
            return answer
        credential = self.key.create(answer.json["publicKey"], origin=FAMILY)
        body = {"token": token, "credential": without_secret(credential)}
        return self.post("/api/invitation", body)

    def assertion(self) -> dict[str, Any]:
        options = self.post("/api/entrer/options", {}).json["publicKey"]
        return without_secret(self.key.get(options, origin=FAMILY))

    def enter(self) -> Any:
        return self.post("/api/entrer", {"assertion": self.assertion()})

    @property
    def is_in(self) -> bool:
        return bool(self.get("/").status_code == 200)


@dataclass
class Family:
    """Jeanne and whoever is close to her."""

    house: House
    home: Home
    person: uuid.UUID
    application: Flask

    def add(self, given_name: str = "Claire", email: str | None = "claire@exemple.fr") -> uuid.UUID:
        named = Named(given_name, "Martin", "sa fille", email)
        with self.house.database.write() as session:
            return add_relative(
                session,
                self.house,
                self.home.actor("Hélène"),
                self.person,
                named,
                now=clock.now() - timedelta(hours=1),
            )

    def invite(self, relative: uuid.UUID, way: str = "letter") -> tuple[str, str | None]:
        """The token of a new invitation, and its code."""
        with self.house.database.write() as session:
            row = session.get_one(Relative, relative)
            made, code = invitations.create(
                session,
                self.house,
                self.home.actor("Hélène"),
                row,
                way,  # type: ignore[arg-type]
                now=clock.now(),
            )
            secret = tokens.link if way == "email" else tokens.letter
            return secret(self.house, row.establishment_id, made.id), code

    def invitation(self) -> RelativeInvitation:
        with self.house.database.read() as session:
            return session.query(RelativeInvitation).order_by(RelativeInvitation.id.desc()).first()

    def visitor(self) -> Visitor:
        return Visitor(self.application.test_client())

    def inside(self, relative: uuid.UUID | None = None) -> Visitor:
        """A browser where a relative has just entered for the first time."""
        visitor = self.visitor()
        answer = visitor.accept(self.invite(relative or self.add())[0])
        assert answer.status_code == 200, answer.json
        return visitor

    def themself(self) -> Visitor:
        """The browser of the person, who has just entered for the first time."""
        with self.house.database.write() as session:
            own = open_own_access(
                session,
                self.house,
                self.home.actor("Hélène"),
                self.person,
                now=clock.now() - timedelta(hours=1),
            )
        return self.inside(own)

    def verbs(self) -> list[str]:
        from app.gate.audit.models import AuditEvent

        with self.house.database.read() as session:
            rows = session.query(AuditEvent).filter(AuditEvent.verb.like("relative.%"))
            return [row.verb for row in rows.order_by(AuditEvent.id)]


@pytest.fixture
def family(application: Flask, house: House, home: Home) -> Family:
    person = admit(house, home, "Martin")
    return Family(house, home, person, application)


@pytest.fixture
def jeanne(family: Family) -> Visitor:
    """Jeanne Martin, in her own space."""
    return family.themself()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The clock, some time from now."""
    return lambda **later: clock.frozen(clock.now() + timedelta(**later))
