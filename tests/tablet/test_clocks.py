"""Clocks that are wrong, set by hand, or moved by a change of season: nothing is refused, everything is in its place,
and the reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.ground import clock
from app.tablet import Authenticator, Tablet
from tests.tablet.conftest import Home, open_home

NewTablet = Callable[..., Tablet]
AHEAD, BEHIND, HOUR = timedelta(hours=17), timedelta(days=-3), timedelta(hours=1)
SECOND = timedelta(seconds=1)
MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
BODY = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé.", "to_read": False}


class Ward:
    """A tablet whose clock is `error` ahead, at an hour that moves when it is told to."""

    def __init__(self, home: Home, new_tablet: NewTablet, at: datetime, error: timedelta) -> None:
        self.home, self.at, self.error = home, at, error
        self.key = Authenticator()
        with self.hour():
            self.tablet = new_tablet(now=lambda: clock.now() + self.error)
            self.tablet.enrol(home.device("Glycines"))
            aicha = home.hire("Aïcha", "care_assistant", "Glycines")
            self.tablet.register(home.invite(aicha), self.key)
            self.tablet.wall()
            self.tablet.unlock("Aïcha", self.key)

    @contextmanager
    def hour(self, later: timedelta = timedelta(0)) -> Iterator[datetime]:
        self.at += later
        with clock.frozen(self.at):
            yield self.at

    def write(self, later: timedelta) -> tuple[str, datetime]:
        """An entry, that much later; its id and when it was truly written."""
        with self.hour(later) as at:
            entry = self.tablet.record("transmission.record", self.home.persons["Lenoir"], BODY)
            return str(entry), at

    def deliver(self, later: timedelta = SECOND) -> dict[str, Any]:
        """Everything is sent and read back; the entries by id."""
        with self.hour(later):
            assert {one["outcome"] for one in self.tablet.send()} == {"applied"}
            self.tablet.wall()
            self.tablet.lock()
            self.tablet.unlock("Aïcha", self.key)
            self.tablet.pull("Glycines")
            return self.tablet.rows.kinds["entry"]


@pytest.fixture
def ward(house: Any, new_tablet: NewTablet) -> Callable[..., Ward]:
    """Makes a home at that hour, and its tablet."""

    def make(at: datetime = MORNING, error: timedelta = timedelta(0)) -> Ward:
        with clock.frozen(at):
            home = open_home(house, "Les Tilleuls", {"Glycines": ("Lenoir",)})
        return Ward(home, new_tablet, at, error)

    return make


def place(entry: dict[str, Any]) -> datetime:
    at = clock.from_text(entry["occurred_at"])
    assert at is not None
    return at


@pytest.mark.parametrize("error", [AHEAD, BEHIND, -HOUR])
def test_a_clock_that_is_wrong_all_along(ward: Callable[..., Ward], error: timedelta):
    ours = ward(error=error)
    written = dict(ours.write(20 * SECOND) for _ in range(3))
    shown = ours.deliver(2 * HOUR)
    for id, at in written.items():
        assert abs(place(shown[id]) - at) < SECOND
        assert "clock_adrift" in shown[id]["flags"]


@pytest.mark.parametrize("error", [AHEAD, BEHIND, 3 * HOUR])
def test_a_clock_set_in_the_middle_of_an_entry(ward: Callable[..., Ward], error: timedelta):
    ours = ward()
    before, truly_before = ours.write(600 * SECOND)
    ours.error = error
    after, truly_after = ours.write(20 * SECOND)
    shown = ours.deliver(60 * SECOND)
    assert (place(shown[before]), shown[before]["flags"]) == (truly_before, [])
    assert abs(place(shown[after]) - truly_after) < SECOND
    assert "clock_adrift" in shown[after]["flags"]


@pytest.mark.parametrize("error", [AHEAD, BEHIND])
def test_a_clock_that_somebody_puts_right_before_the_network_is_back(
    ward: Callable[..., Ward], error: timedelta
):
    ours = ward(error=error)
    entry, truly = ours.write(600 * SECOND)
    ours.error = timedelta(0)
    other, truly_other = ours.write(600 * SECOND)
    shown = ours.deliver(60 * SECOND)
    assert abs(place(shown[entry]) - truly) < SECOND
    assert abs(place(shown[other]) - truly_other) < SECOND
    assert all("clock_adrift" in shown[one]["flags"] for one in (entry, other))


AUTUMN = datetime(
    2026, 10, 25, 0, 50, tzinfo=UTC
)  # 02:50 in Paris, ten minutes before 02:00 comes again
SPRING = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)  # 01:50 in Paris, ten minutes before it is 03:00


@pytest.mark.parametrize("night", [AUTUMN, SPRING])
def test_the_night_of_a_change_of_season_keeps_its_order(
    ward: Callable[..., Ward], night: datetime
):
    ours = ward(at=night)
    written = [ours.write(8 * 60 * SECOND) for _ in range(4)]
    shown = ours.deliver()
    assert [(place(shown[id]), shown[id]["flags"]) for id, _ in written] == [
        (at, []) for _, at in written
    ]
    newest_first = [row["id"] for row in ours.tablet.rows.entries()]
    assert newest_first == [id for id, _ in reversed(written)]


@pytest.mark.parametrize(("night", "error"), [(AUTUMN, HOUR), (SPRING, -HOUR)])
def test_a_tablet_that_did_not_follow_the_season(
    ward: Callable[..., Ward], night: datetime, error: timedelta
):
    ours = ward(at=night)
    before, truly_before = ours.write(300 * SECOND)
    ours.error = error
    after, truly_after = ours.write(900 * SECOND)
    shown = ours.deliver(60 * SECOND)
    assert (place(shown[before]), place(shown[after])) == (truly_before, truly_after)
    assert "clock_adrift" in shown[after]["flags"]
