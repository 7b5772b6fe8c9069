"""What each relative of a family of five sees, and that it follows what is granted at that very instant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import erasers
from app.areas.family.commands import Granting, Named, Words, add_relative, flag, grant
from app.areas.family.models import Relative, RelativeGrant, SharedItem
from app.areas.family.queries import relatives_of
from app.areas.persons.commands import come_back, erase, leave
from app.gate.audit.verify import verify_rows
from app.ground.errors import Conflict, Invalid, NotFound
from tests.areas.family.conftest import GUARDED, HOUR, NOW, Family, titles

NEWS = ("daily_life", "health", "appointments")
EVERYTHING = ("daily_life", "health", "documents", "photos", "appointments")
MATRIX = {
    "Anne": {"Promenade au jardin", "Vaccin fait", "Coiffeur"},
    "Claire": {"Promenade au jardin", "Vaccin fait"},
    "Paul": set(),
    "Sophie": set(),
    "Marcel": set(),
}


@pytest.fixture
def shared(family: Family) -> Family:
    family.tell("daily_life", "Promenade au jardin")
    family.tell("health", "Vaccin fait")
    family.tell("appointments", "Coiffeur")
    family.tell("daily_life", "Pas encore relu", validated=False)
    family.grant("Anne", *EVERYTHING, measures=GUARDED, by="representative")
    family.grant("Claire", "daily_life", "health", measures=GUARDED, by="representative")
    family.grant("Paul", "photos", measures=GUARDED, by="representative")
    family.grant("Sophie", *EVERYTHING, measures=GUARDED, by="representative")
    family.grant("Marcel", "messages")
    family.state("Sophie", "excluded", NOW + HOUR)
    return family


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_of_five_sees_what_they_were_granted(shared: Family, name: str) -> None:
    assert titles(shared.sees(name, NOW + 2 * HOUR)) == MATRIX[name]


def test_what_is_not_granted_has_no_place_on_the_page(shared: Family) -> None:
    page = shared.sees("Paul", NOW + HOUR)
    assert page is not None
    assert page.photos == ()
    assert page.days is None and page.documents is None and page.appointments is None
    assert page.topic_labels == ("Photos",)


def test_whoever_is_excluded_is_told_what_a_stranger_is_told(shared: Family) -> None:
    assert shared.sees("Sophie", NOW + 2 * HOUR) is None


def test_whoever_comes_back_after_an_exclusion_is_granted_everything_anew(shared: Family) -> None:
    shared.state("Sophie", "active", NOW + 3 * HOUR)
    page = shared.sees("Sophie", NOW + 4 * HOUR)
    assert page is not None and page.topics == frozenset()


def test_a_revocation_is_immediate(shared: Family) -> None:
    at = NOW + 5 * HOUR
    shared.revoke("Claire", "health", at)
    assert titles(shared.sees("Claire", at - timedelta(microseconds=1))) == MATRIX["Claire"]
    assert titles(shared.sees("Claire", at)) == {"Promenade au jardin"}


def test_what_is_withdrawn_is_gone_for_everybody(family: Family) -> None:
    family.grant("Anne", "daily_life")
    item = family.tell("daily_life", "Chorale")
    assert titles(family.sees("Anne", NOW)) == {"Chorale"}
    family.withdraw(item, NOW + HOUR)
    assert titles(family.sees("Anne", NOW + HOUR)) == set()


def test_a_grant_is_over_on_its_date(family: Family) -> None:
    family.grant("Anne", "daily_life", until=NOW + HOUR)
    family.tell("daily_life", "Chorale")
    assert titles(family.sees("Anne", NOW)) == {"Chorale"}
    assert titles(family.sees("Anne", NOW + HOUR)) == set()


def test_everything_ends_with_the_stay_and_a_return_takes_nothing_up(family: Family) -> None:
    family.grant("Anne", "daily_life")
    family.tell("daily_life", "Chorale")
    leader, database = family.home.leader, family.house.database
    with database.write() as session:
        leave(session, leader, family.person, left_at=NOW + HOUR, now=NOW + HOUR)
    assert family.sees("Anne", NOW + HOUR) is None
    with pytest.raises(Conflict):
        family.grant("Anne", "photos", at=NOW + 2 * HOUR)
    with pytest.raises(Conflict):
        family.add("Yves", "son frère")
    with database.write() as session:
        come_back(session, leader, family.person, now=NOW + 2 * HOUR)
    page = family.sees("Anne", NOW + 3 * HOUR)
    assert page is not None and page.topics == frozenset()


def test_a_second_grant_of_a_topic_replaces_the_first(family: Family) -> None:
    family.grant("Anne", "daily_life")
    family.grant("Anne", "daily_life", at=NOW + HOUR, until=NOW + 2 * HOUR)
    assert family.sees("Anne", NOW + 2 * HOUR).topics == frozenset()  # type: ignore[union-attr]


def test_under_a_guardianship_the_person_alone_opens_no_information(family: Family) -> None:
    with pytest.raises(Invalid) as refused:
        family.grant("Anne", "health", measures=GUARDED)
    assert "art. 459" in refused.value.fields["given_by"]
    family.grant("Marcel", "messages", measures=GUARDED, by="representative")


def test_a_representative_without_a_measure_opens_nothing(family: Family) -> None:
    with pytest.raises(Invalid):
        family.grant("Anne", "health", by="representative")


def test_whoever_decides_for_the_person_says_what_the_person_thinks(family: Family) -> None:
    said = Granting(frozenset(("health",)), "representative", giver="Anne Lenoir")
    with pytest.raises(Invalid) as refused, family.house.database.write() as session:
        relative = family.relatives["Anne"]
        leader = family.home.leader
        grant(session, family.house, leader, relative, said, GUARDED, now=NOW)
    assert set(refused.value.fields) == {"heard"}


@pytest.mark.parametrize("topics", [frozenset(), frozenset(("everything",))], ids=["none", "odd"])
def test_a_grant_of_nothing_is_refused(family: Family, topics: frozenset[str]) -> None:
    with pytest.raises(Invalid), family.house.database.write() as session:
        said = Granting(topics, "person")
        relative = family.relatives["Anne"]
        grant(session, family.house, family.home.leader, relative, said, (), now=NOW)


@pytest.mark.parametrize(
    "named",
    [
        Named("", "Lenoir", "sa fille"),
        Named("Anne", " ", "sa fille"),
        Named("Anne", "Lenoir", ""),
        Named("Anne", "Lenoir", "sa fille", "anne@"),
        Named("A" * 81, "Lenoir", "sa fille"),
    ],
    ids=["no given name", "no family name", "no link", "half an address", "endless"],
)
def test_a_relative_is_named_whole(family: Family, named: Named) -> None:
    with pytest.raises(Invalid), family.house.database.write() as session:
        add_relative(session, family.house, family.home.leader, family.person, named, now=NOW)


@pytest.mark.parametrize(
    "words",
    [
        Words("messages", NOW.date(), "Bonjour"),
        Words("daily_life", NOW.date(), "  "),
        Words("photos", NOW.date(), "Sans photo"),
        Words("daily_life", NOW.date(), "Titre", "x" * 2001),
    ],
    ids=["messages", "no title", "no document", "endless"],
)
def test_what_cannot_be_shown_is_not_flagged(family: Family, words: Words) -> None:
    with pytest.raises(Invalid), family.house.database.write() as session:
        flag(session, family.house, family.home.leader, family.person, words, now=NOW)


def test_another_home_reaches_none_of_it(family: Family, other_home: object) -> None:
    chloe = other_home.leader  # type: ignore[attr-defined]
    said = Granting(frozenset(("health",)), "person")
    with family.house.database.write() as session, pytest.raises(NotFound):
        grant(session, family.house, chloe, family.relatives["Anne"], said, (), now=NOW)
    with family.house.database.read() as session:
        assert relatives_of(session, family.house, chloe.establishment_id, family.person) == []


def test_every_gesture_leaves_its_trace_and_every_row_verifies(shared: Family) -> None:
    shared.revoke("Claire", "health", NOW + HOUR)
    told = {verb: len(shared.home.events(verb)) for verb in ("relative.add", "relative.grant")}
    assert told == {"relative.add": 5, "relative.grant": 14}
    assert len(shared.home.events("relative.revoke")) == 6
    assert [one.detail for one in shared.home.events("relative.state")] == [{"state": "excluded"}]
    assert verify_rows(shared.house) == []


def test_a_topic_changed_in_the_table_alone_is_found(family: Family) -> None:
    family.grant("Paul", "photos")
    with family.house.database.write() as session:
        session.query(RelativeGrant).update({"topic": "health"})
    assert [one.kind for one in verify_rows(family.house)] == ["row_broken"]


def test_erasing_the_person_takes_it_all(shared: Family) -> None:
    assert erasers.family
    with shared.house.database.write() as session:
        erase(session, shared.house, shared.home.leader, shared.person, now=NOW)
    with shared.house.database.read() as session:
        for table in (Relative, RelativeGrant, SharedItem):
            assert session.query(table).count() == 0
    assert shared.sees("Anne", NOW) is None


HOURS = st.integers(0, 30)
GESTURES = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), st.sampled_from(NEWS), HOURS, st.none() | HOURS),
        st.tuples(st.just("revoke"), st.sampled_from(NEWS), HOURS, st.none()),
        st.tuples(st.just("exclude"), st.just(""), HOURS, st.none()),
        st.tuples(st.just("return"), st.just(""), HOURS, st.none()),
    ),
    max_size=8,
)


def _allowed(gestures: list[tuple[str, str, int, int | None]], at: int) -> set[str]:
    """The topics open at that hour, by replaying what was done until then, naively."""
    opened: dict[str, int | None] = {}
    is_in = True
    for what, topic, hour, until in gestures:
        if hour > at:
            break
        if what == "grant" and is_in:
            opened[topic] = until
        elif what == "revoke":
            opened.pop(topic, None)
        elif what == "exclude":
            opened, is_in = {}, False
        elif what == "return":
            is_in = True
    return {topic for topic, until in opened.items() if is_in and (until is None or at < until)}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GESTURES)
def test_after_any_gestures_what_is_shown_is_what_was_granted(
    family: Family, gestures: list[tuple[str, str, int, int | None]]
) -> None:
    done = sorted(gestures, key=lambda one: one[2])
    name = f"Essai{len(family.relatives)}"
    family.add(name, "un essai")
    for topic in NEWS:
        if len(family.relatives) == 6:
            family.tell(topic, topic, NOW - HOUR, day=(NOW + 90 * HOUR).date())
    for position, (what, topic, hour, until) in enumerate(done):
        at = NOW + hour * HOUR
        try:
            if what == "grant":
                family.grant(
                    name, topic, at=at, until=None if until is None else NOW + until * HOUR
                )
            elif what == "revoke":
                family.revoke(name, topic, at)
            else:
                family.state(name, "excluded" if what == "exclude" else "active", at)
        except (Invalid, Conflict):  # an end that is past, a relative who may not enter
            done[position] = ("refused", topic, hour, None)
        page = family.sees(name, at)
        allowed = _allowed(done[: position + 1], hour)
        assert (page.topics if page else set()) == allowed
        assert titles(page) == allowed
    for hour in range(31, 34):
        page = family.sees(name, NOW + hour * HOUR)
        assert (page.topics if page else set()) == _allowed(done, hour)
