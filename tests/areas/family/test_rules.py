"""What is shown is always a subset of what is granted at that instant, whatever was granted and revoked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.family.rules import TOPICS, Grant, Standing, granted, holds, may_enter, shown

START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
LIVES_HERE = Standing("active", START - timedelta(days=400))


@dataclass(frozen=True)
class Flagged:
    needs: frozenset[str]
    validated_at: datetime | None
    withdrawn_at: datetime | None


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


HOURS = st.integers(0, 48).map(hour)
MAYBE = st.none() | HOURS
TOPIC = st.sampled_from(sorted(TOPICS))
GRANTS = st.lists(st.builds(Grant, TOPIC, HOURS, MAYBE, MAYBE), max_size=12)
ITEMS = st.lists(
    st.builds(Flagged, st.frozensets(TOPIC, max_size=3), MAYBE, MAYBE),
    max_size=12,
)
STANDINGS = st.builds(
    Standing, st.sampled_from(("active", "active", "excluded", "ended")), HOURS, MAYBE, MAYBE
)


@settings(max_examples=100, deadline=None)
@given(STANDINGS, GRANTS, ITEMS, HOURS)
def test_what_is_shown_is_granted_at_that_very_instant(
    standing: Standing, grants: list[Grant], items: list[Flagged], at: datetime
) -> None:
    topics = granted(standing, grants, at)
    for one in shown(items, topics, at):
        assert standing.state == "active"
        assert standing.admitted_at <= at
        assert standing.left_at is None or at < standing.left_at
        assert one.validated_at is not None and one.validated_at <= at
        assert one.withdrawn_at is None or at < one.withdrawn_at
        assert one.needs
        for topic in one.needs:
            assert any(
                grant.topic == topic
                and grant.from_at <= at
                and (standing.departed_at is None or grant.from_at > standing.departed_at)
                and (grant.until_at is None or at < grant.until_at)
                and (grant.ended_at is None or at < grant.ended_at)
                for grant in grants
            )


@settings(max_examples=100, deadline=None)
@given(GRANTS, ITEMS, HOURS)
def test_revoking_never_shows_more(grants: list[Grant], items: list[Flagged], at: datetime) -> None:
    before = shown(items, granted(LIVES_HERE, grants, at), at)
    for gone in range(len(grants)):
        left = [*grants[:gone], *grants[gone + 1 :]]
        after = shown(items, granted(LIVES_HERE, left, at), at)
        assert [one for one in before if one in after] == after


def test_a_grant_opens_at_its_first_instant_and_closes_at_its_last() -> None:
    grant = Grant("photos", hour(2), until_at=hour(4))
    assert [holds(grant, hour(at)) for at in (1, 2, 3, 4)] == [False, True, True, False]


def test_a_revocation_counts_at_the_instant_it_is_made() -> None:
    grant = Grant("photos", hour(0), until_at=hour(40), ended_at=hour(5))
    item = Flagged(frozenset(("photos",)), hour(0), None)
    seen = [bool(shown([item], granted(LIVES_HERE, [grant], hour(at)), hour(at))) for at in (4, 5)]
    assert seen == [True, False]


def test_an_item_that_needs_two_topics_is_not_shown_with_one() -> None:
    item = Flagged(frozenset(("documents", "health")), hour(0), None)
    assert shown([item], frozenset(("documents",)), hour(1)) == []
    assert shown([item], frozenset(("documents", "health")), hour(1)) == [item]


@pytest.mark.parametrize("state", ["excluded", "ended", "unheard_of"])
def test_whoever_may_not_enter_is_granted_nothing(state: str) -> None:
    standing = Standing(state, hour(0))
    assert not may_enter(standing, hour(1))
    assert granted(standing, [Grant("photos", hour(0))], hour(1)) == frozenset()


def test_grants_end_with_the_stay() -> None:
    standing = Standing("active", hour(0), left_at=hour(10))
    grants = [Grant("photos", hour(0))]
    assert granted(standing, grants, hour(9)) == frozenset(("photos",))
    assert granted(standing, grants, hour(10)) == frozenset()


def test_what_was_granted_before_a_departure_is_not_taken_up_again() -> None:
    back = Standing("active", hour(0), departed_at=hour(10))
    old, new = Grant("photos", hour(1)), Grant("health", hour(12))
    assert granted(back, [old, new], hour(20)) == frozenset(("health",))


def test_a_topic_that_nobody_knows_opens_nothing() -> None:
    assert granted(LIVES_HERE, [Grant("everything", hour(0))], hour(1)) == frozenset()
