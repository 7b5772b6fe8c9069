"""The tablet's own passkey behind a code, by the tablet in Python: the whole loop, with network and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.gate.auth.authenticators import USUAL
from app.gate.auth.key_models import PasskeyRule
from app.ground import clock
from app.ground.ids import new_id
from app.tablet import Authenticator, Problem, Tablet, TabletError
from tests.tablet.conftest import Home

NewTablet = Callable[..., Tablet]
CODE, NEXT = "739182", "582947"


@pytest.fixture
def own() -> Authenticator:
    """What is built into the tablet."""
    return Authenticator.in_the_tablet()


@pytest.fixture
def tablet(home: Home, new_tablet: NewTablet, own: Authenticator) -> Tablet:
    """A tablet of Glycines, in a home that lets its own passkey count; Aïcha has registered hers."""
    kinds = {place: list(kinds) for place, kinds in USUAL.items()} | {"shared": ["key", "tablet"]}
    with home.house.database.write() as session:
        rule = {"id": new_id(), "establishment_id": home.leader.establishment_id}
        session.add(PasskeyRule(**rule, kinds=kinds, decided_at=clock.now()))
    made = new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), own, code=CODE)
    made.wall()
    return made


def write(tablet: Tablet, home: Home) -> None:
    texts = {"data": "A bien mangé.", "importance": "normal", "to_read": False}
    body = {"cible": "bon-appetit", "vocabulary": 1, **texts}
    tablet.record("transmission.record", next(iter(home.persons.values())), body)


def test_it_opens_with_its_code_and_reads(tablet: Tablet, own: Authenticator) -> None:
    tablet.unlock("Aïcha", own, code=CODE)
    tablet.pull("Glycines")
    assert tablet.store_keys


def test_a_wrong_code_is_the_server_s_to_refuse(tablet: Tablet, own: Authenticator) -> None:
    with pytest.raises(Problem, match="Encore 4 essais"):
        tablet.unlock("Aïcha", own, code=NEXT)


def test_without_a_code_it_is_not_even_asked_for(tablet: Tablet, own: Authenticator) -> None:
    with pytest.raises(TabletError, match="no passkey"):
        tablet.unlock("Aïcha", own)


def test_without_network_the_right_code_opens_and_what_is_written_is_flagged(
    tablet: Tablet, own: Authenticator, home: Home
) -> None:
    with pytest.raises(TabletError, match="this code does not open"):
        tablet.unlock("Aïcha", own, offline=True, code=NEXT)
    tablet.unlock("Aïcha", own, offline=True, code=CODE)
    write(tablet, home)
    (result,) = tablet.send()
    assert (result["outcome"], result["flags"]) == ("applied", ["code_unverified"])
    tablet.resume()
    tablet.pull("Glycines")


def test_opened_online_nothing_is_flagged(tablet: Tablet, own: Authenticator, home: Home) -> None:
    tablet.unlock("Aïcha", own, code=CODE)
    write(tablet, home)
    (result,) = tablet.send()
    assert (result["outcome"], result.get("flags")) == ("applied", None)


def test_another_code_opens_from_then_on_with_the_same_keys(
    tablet: Tablet, own: Authenticator
) -> None:
    tablet.unlock("Aïcha", own, code=CODE, next_code=NEXT)
    kept = tablet.store_keys
    tablet.lock()
    tablet.wall()
    with pytest.raises(TabletError, match="this code does not open"):
        tablet.unlock("Aïcha", own, offline=True, code=CODE)
    tablet.unlock("Aïcha", own, offline=True, code=NEXT)
    assert tablet.store_keys == kept


def test_a_tablet_that_has_not_heard_of_it_still_opens_with_the_former_one(
    tablet: Tablet, own: Authenticator
) -> None:
    """It has no network, and nobody can tell it: what is written then is flagged, and online the former one is over."""
    tablet.unlock("Aïcha", own, code=CODE, next_code=NEXT)
    tablet.lock()
    tablet.unlock("Aïcha", own, offline=True, code=CODE)
    tablet.lock()
    with pytest.raises(Problem, match="Ce n’est pas votre code"):
        tablet.unlock("Aïcha", own, code=CODE)
    tablet.unlock("Aïcha", own, code=NEXT)
    assert tablet.store_keys
