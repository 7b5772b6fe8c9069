"""However commands, pieces, repetitions, cuts and lost answers follow one another, each document ends whole, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.areas.documents import hooks
from app.areas.documents.models import DocumentPart
from tests.areas.documents.gestures import Photo, capture, document, head, parts, photos, put
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, Tablet

PIECES = 3


@dataclass
class Story:
    """Two captures that share a page, by two tablets of one home that may send each other's pages."""

    exchange: Exchange
    unlock: Unlock
    tablets: list[Tablet]
    shots: list[Photo] = field(default_factory=lambda: photos(3, size=96))
    envelopes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        first, shared, second = self.shots
        for pages in ([first, shared], [shared, second]):
            claims = self.unlock.claims(
                "document.capture", self.exchange.home.persons["Lenoir"], capture(pages), at=NOW
            )
            self.ids.append(claims["id"])
            self.envelopes.append(self.unlock.seal(claims))

    def deliver(self, which: int) -> None:
        answer = self.exchange.one(self.unlock.tablet, self.envelopes[which])
        assert answer["outcome"] in ("applied", "duplicate")

    def send(self, tablet: int, which: int, cut: int) -> None:
        """The next piece from where the server has it; `cut` may alter it on the way, once."""
        shot, device = self.shots[which], self.tablets[tablet]
        _, offset, complete = head(self.exchange, device, shot.name)
        if complete == "?1":
            return
        at = offset or 0
        length = -(-len(shot.data) // PIECES)
        if cut == 1 and at:  # a piece that was answered, and whose answer was lost
            assert put(self.exchange, device, shot, 0, length).status_code == 409
        elif cut == 2:  # a length that is not the one announced
            told = {"Content-Range": f"bytes {at}-{at + length}/{len(shot.data)}"}
            assert put(self.exchange, device, shot, at, at + 5, **told).status_code == 400
        else:
            assert put(self.exchange, device, shot, at, at + length).status_code == 200

    def spoil(self, tablet: int, which: int) -> None:
        """A whole part whose first bytes are another's: it is dropped with what came before it."""
        shot, device = self.shots[which], self.tablets[tablet]
        _, offset, complete = head(self.exchange, device, shot.name)
        if complete == "?1" or offset:
            return
        wrong = Photo(shot.plain)
        wrong.sealed = type(shot.sealed)(bytes(len(shot.data)), shot.sealed.key, shot.sealed.iv)
        with self.exchange.client(device) as client:
            answer = client.put(
                f"/api/v1/parts/{shot.name}",
                data=wrong.data,
                content_type="application/octet-stream",
                headers={"Content-Range": f"bytes 0-{len(shot.data) - 1}/{len(shot.data)}"},
            )
        assert answer.status_code == 422

    def end(self) -> None:
        """Both commands arrive at last, and somebody has every page."""
        for which in range(2):
            self.deliver(which)
        for which in range(3):
            for _ in range(PIECES):
                self.send(0, which, 0)


step = st.one_of(
    st.tuples(st.just("deliver"), st.integers(0, 1)),
    st.tuples(st.just("send"), st.integers(0, 1), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("spoil"), st.integers(0, 1), st.integers(0, 2)),
)


def holds(story: Story, steps: list[tuple[Any, ...]], heard: list[str]) -> None:
    heard.clear()
    for name, *arguments in steps:
        gesture: Callable[..., None] = getattr(story, name)
        gesture(*arguments)
    story.end()
    house = story.exchange.house
    for id_, shots in zip(story.ids, (story.shots[:2], story.shots[1:]), strict=True):
        assert document(story.exchange, id_).state == "received"
        assert [(part.name, part.state) for part in parts(house, id_)] == [
            (shot.name, "received") for shot in shots
        ]
    assert sorted(heard) == sorted(story.ids)
    assert [house.blobs.get(shot.name) for shot in story.shots] == [
        shot.data for shot in story.shots
    ]
    assert story.exchange.count(DocumentPart, DocumentPart.state == "awaited") == 0


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    listener = [lambda _session, _house, one: heard.append(str(one.id))]
    monkeypatch.setattr(hooks, "_COMPLETE", listener)
    return heard


@pytest.fixture
def tablets(shared: Exchange) -> list[Tablet]:
    with shared.house.database.write() as session:
        return [shared.home.tablet, shared.home.add_tablet(session, shared.home.units)]


@given(steps=st.lists(step, max_size=25))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_ends_whole_exactly_once(
    steps: list[tuple[Any, ...]], shared: Exchange, tablets: list[Tablet], told: list[str]
) -> None:
    holds(Story(shared, shared.home.unlock("Nadia"), tablets), steps, told)


@pytest.mark.postgresql
@given(steps=st.lists(step, max_size=15))
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_on_postgresql_too(
    steps: list[tuple[Any, ...]],
    now: None,
    postgresql_exchange: Exchange,
    told: list[str],
) -> None:
    exchange = postgresql_exchange
    tablets = [exchange.home.tablet, exchange.home.tablet]
    holds(Story(exchange, exchange.home.unlock("Nadia"), tablets), steps, told)
