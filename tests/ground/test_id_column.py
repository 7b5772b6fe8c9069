"""Identifiers come back as UUIDs, on both databases, null or not."""

from __future__ import annotations

import uuid

from sqlalchemy import insert, select

from app.gate.audit.models import AuditEvent
from app.ground import clock
from app.ground.house import House


def test_an_identifier_comes_back_as_it_went(each_house: House) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    row = {"id": one, "establishment_id": other, "at": clock.now(), "verb": "test.happened"}
    with each_house.database.write() as session:
        session.execute(insert(AuditEvent).values(**row))
    for _ in range(2):
        with each_house.database.read() as session:
            columns = (AuditEvent.id, AuditEvent.establishment_id, AuditEvent.person_id)
            found = session.execute(select(*columns).where(AuditEvent.id == one)).one()
        assert tuple(found) == (one, other, None)
        assert [type(value) for value in found] == [uuid.UUID, uuid.UUID, type(None)]
