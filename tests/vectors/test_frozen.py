"""Envelopes sealed once by an app of that month, never written again: a server takes them in for twelve months.

There is no program here that makes the files. One that no longer passes means that tablets in use can no longer hand in
what they hold: the server is to be mended, not the file. A new month's file is added beside the others, never in place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from joserfc.jwk import ECKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from app.areas.follow_ups.models import FollowUp
from app.areas.journal.commands import publish_vocabulary
from app.areas.journal.models import Entry
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.areas.rounds.labels.models import PersonLabel
from app.gate.audit.verify import verify_rows
from app.gate.auth import b64, cookies
from app.gate.auth.models import AuthSession, Credential, Device, DeviceUnit, Lease
from app.gate.directory.models import Assignment, Establishment, Staff, Unit
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.registry import known
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from tests.fixtures.application import PageClient
from tests.sync import homes
from transmissions.vocabulary_csv import starting_vocabulary

FROZEN = Path(__file__).parent / "frozen"
DIGESTS = {
    "2026-11-charter.json": "5787b7c8883abb3f85a76002fe2e406c9eae402830afdba5e7b59151a50c982e",
    "2026-11.json": "42bf4c6df1ad09409ba1254d483b74a6ad4b304d4397f157bca95920fa9bacfd",
    "2026-11-confirmed.json": "0dcc0872f169a9983d37a350f226097296a013d7b264f4792726edc27e3312f7",
    "2026-11-measures.json": "78d6f3727a1d8f48a5991bb4f0c3e50584b41858a2a3fe81d65d78409fc87b5c",
    "2026-11-changes.json": "36962ad2c6f4e9ed3a7be3a8eb96f65580838cac72c08c3d33213983ddbdf2e4",
    "2026-11-documents.json": "a7f0b8f7a9034b40a974c6fd1cc506dcc4c329bb059849226cb97bae0e2e7e45",
    "2026-11-unread.json": "87a7a8c273c7cce177703625ed98fb4b63dc20e33d500b573a71783f9e4ca712",
    "2026-11-given.json": "43abcb0179e87446b8b47b0d97661a54e5e31383c07ed378f64ae69a80d93d00",
    "2026-11-sheet.json": "8266736c145065ecf3496771b9f47f5df2ec9cda7cbd568105e5133af0103b5e",
    "2026-11-wounds.json": "f3d33214589eb437db43e928bd708a528dc0d31f31088156f7e54b1a90aa4a22",
}
LEFT: dict[str, tuple[int, int, set[str]]] = {
    "2026-11.json": (5, 2, {"dismissed", "refiled"}),
    "2026-11-confirmed.json": (1, 0, set()),
    "2026-11-measures.json": (0, 1, set()),
    "2026-11-changes.json": (0, 0, set()),
    "2026-11-given.json": (0, 2, set()),
    "2026-11-sheet.json": (0, 0, set()),
    "2026-11-wounds.json": (0, 2, set()),
    "2026-11-documents.json": (0, 0, set()),
    "2026-11-charter.json": (0, 0, set()),
    "2026-11-unread.json": (0, 2, set()),
}
"""Entries, follow-ups, and outcomes of the quarantine that each file leaves."""
MONTHS = {name: json.loads((FROZEN / name).read_text(encoding="utf-8")) for name in DIGESTS}
TWELVE_MONTHS = timedelta(days=365)
LONG_AGO = timedelta(days=30)


@pytest.mark.parametrize("name", DIGESTS)
def test_nobody_has_touched_the_file(name: str) -> None:
    assert hashlib.sha256((FROZEN / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_every_file_is_watched() -> None:
    assert {path.name for path in FROZEN.iterdir()} == set(DIGESTS)


def test_every_type_of_command_is_frozen(application: Flask) -> None:
    """A new type is added to a file of its own month."""
    told = {one["type"] for month in MONTHS.values() for one in month["envelopes"]}
    assert application and told == set(known.commands)


@pytest.fixture(params=[timedelta(hours=1), TWELVE_MONTHS], ids=["the same day", "a year later"])
def arrival(request: pytest.FixtureRequest) -> timedelta:
    """How late the tablet hands them in."""
    late: timedelta = request.param
    return late


@pytest.fixture(params=list(MONTHS))
def month(request: pytest.FixtureRequest, arrival: timedelta) -> Iterator[dict[str, Any]]:
    found: dict[str, Any] = {**MONTHS[request.param], "left": LEFT[request.param]}
    with clock.frozen(instant(found["world"]["made_at"]) + arrival):
        yield found


def test_they_are_all_taken_in(month: dict[str, Any], each_house: House) -> None:
    secret = cookies.new_secret()
    settle(each_house, month["world"], secret)
    results = hand_in(each_house, month, secret)
    told = [(one["type"], one["outcome"]) for one in month["envelopes"]]
    assert [
        (one["type"], result["outcome"])
        for one, result in zip(month["envelopes"], results, strict=True)
    ] == told, results
    assert [one.get("flags") for one in results] == [one.get("flags") for one in month["envelopes"]]
    with each_house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Command)) == sum(
            outcome == "applied" for _, outcome in told
        )
        entries, follow_ups, outcomes = month["left"]
        assert session.scalar(select(func.count()).select_from(Entry)) == entries
        assert session.scalar(select(func.count()).select_from(FollowUp)) == follow_ups
        assert set(session.scalars(select(Quarantine.outcome))) == outcomes
    assert verify_rows(each_house) == []


def test_offered_again_they_are_known(month: dict[str, Any], each_house: House) -> None:
    secret = cookies.new_secret()
    settle(each_house, month["world"], secret)
    first, second = (hand_in(each_house, month, secret) for _ in range(2))
    again = {"applied": "duplicate"}
    assert [one["outcome"] for one in second] == [
        again.get(one["outcome"], one["outcome"]) for one in first
    ]


def hand_in(house: House, month: dict[str, Any], secret: str) -> list[dict[str, Any]]:
    application = create_app(house)
    application.test_client_class = PageClient
    client = application.test_client()
    value = f"{month['world']['device']}.{secret}"
    client.set_cookie(cookies.DEVICE_COOKIE, value, domain="localhost", secure=True)
    sealed = [one["jwe"] for one in month["envelopes"]]
    answer = client.post(
        "/api/v1/outbox", json={"sessions": month["sessions"], "envelopes": sealed}
    )
    assert answer.status_code == 200
    results: list[dict[str, Any]] = answer.json["results"]
    return results


def settle(house: House, world: dict[str, Any], secret: str) -> None:
    """The home that the file tells of, as it was when its envelopes were sealed."""
    home, made_at = UUID(world["establishment"]), instant(world["made_at"])
    since = made_at - LONG_AGO
    house.vault.create_establishment(home)
    key = ECKey.import_key(world["intake"]["private_jwk"])
    house.vault.put_secret(home, "intake", world["intake"]["kid"], key.as_pem(private=True))
    house.vault.create_owners([UUID(one["id"]) for one in world["staff"]], home, "staff")
    with house.database.write() as session:
        session.add(
            Establishment(id=home, name="x", kind="nursing_home", epoch=new_id(), created_at=since)
        )
        session.flush()
        session.add(Unit(id=UUID(world["unit"]), establishment_id=home, name="x", position=0))
        for one in world["staff"]:
            _staff(session, house, home, one, since)
        _device(session, world, home, secret, since)
        _person(session, house, world, home)
        _lines(session, house, world, home)
        _doses(session, world, home)
        _labels(session, house, world, home)
        publish_vocabulary(session, starting_vocabulary(), establishment_id=home, now=since)


def _staff(
    session: Session, house: House, home: UUID, told: dict[str, str], since: datetime
) -> None:
    id_ = UUID(told["id"])
    names = {"given_name": "x", "family_name": "x", "title": ""}
    sealed = house.vault.seal(id_, "staff", id_, names)
    session.add(
        Staff(id=id_, establishment_id=home, role=told["role"], sealed=sealed, created_at=since)
    )
    session.flush()
    session.add(Assignment(id=new_id(), establishment_id=home, staff_id=id_, starts_at=since))


def _device(
    session: Session, world: dict[str, Any], home: UUID, secret: str, since: datetime
) -> None:
    """The tablet, the session its server knew, the passkey and the lease of the one it did not."""
    id_, known_session = UUID(world["device"]), world["session"]
    session.add(
        Device(
            id=id_,
            establishment_id=home,
            name="x",
            kind="shared",
            secret_hash=cookies.digest(secret),
            created_at=since,
            enrolled_at=since,
        )
    )
    session.flush()
    session.add(DeviceUnit(device_id=id_, unit_id=UUID(world["unit"])))
    opened_at = instant(known_session["opened_at"])
    session.add(
        AuthSession(
            id=UUID(known_session["id"]),
            establishment_id=home,
            staff_id=UUID(known_session["staff"]),
            device_id=id_,
            basis="fresh",
            jwk=known_session["jwk"],
            thumbprint="x",
            opened_at=opened_at,
            received_at=opened_at,
            active_at=opened_at,
        )
    )
    for passkey in world.get("passkeys") or [world["passkey"]]:
        session.add(_passkey(passkey, home, since))
    lease = world["lease"]
    times = {name: instant(lease[name]) for name in ("issued_at", "expires_at")}
    session.add(Lease(id=new_id(), device_id=id_, nonce=b64.decode(lease["nonce"]), **times))


def _passkey(told: dict[str, str], home: UUID, since: datetime) -> Credential:
    return Credential(
        id=new_id(),
        establishment_id=home,
        staff_id=UUID(told["staff"]),
        credential_id=b64.decode(told["id"]),
        public_key=b64.decode(told["public_key"]),
        kind="key",
        transports=[],
        aaguid="",
        is_backup_eligible=False,
        is_backed_up=False,
        label="x",
        created_at=since,
    )


def _person(session: Session, house: House, world: dict[str, Any], home: UUID) -> None:
    made = homes.Home(house, home)
    homes.add_person(session, made, "x", UUID(world["unit"]), id=UUID(world["person"]))


def _lines(session: Session, house: House, world: dict[str, Any], home: UUID) -> None:
    """Versions of a person's lines; what they say is of another age, and only what is given reads it."""
    person, at = UUID(world["person"]), instant(world["made_at"]) - LONG_AGO
    for told in world.get("lines", ()):
        id_ = UUID(told["id"])
        session.add(
            PrescriptionLine(
                id=id_,
                chain_id=id_,
                version=1,
                kind="prescribed",
                is_head=True,
                person_id=person,
                establishment_id=home,
                author_id=UUID(told["author"]),
                written_at=at,
                starts_at=at,
                is_to_sign=False,
                control_due_at=at,
                sealed=house.vault.seal(person, "prescription_line", id_, told.get("content", {})),
            )
        )


def _doses(session: Session, world: dict[str, Any], home: UUID) -> None:
    session.flush()
    for told in world.get("doses", ()):
        due_at = instant(told["due_at"])
        session.add(
            DueDose(
                id=UUID(told["id"]),
                chain_id=UUID(told["line"]),
                line_id=UUID(told["line"]),
                person_id=UUID(world["person"]),
                establishment_id=home,
                act="give",
                slot=told["slot"],
                due_at=due_at,
                early_minutes=60,
                late_minutes=60,
                amount=told["amount"],
                is_absent=False,
                expires_at=due_at + timedelta(days=1),
            )
        )


def _labels(session: Session, house: House, world: dict[str, Any], home: UUID) -> None:
    session.flush()
    person = UUID(world["person"])
    for told in world.get("labels", ()):
        id_ = UUID(told["id"])
        session.add(
            PersonLabel(
                id=id_,
                establishment_id=home,
                person_id=person,
                digest=told["digest"],
                issued_at=instant(world["made_at"]) - LONG_AGO,
                issued_by=UUID(told["by"]),
                sealed=house.vault.seal(person, "person_label", id_, {"text": "x"}),
            )
        )


def instant(text: str) -> datetime:
    at = clock.from_text(text)
    assert at is not None
    return at
