"""Whatever arrives in an outbox has one clear outcome with its reason, is kept whole, and sinks nobody."""

from __future__ import annotations

import base64
import json
import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import select

from app.areas.journal.models import Entry
from app.gate.sync.models import Quarantine
from app.ground import clock
from app.ground.ids import new_id
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock, outside
from tests.sync.homes import NOW

PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "EN à 5"}
DEEP = b'{"v":1,"body":' + b"[" * 30_000 + b"]" * 30_000 + b"}"


def claims(aicha: Unlock, exchange: Exchange, **others: Any) -> dict[str, Any]:
    made = aicha.claims("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    return made | others


def with_body(aicha: Unlock, exchange: Exchange, **body: Any) -> str:
    return aicha.seal(claims(aicha, exchange, body={**PAIN, **body}))


def flipped(envelope: str, part: int) -> str:
    """The envelope with one character changed in one of its five parts."""
    parts = envelope.split(".")
    middle = len(parts[part]) // 2
    other = "A" if parts[part][middle] != "A" else "B"
    parts[part] = parts[part][:middle] + other + parts[part][middle + 1 :]
    return ".".join(parts)


def with_outside(envelope: str, **told: Any) -> str:
    """The envelope with another header, its seal untouched."""
    head = json.dumps({**outside(envelope), **told}).encode()
    return ".".join(
        [base64.urlsafe_b64encode(head).rstrip(b"=").decode(), *envelope.split(".")[1:]]
    )


Case = Callable[[Unlock, Exchange], Any]

MALFORMED: dict[str, Case] = {
    "nothing": lambda a, x: "",
    "a word": lambda a, x: "bonjour",
    "a number": lambda a, x: 12,
    "null": lambda a, x: None,
    "an object": lambda a, x: {"id": str(new_id())},
    "five empty parts": lambda a, x: "....",
    "four parts": lambda a, x: ".".join(a.seal(claims(a, x)).split(".")[:4]),
    "six parts": lambda a, x: a.seal(claims(a, x)) + ".AAAA",
    "accents": lambda a, x: "é" + a.seal(claims(a, x)),
    "a lone surrogate": lambda a, x: "\ud800" + a.seal(claims(a, x)),
    "a NUL": lambda a, x: "\0" + a.seal(claims(a, x)),
    "another algorithm": lambda a, x: a.seal(claims(a, x), header={"alg": "ECDH-ES+A256KW"}),
    "another type of token": lambda a, x: a.seal(claims(a, x), header={"typ": "JWT"}),
    "compressed": lambda a, x: a.seal(claims(a, x), header={"zip": "DEF"}),
    "a key embedded": lambda a, x: a.seal(claims(a, x), header={"jwk": a.key.as_dict()}),
    "no id": lambda a, x: a.seal(claims(a, x), header={"id": None}),
    "an id in capitals": lambda a, x: a.seal(claims(a, x), header={"id": str(new_id()).upper()}),
    "a negative number": lambda a, x: a.seal(claims(a, x), header={"seq": -1}),
    "a yes for a number": lambda a, x: a.seal(claims(a, x), header={"seq": True}),
    "a huge number": lambda a, x: a.seal(claims(a, x), header={"seq": 10**300}),
    "version zero": lambda a, x: a.seal(claims(a, x), header={"v": 0}),
    "a version in words": lambda a, x: a.seal(claims(a, x), header={"v": "1"}),
}

QUARANTINED: dict[str, tuple[str, Case]] = {
    **{f"malformed: {name}": ("malformed", case) for name, case in MALFORMED.items()},
    "too large": ("too_large", lambda a, x: with_body(a, x, data="é" * 50_000)),
    "a header changed on its way": (
        "unreadable",
        lambda a, x: with_outside(a.seal(claims(a, x)), seq=4_000),
    ),
    "a nonce changed": ("unreadable", lambda a, x: flipped(a.seal(claims(a, x)), 2)),
    "a content changed": ("unreadable", lambda a, x: flipped(a.seal(claims(a, x)), 3)),
    "a tag changed": ("unreadable", lambda a, x: flipped(a.seal(claims(a, x)), 4)),
    "sealed to another key": (
        "unreadable",
        lambda a, x: a.seal(claims(a, x), sealed_to=ECKey.generate_key("P-256")),
    ),
    "sealed to the other home's key": (
        "unreadable",
        lambda a, x: a.seal(claims(a, x), sealed_to=x.other.intake),
    ),
    "signed by another key": (
        "bad_signature",
        lambda a, x: a.seal(claims(a, x), signed_by=ECKey.generate_key("P-256")),
    ),
    "signed for another session": (
        "bad_signature",
        lambda a, x: a.seal(claims(a, x), signed_header={"kid": str(new_id())}),
    ),
    "signed as something else": (
        "bad_signature",
        lambda a, x: a.seal(claims(a, x), signed_header={"typ": "chevet-possession+jws"}),
    ),
    "another id inside": (
        "header_mismatch",
        lambda a, x: a.seal(claims(a, x), header={"id": str(new_id())}),
    ),
    "another number inside": (
        "header_mismatch",
        lambda a, x: a.seal(claims(a, x), header={"seq": 4_000}),
    ),
    "another install inside": (
        "header_mismatch",
        lambda a, x: a.seal(claims(a, x, install=str(new_id()))),
    ),
    "another home inside": (
        "header_mismatch",
        lambda a, x: a.seal(claims(a, x, establishment=str(x.other.id))),
    ),
    "another size than told": (
        "header_mismatch",
        lambda a, x: a.seal(claims(a, x), header={"size": 3}),
    ),
    "another author inside": (
        "wrong_session",
        lambda a, x: a.seal(claims(a, x, author=str(x.home.staff["Nadia"]))),
    ),
    "another device outside": (
        "wrong_device",
        lambda a, x: a.seal(claims(a, x), header={"dev": str(x.other.tablet.id)}),
    ),
    "another home outside": (
        "wrong_establishment",
        lambda a, x: a.seal(claims(a, x), header={"est": str(x.other.id)}),
    ),
    "an unknown type": (
        "unknown_type",
        lambda a, x: a.seal(claims(a, x, type="dose.invented")),
    ),
    "no JSON inside": ("invalid", lambda a, x: a.seal(b"bonjour")),
    "a list inside": ("invalid", lambda a, x: a.seal(b"[]")),
    "not a number inside": ("invalid", lambda a, x: a.seal(b'{"v":1,"seq":NaN}')),
    "bytes that are no text": ("invalid", lambda a, x: a.seal(b'{"v":"\xff"}')),
    "a deep nest": ("invalid", lambda a, x: a.seal(b'{"v":1,"body":' + b"[" * 9_000 + b"}")),
    "a body that is a list": ("invalid", lambda a, x: a.seal(claims(a, x, body=[]))),
    "a date in words": (
        "invalid",
        lambda a, x: a.seal(claims(a, x, at="hier soir vers dix heures")),
    ),
    "no cible": ("invalid", lambda a, x: a.seal(claims(a, x, body={"vocabulary": 1}))),
    "a cible nobody knows": ("invalid", lambda a, x: with_body(a, x, cible="danse-de-salon")),
    "a field nobody knows": ("invalid", lambda a, x: with_body(a, x, dose="2 mg")),
    "a yes in words": ("invalid", lambda a, x: with_body(a, x, to_read="oui")),
    "an importance nobody knows": ("invalid", lambda a, x: with_body(a, x, importance="urgent")),
    "20,000 characters": ("invalid", lambda a, x: with_body(a, x, data="a" * 20_000)),
    "4,001 characters": ("invalid", lambda a, x: with_body(a, x, actions="a" * 4_001)),
    "a NUL inside": ("unstorable_text", lambda a, x: with_body(a, x, data="avant\0après")),
    "half a character": ("unstorable_text", lambda a, x: with_body(a, x, data="avant\ud83dapres")),
    "half a character in a phrase": (
        "unstorable_text",
        lambda a, x: with_body(a, x, chips={"data": ["\udc00"]}),
    ),
    "no person": ("invalid", lambda a, x: a.seal(claims(a, x, person=None))),
    "a person nobody knows": (
        "unknown_person",
        lambda a, x: a.seal(claims(a, x, person=str(uuid.uuid4()))),
    ),
    "a person of the other home": (
        "unknown_person",
        lambda a, x: a.seal(claims(a, x, person=str(x.other.persons["Marchand"]))),
    ),
}


@pytest.mark.parametrize("case", QUARANTINED)
def test_it_quarantines(case: str, shared: Exchange) -> None:
    exchange, rows, told = shared, shared.counts(), len(shared.verbs())
    code, make = QUARANTINED[case]
    aicha = exchange.home.unlock("Aïcha")
    bad = make(aicha, exchange)
    before, after = (aicha.seal(claims(aicha, exchange)) for _ in range(2))
    results = exchange.results(exchange.home.tablet, [before, bad, after])
    assert [one["outcome"] for one in results] == ["applied", "quarantined", "applied"]
    assert results[1]["code"] == code
    assert results[1]["reason"].endswith((".", "»"))
    again = exchange.one(exchange.home.tablet, bad)
    assert again == results[1]
    assert exchange.added(rows) == {"command": 2, "entry": 2, "quarantine": 1}
    assert exchange.verbs()[told:].count("command.quarantined") == 1
    with exchange.house.database.read() as session:
        kept = session.scalars(select(Quarantine).order_by(Quarantine.id.desc()).limit(1)).one()
    whole = bad if isinstance(bad, str) else json.dumps(bad)
    assert kept.envelope == whole.encode("utf-8", "surrogatepass")


STRANGE_AND_WELCOME = {
    "emoji": "douleur 👩🏽‍⚕️ ✅",
    "right to left": "ألم في الركبة اليسرى",
    "direction marks": "\u202egauche\u202c",
    "combining accents": "e\u0301leve\u0301",
    "quotes and backslashes": '"l’œil" \\u0000 \\ud83d </script>',
    "exactly 4,000 astral characters": "𝄞" * 4_000,
    "line breaks and tabs": "ligne 1\r\nligne 2\tfin\u2028suite",
}


@pytest.mark.parametrize("case", STRANGE_AND_WELCOME)
def test_it_keeps_the_text_as_it_was_written(case: str, shared: Exchange) -> None:
    text = STRANGE_AND_WELCOME[case]
    aicha = shared.home.unlock("Aïcha")
    result = shared.one(aicha.tablet, with_body(aicha, shared, data=text))
    assert result["outcome"] == "applied"
    entry = entry_of(shared, result)
    opened = shared.house.vault.open(entry.person_id, "entry", entry.id, entry.sealed)
    assert opened["data"] == text


def entry_of(exchange: Exchange, result: dict[str, Any]) -> Entry:
    with exchange.house.database.read() as session:
        return session.scalars(select(Entry).where(Entry.id == uuid.UUID(result["id"]))).one()


@pytest.mark.parametrize(
    "at",
    [
        "1970-01-01T00:00:00Z",
        "2100-06-01T12:00:00.000+02:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "+275760-09-13T00:00:00.000Z",
    ],
)
def test_an_absurd_date_is_applied_at_its_arrival_and_flagged(at: str, shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    result = shared.one(
        aicha.tablet, aicha.seal(claims(aicha, shared, at=at, clock={"offset_ms": None}))
    )
    assert result["outcome"] == "applied"
    assert "clock_adrift" in result["flags"]
    assert entry_of(shared, result).occurred_at == NOW


def test_a_clock_seventy_years_off_is_put_right(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    offset = 60 * 365 * 86_400_000
    told = NOW.replace(year=1966, month=12, day=6)  # NOW less the offset, to the day
    envelope = aicha.seal(
        claims(aicha, shared, at=clock.to_text(told), clock={"offset_ms": offset})
    )
    result = shared.one(aicha.tablet, envelope)
    assert result["flags"] == ["clock_adrift"]
    assert abs((entry_of(shared, result).occurred_at - NOW).days) <= 2


@pytest.mark.parametrize("offset", [10**18, -(10**18), 10**40, "vite", 1.5])
def test_an_offset_that_means_nothing_never_breaks(offset: Any, shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    envelope = aicha.seal(claims(aicha, shared, clock={"offset_ms": offset}))
    assert shared.one(aicha.tablet, envelope)["outcome"] in ("applied", "quarantined")


LATER: dict[str, tuple[str, Case]] = {
    "a key the server does not have": (
        "unknown_key",
        lambda a, x: a.seal(claims(a, x), header={"kid": "k" * 43}),
    ),
    "the name of the other home's key": (
        "unknown_key",
        lambda a, x: a.seal(claims(a, x), header={"kid": x.other.kid}, sealed_to=x.other.intake),
    ),
    "a session that has not arrived": (
        "unknown_session",
        lambda a, x: a.seal(claims(a, x), header={"ses": str(new_id())}),
    ),
    "a format of tomorrow": (
        "newer_format",
        lambda a, x: a.seal(claims(a, x, v=2)),
    ),
}


@pytest.mark.parametrize("case", LATER)
def test_it_asks_to_come_back_with(case: str, shared: Exchange) -> None:
    code, make = LATER[case]
    rows = shared.counts()
    aicha = shared.home.unlock("Aïcha")
    result = shared.one(aicha.tablet, make(aicha, shared))
    assert (result["outcome"], result["code"]) == ("later", code)
    assert result["reason"]
    assert shared.added(rows) == {}


BODIES: dict[str, tuple[Any, int]] = {
    "nothing at all": (b"", 400),
    "no JSON": (b"bonjour", 400),
    "bytes": (b"\xff\xfe", 400),
    "a list": (b"[]", 422),
    "a nest": (b"[" * 200_000, 400),
    "envelopes that are a word": (b'{"envelopes":"x"}', 422),
    "sessions that are a number": (b'{"sessions":1}', 422),
    "more than 200 envelopes": (json.dumps({"envelopes": ["x"] * 201}).encode(), 422),
    "a PRF secret": (b'{"prf":{"results":{"first":"AAAA"}}}', 400),
    "a PRF secret deep inside": (b'{"sessions":[{"a":{"prf":{"results":{}}}}]}', 400),
}


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_is_no_delivery_is_refused_whole(case: str, shared: Exchange) -> None:
    data, status = BODIES[case]
    rows = shared.counts()
    with shared.client(shared.home.tablet) as client:
        answer = client.post("/api/v1/outbox", data=data, content_type="application/json")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["detail"]
    assert shared.added(rows) == {}


def test_a_delivery_over_8_mib_is_refused_before_it_is_read(shared: Exchange) -> None:
    answer = shared.deliver(shared.home.tablet, {"envelopes": ["x" * (8 * 1024 * 1024)]})
    assert answer.status_code == 413


def test_it_never_breaks_on_noise(shared: Exchange) -> None:
    dice = random.Random(2611)
    rows = shared.counts()
    aicha = shared.home.unlock("Aïcha")
    honest = aicha.seal(claims(aicha, shared))
    noise: list[str] = []
    while len(noise) < 150:
        letters = list(honest)
        for _ in range(dice.randint(1, 6)):
            letters[dice.randrange(len(letters))] = dice.choice("AZaz09-_.~é\0")
        garbled = "".join(letters)[: dice.choice((len(letters), 40, 400))]
        noise += [garbled] if garbled != honest else []
    results = shared.results(aicha.tablet, noise)
    assert {one["outcome"] for one in results} <= {"quarantined", "later"}
    assert "entry" not in shared.added(rows)
    assert shared.one(aicha.tablet, honest) == {"id": outside(honest)["id"], "outcome": "applied"}
