"""A rescue file: what a tablet without network wrote, handed in by another one of the home."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from joserfc import jwe, jws
from joserfc.jwk import OctKey
from sqlalchemy import select

from app.gate.audit.models import AuditEvent
from app.gate.auth import b64
from app.gate.auth.models import AuthSession, Device
from app.gate.auth.rates import Rate
from app.gate.sync import carrying, quarantine
from app.gate.sync.models import Command
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock, digest
from tests.sync.homes import NOW, Home, Tablet
from tests.sync.test_proofs import Offline

PAIN = {"cible": "douleur-aigue", "vocabulary": 1}
KEY = bytes(range(32))
SEALS = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)


def another(home: Home) -> Tablet:
    """A second tablet of the home, which has network."""
    with home.house.database.write() as session:
        return home.add_tablet(session, home.units)


def ticket(home: Home, tablet: Tablet, **changes: object) -> str:
    """As the tablet seals it into its file."""
    told = {
        "v": 1,
        "rescue": str(uuid.UUID(int=7)),
        "device": str(tablet.id),
        "key": b64.encode(KEY),
    }
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": home.kid, "typ": "chevet-rescue+jwe"}
    return jwe.encrypt_compact(header, json.dumps(told | changes).encode(), home.intake)


def carry(
    exchange: Exchange, carrier: Tablet, origin: Tablet, envelopes: list[str], **more: object
) -> Json:
    body = {"carried_for": {"device": str(origin.id), "ticket": ticket(exchange.home, origin)}}
    response = exchange.deliver(carrier, {**body, "envelopes": envelopes, **more})
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: Json = response.get_json()
    return answer


def entries(unlock: Unlock, home: Home, count: int = 1) -> list[str]:
    return [
        unlock.write("transmission.record", home.persons["Lenoir"], PAIN, at=NOW)
        for _ in range(count)
    ]


def test_another_tablet_hands_in_what_one_wrote(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha, carrier = home.unlock("Aïcha"), another(home)
    written = entries(aicha, home, 3)
    answer = carry(each_exchange, carrier, aicha.tablet, written)
    assert [one["outcome"] for one in answer["results"]] == ["applied"] * 3
    with each_exchange.house.database.read() as session:
        assert set(session.scalars(select(Command.device_id))) == {aicha.tablet.id}
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "outbox.carried")).one()
    assert (event.device_id, event.subject_id) == (carrier.id, aicha.tablet.id)
    assert event.detail == {"envelopes": 3, "sessions": 0}

    # When its own network returns, nothing is there twice.
    again = each_exchange.results(aicha.tablet, written)
    assert {one["outcome"] for one in again} == {"duplicate"}
    assert {
        one["outcome"] for one in carry(each_exchange, carrier, aicha.tablet, written)["results"]
    } == {"duplicate"}
    assert each_exchange.count(Command) == 3


def test_the_unlock_made_without_network_goes_with_it(exchange: Exchange) -> None:
    aicha, proof = Offline(exchange).unlock()
    written = entries(aicha, exchange.home)
    sealed = seal_proof(aicha, proof)
    answer = carry(exchange, another(exchange.home), aicha.tablet, written, sessions=[sealed])
    assert [one["outcome"] for one in answer["results"]] == ["applied"]


def seal_proof(unlock: Unlock, proof: Json) -> str:
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": unlock.kid, "typ": "chevet-session+jwe"}
    header |= {"est": str(unlock.home), "dev": str(unlock.tablet.id), "ses": str(unlock.id)}
    return jwe.encrypt_compact(header, json.dumps(proof).encode(), unlock.intake, registry=SEALS)


def test_a_proof_that_is_not_believed_leaves_no_mark_when_it_was_carried(
    exchange: Exchange,
) -> None:
    """Whoever finds a file must not spoil the session that it names: its own tablet is believed afterwards."""
    aicha, proof = Offline(exchange).unlock()
    written, carrier = entries(aicha, exchange.home), another(exchange.home)
    forged = seal_proof(aicha, {**proof, "nonce": b64.encode(b"n" * 32)})
    (result,) = carry(exchange, carrier, aicha.tablet, written, sessions=[forged])["results"]
    assert (result["outcome"], result["code"]) == ("later", "unknown_session")
    assert exchange.count(AuthSession, AuthSession.id == aicha.id) == 0
    true = exchange.results(aicha.tablet, written, sessions=[seal_proof(aicha, proof)])
    assert [one["outcome"] for one in true] == ["applied"]


def test_what_a_revoked_tablet_wrote_is_judged_as_when_it_speaks_itself(exchange: Exchange) -> None:
    home = exchange.home
    aicha, carrier = home.unlock("Aïcha"), another(home)
    early = aicha.write(
        "transmission.record", home.persons["Lenoir"], PAIN, at=NOW - timedelta(hours=2)
    )
    late = entries(aicha, home)[0]
    with home.house.database.write() as session:
        session.get_one(Device, aicha.tablet.id).revoked_at = NOW - timedelta(hours=1)
    results = carry(exchange, carrier, aicha.tablet, [early, late])["results"]
    assert [one["outcome"] for one in results] == ["applied", "quarantined"]
    assert results[1]["code"] == "device_revoked"


def test_a_revoked_tablet_carries_nothing(exchange: Exchange) -> None:
    home = exchange.home
    aicha, carrier = home.unlock("Aïcha"), another(home)
    with home.house.database.write() as session:
        session.get_one(Device, carrier.id).revoked_at = NOW
    body = {"carried_for": {"device": str(aicha.tablet.id)}, "envelopes": entries(aicha, home)}
    answer = exchange.deliver(carrier, body)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "revoked")
    assert exchange.count(Command) == 0


@pytest.mark.parametrize("of", ["other", "nobody"])
def test_a_tablet_of_another_home_is_not_known_here(exchange: Exchange, of: str) -> None:
    chloe = exchange.other.unlock("Chloé")
    device = chloe.tablet.id if of == "other" else new_id()
    body = {"carried_for": {"device": str(device)}, "envelopes": []}
    answer = exchange.deliver(another(exchange.home), body)
    assert answer.status_code == 404
    assert "ne connaît pas" in answer.get_json()["detail"]


def test_an_envelope_that_was_not_of_that_tablet_is_not_taken_for_its_own(
    exchange: Exchange,
) -> None:
    home = exchange.home
    aicha, carrier = home.unlock("Aïcha"), another(home)
    nadia = home.unlock("Nadia", another(home))
    (result,) = carry(exchange, carrier, aicha.tablet, entries(nadia, home))["results"]
    assert (result["outcome"], result["code"]) == ("quarantined", "wrong_device")
    assert exchange.count(Command) == 0


def test_garbage_is_counted_against_whoever_carries_it(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "DAILY", Rate("quarantine.bytes", 2_000, seconds=86_400))
    home = exchange.home
    aicha, carrier = home.unlock("Aïcha"), another(home)
    junk = [f"junk {number}" for number in range(6)]
    results = carry(exchange, carrier, aicha.tablet, junk)["results"]
    assert results[-1]["code"] == "quarantine_full"
    assert exchange.one(aicha.tablet, "its own junk")["outcome"] == "quarantined"


def test_carrying_is_limited(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CARRIED", Rate("outbox.carried", 2))
    aicha, carrier = exchange.home.unlock("Aïcha"), another(exchange.home)
    for _ in range(2):
        carry(exchange, carrier, aicha.tablet, [])
    body = {"carried_for": {"device": str(aicha.tablet.id)}}
    assert exchange.deliver(carrier, body).status_code == 429
    assert exchange.one(aicha.tablet, entries(aicha, exchange.home)[0])["outcome"] == "applied"


def test_the_receipt_says_what_became_of_each_and_is_signed_for_its_tablet(
    exchange: Exchange,
) -> None:
    home = exchange.home
    aicha = home.unlock("Aïcha")
    written = [*entries(aicha, home), "no envelope"]
    answer = carry(exchange, another(home), aicha.tablet, written)
    read = jws.deserialize_compact(answer["receipt"], OctKey.import_key(KEY), algorithms=["HS256"])
    told = json.loads(read.payload)
    assert (told["rescue"], told["device"]) == (str(uuid.UUID(int=7)), str(aicha.tablet.id))
    assert told["epoch"] == answer["epoch"]
    assert [(one["sha256"], one["outcome"]) for one in told["results"]] == [
        (digest(written[0]).hex(), "applied"),
        (digest(written[1]).hex(), "quarantined"),
    ]


@pytest.mark.parametrize("wrong", ["not a ticket", "of another tablet", "a short key", "no text"])
def test_a_ticket_that_does_not_open_costs_the_receipt_alone(
    exchange: Exchange, wrong: str
) -> None:
    home = exchange.home
    aicha = home.unlock("Aïcha")
    told = {
        "not a ticket": "a.b.c.d.e",
        "of another tablet": ticket(home, aicha.tablet, device=str(new_id())),
        "a short key": ticket(home, aicha.tablet, key="AAAA"),
        "no text": ticket(home, aicha.tablet, key=12),
    }[wrong]
    body = {"carried_for": {"device": str(aicha.tablet.id), "ticket": told}}
    answer = exchange.deliver(another(home), {**body, "envelopes": entries(aicha, home)}).get_json()
    assert answer["receipt"] is None
    assert [one["outcome"] for one in answer["results"]] == ["applied"]
