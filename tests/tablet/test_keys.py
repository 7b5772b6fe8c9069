"""Keys on this side agree with the protocol's words, byte by byte."""

from __future__ import annotations

import hashlib
import os
import uuid

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey

from app.tablet import TabletError, base64url, challenge, keys


def test_the_challenge_is_the_hash_of_its_length_prefixed_parts():
    device, staff = uuid.uuid4(), uuid.uuid4()
    nonce, thumb = os.urandom(32), os.urandom(32)
    written = b"\0\0\0\x0fchevet-unlock-1" + b"\0\0\0\x20" + nonce
    written += b"\0\0\0\x10" + device.bytes + b"\0\0\0\x10" + staff.bytes + b"\0\0\0\x20" + thumb
    made = challenge.unlock_challenge(nonce=nonce, device=device, staff=staff, thumbprint=thumb)
    assert made == hashlib.sha256(written).digest()


def test_the_thumbprint_is_the_one_of_rfc_7638():
    key = keys.new_key()
    assert base64url.encode(challenge.thumbprint(key.as_dict(private=True))) == key.thumbprint()


def test_a_public_jwk_holds_nothing_private():
    assert keys.public_jwk(keys.new_key()).keys() == {"kty", "crv", "x", "y"}


def test_a_user_key_opens_with_the_prf_that_wrapped_it():
    key, prf = keys.new_key(), os.urandom(32)
    kept = keys.WrappedKey.from_json(keys.wrap_user_key(key, prf).as_json())
    opened = keys.unwrap_user_key(kept, prf)
    assert opened.as_dict(private=True)["d"] == key.as_dict(private=True)["d"]


def test_a_user_key_stays_shut_to_another_prf():
    kept = keys.wrap_user_key(keys.new_key(), os.urandom(32))
    with pytest.raises(TabletError):
        keys.unwrap_user_key(kept, os.urandom(32))


def wrapped_to(key: ECKey, plain: bytes) -> str:
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, plain, ECKey.import_key(keys.public_jwk(key)))


def test_a_store_key_opens_for_its_user_alone():
    key, store_key = keys.new_key(), os.urandom(32)
    sealed = wrapped_to(key, store_key)
    assert keys.open_store_key(sealed, key) == store_key
    with pytest.raises(TabletError):
        keys.open_store_key(sealed, keys.new_key())


def test_a_store_key_of_another_length_is_refused():
    key = keys.new_key()
    with pytest.raises(TabletError):
        keys.open_store_key(wrapped_to(key, b"short"), key)
