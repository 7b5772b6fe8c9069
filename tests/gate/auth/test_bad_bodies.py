"""Bodies that are no proof, no JSON, or no body at all: a clear answer, never an error of ours."""

import pytest

from tests.gate.auth.test_unlock import unlock


@pytest.mark.parametrize(
    "change",
    [
        {"session": "not-an-id"},
        {"at": "yesterday"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"basis": "office"},
        {"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}},
        {"jwk": {"kty": "oct", "k": "AA"}},
        {"nonce": "!" * 43},
        {"nonce": "A" * 5_000},
        {"assertion": None},
        {"assertion": {}},
        {"assertion": {"id": "AA", "response": {}}},
        {"assertion": {"id": 3, "response": []}},
        {"staff": "00000000-0000-0000-0000-000000000000"},
        {"surprise": 1},
    ],
)
def test_a_malformed_proof_is_refused_in_words(tablet, change):
    tablet.register("Aïcha")
    _, proof = tablet.proof("Aïcha")
    answer = unlock(tablet, {**proof, **change})
    assert answer.status_code in (403, 422), answer.json
    assert answer.json["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 60_000, b'{"a":NaN}'])
def test_a_body_that_is_no_json_object_is_refused_in_words(tablet, body):
    answer = tablet.client.post("/api/v1/unlock", data=body, content_type="application/json")
    assert answer.status_code in (400, 422), answer.json
    assert answer.json["detail"]


def test_a_form_cannot_speak_to_the_api(tablet):
    answer = tablet.client.post("/api/v1/unlock/nonce", data={"a": "b"})
    assert answer.status_code == 415
