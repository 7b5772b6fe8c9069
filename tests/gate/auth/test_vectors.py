"""The server reads the examples that the browser and the Python tablet agree on."""

import json
import uuid
from pathlib import Path

import pytest

from app.gate.auth import b64
from app.gate.auth.challenge import (
    length_prefixed,
    quick_challenge,
    thumbprint,
    unlock_challenge,
)

VECTORS = Path(__file__).parents[2] / "vectors"


def cases(name):
    return json.loads((VECTORS / f"{name}.json").read_text())["cases"]


@pytest.mark.parametrize("case", cases("challenge"))
def test_the_challenge_of_an_unlock(case):
    about = {
        "nonce": b64.decode(case["nonce"]),
        "device_id": uuid.UUID(case["device"]),
        "staff_id": uuid.UUID(case["staff"]),
        "thumbprint": b64.decode(case["thumbprint"]),
    }
    if "strong" in case:
        made = quick_challenge(**about, strong_id=uuid.UUID(case["strong"]))
    else:
        made = unlock_challenge(**about)
    assert b64.encode(made) == case["challenge"]


@pytest.mark.parametrize("case", cases("thumbprint"))
def test_the_thumbprint_of_a_session_key(case):
    assert b64.encode(thumbprint(case["jwk"])) == case["thumbprint"]


def test_no_two_lists_of_parts_spell_the_same_bytes():
    spelt = {
        length_prefixed(*parts)
        for parts in [(b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"abc", b"")]
    }
    assert len(spelt) == 4


@pytest.mark.parametrize("text", ["AA==", "A", "AB", "A+", "A/", " AA", "é", "AA\n"])
def test_base64url_has_one_spelling(text):
    with pytest.raises(ValueError):
        b64.decode(text)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe", bytes(range(256))])
def test_base64url_there_and_back(data):
    assert b64.decode(b64.encode(data)) == data
