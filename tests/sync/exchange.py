"""Exchanges with the real application: what is posted, what is pulled, and what the tables hold afterwards."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.areas.journal.models import Addition, Entry, Receipt
from app.gate.audit.models import AuditEvent
from app.gate.auth.cookies import DEVICE_COOKIE, SESSION_COOKIE
from app.gate.sync.models import Command, Quarantine
from app.ground.house import House
from tests.sync.forging import Unlock
from tests.sync.homes import Home, Tablet

Json = dict[str, Any]


@dataclass
class Exchange:
    """The application over two homes."""

    application: Flask
    house: House
    home: Home
    other: Home

    def deliver(self, tablet: Tablet, body: Any, **options: Any) -> Any:
        """The raw answer to a POST of the outbox."""
        with self.client(tablet) as client:
            data = json.dumps(body).encode()
            return client.post(
                "/api/v1/outbox", data=data, content_type="application/json", **options
            )

    def post(self, tablet: Tablet, envelopes: list[Any], sessions: list[str] | None = None) -> Json:
        """The JSON of an accepted delivery."""
        body = {"install": str(tablet.install), "last_seq": tablet.seq, "sessions": sessions or []}
        response = self.deliver(tablet, {**body, "envelopes": envelopes})
        assert response.status_code == 200, response.get_data(as_text=True)
        answer: Json = response.get_json()
        return answer

    def results(self, tablet: Tablet, envelopes: list[Any], **options: Any) -> list[Json]:
        """One result for each envelope."""
        results: list[Json] = self.post(tablet, envelopes, **options)["results"]
        assert len(results) == len(envelopes)
        return results

    def one(self, tablet: Tablet, envelope: Any, **options: Any) -> Json:
        """The result of a single envelope."""
        return self.results(tablet, [envelope], **options)[0]

    def ask(self, unlock: Unlock, unit: uuid.UUID | str, cursor: str | None = None) -> Any:
        """The raw answer to a pull."""
        query = {"unit": str(unit)} | ({"cursor": cursor} if cursor else {})
        with self.client(unlock.tablet) as client:
            client.set_cookie(SESSION_COOKIE, unlock.cookie, domain="localhost", secure=True)
            return client.get("/api/v1/changes", query_string=query)

    def pull(self, unlock: Unlock, unit: uuid.UUID, cursor: str | None = None) -> Json:
        """The JSON of an accepted pull."""
        response = self.ask(unlock, unit, cursor)
        assert response.status_code == 200, response.get_data(as_text=True)
        answer: Json = response.get_json()
        return answer

    def count(self, model: type[Any], *where: Any) -> int:
        """How many rows of a table there are."""
        with self.house.database.read() as session:
            return session.scalar(select(func.count()).select_from(model).where(*where)) or 0

    def counts(self) -> dict[str, int]:
        """How many rows the tables of synchronisation and of the journal hold."""
        models = (Command, Quarantine, Entry, Addition, Receipt)
        return {model.__tablename__: self.count(model) for model in models}

    def added(self, before: dict[str, int]) -> dict[str, int]:
        """How many rows each table has more than it had; tables that did not grow are absent."""
        now = self.counts()
        return {name: now[name] - before[name] for name in now if now[name] != before[name]}

    def verbs(self) -> list[str]:
        """What the audit trail says of commands and feeds, in order."""
        with self.house.database.read() as session:
            return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))

    def client(self, tablet: Tablet) -> Any:
        """A client that carries the tablet's cookie."""
        client = self.application.test_client()
        client.set_cookie(DEVICE_COOKIE, tablet.cookie, domain="localhost", secure=True)
        return client
