"""A store that vanishes with unsent entries is noticed: the server names the numbers, or says they are unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.tablet import Authenticator, Tablet
from tests.tablet.conftest import Home
from tests.tablet.test_loop import body

NewTablet = Callable[..., Tablet]


@pytest.fixture
def wiped(home: Home, new_tablet: NewTablet, key: Authenticator, tmp_path: Path) -> Path:
    """Where a tablet wrote seven entries, sent two, and lost its store with the other five."""
    path = tmp_path / "tablet.db"
    tablet = new_tablet(path=path)
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    tablet.wall()
    tablet.unlock("Aïcha", key)
    for number in range(7):
        tablet.record("transmission.record", home.persons["Lenoir"], body())
        if number == 1:
            tablet.send()
    tablet.close()
    path.unlink()
    return path


def test_the_missing_numbers_are_named(wiped: Path, new_tablet: NewTablet):
    tablet = new_tablet(path=wiped)
    lost = tablet.outbox.prior
    assert isinstance(lost, dict)
    answer = tablet.report()
    assert answer["missing"] == [{"install": lost["install"], "ranges": [[3, 7]], "count": 5}]
    assert "missing_unknown" not in answer
    assert (answer["prior_noted"], tablet.outbox.prior) == (True, None)
    assert tablet.report()["missing"] == answer["missing"]
    assert tablet.storage.get("missing") == answer["missing"]


def test_with_the_cookie_gone_too_the_number_is_unknown(wiped: Path, new_tablet: NewTablet):
    cookies = wiped.with_suffix(".cookies")
    held = json.loads(cookies.read_text())
    del held["canary"]
    cookies.write_text(json.dumps(held))
    tablet = new_tablet(path=wiped)
    assert tablet.outbox.prior == "unknown"
    answer = tablet.report()
    assert answer["missing_unknown"] is True
    assert tablet.outbox.prior is None


def test_what_still_waits_is_not_missing(home: Home, new_tablet: NewTablet, key: Authenticator):
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    tablet.wall()
    tablet.unlock("Aïcha", key)
    for _ in range(3):
        tablet.record("transmission.record", home.persons["Lenoir"], body())
    assert "missing" not in tablet.report()
    tablet.send()
    assert "missing" not in tablet.report()
