"""Which kinds of passkeys count where, and since when."""

from __future__ import annotations

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.gate.auth import authenticators
from app.gate.auth.authenticators import OFFERED, PLACES, USUAL, allowed, confirms, opens
from app.gate.auth.key_models import PasskeyRule
from app.ground import clock
from app.ground.ids import new_id

WITH_TABLET = {**USUAL, "shared": ("key", "tablet")}
HERE = SimpleNamespace(id=uuid.uuid4(), kind="shared")


def passkey(kind, on=None):
    return SimpleNamespace(kind=kind, registered_on=on)


@pytest.mark.parametrize("place", PLACES)
def test_a_new_home_takes_keys_and_phones_everywhere_and_no_tablets(place):
    told = {kind: allowed(USUAL, place, kind).counts for kind in ("key", "phone", "tablet")}
    assert told == {"key": True, "phone": True, "tablet": False}


def test_a_kind_that_does_not_count_says_what_does():
    verdict = allowed({**USUAL, "shared": ("key",)}, "shared", "phone")
    assert verdict.why == "Sur une tablette partagée, il faut une clé ou un badge."
    assert not verdict.counts


def test_a_tablet_s_own_passkey_counts_with_a_code_where_the_home_says_so():
    assert allowed(WITH_TABLET, "shared", "tablet").needs_code
    assert not allowed(WITH_TABLET, "shared", "key").needs_code
    for place in ("personal", "desk"):
        assert not allowed({**USUAL, place: ("key", "tablet")}, place, "tablet").counts


def test_a_tablet_s_own_passkey_opens_that_tablet_alone():
    assert opens(WITH_TABLET, HERE, passkey("tablet", HERE.id)).counts
    assert not opens(WITH_TABLET, HERE, passkey("tablet", uuid.uuid4())).counts
    assert not opens(WITH_TABLET, HERE, passkey("tablet")).counts
    assert opens(WITH_TABLET, HERE, passkey("key")).counts


def test_it_confirms_nothing():
    assert not confirms(WITH_TABLET, "shared", "tablet").counts
    assert confirms(WITH_TABLET, "shared", "key").counts
    assert not confirms(WITH_TABLET, "shared", "phone").counts


def test_without_a_device_one_is_at_a_desk():
    assert opens({**USUAL, "desk": ("phone",)}, None, passkey("phone")).counts
    assert not opens({**USUAL, "desk": ("phone",)}, None, passkey("key")).counts


def test_each_rule_holds_from_its_own_time_on(house, home):
    now, hour = clock.now(), timedelta(hours=1)
    with house.database.write() as session:
        for at, shared in ((now - 2 * hour, ["key", "tablet"]), (now, ["phone"])):
            kinds = {**{place: list(kinds) for place, kinds in OFFERED.items()}, "shared": shared}
            session.add(
                PasskeyRule(id=new_id(), establishment_id=home.id, kinds=kinds, decided_at=at)
            )
    with house.database.read() as session:

        def shared_at(at):
            return authenticators.rules_at(session, home.id, at)["shared"]

        assert shared_at(now - 3 * hour) == ("key", "phone")
        assert shared_at(now - hour) == ("key", "tablet")
        assert shared_at(now) == ("phone",)
        assert authenticators.rules_at(session, uuid.uuid4(), now) == USUAL
