"""At any instant, one version of a line at most."""

from medication.spans import spans
from tests.medication.lines import daily, line, paris

ONE, TWO, THREE = (paris(f"2026-11-{day} 10:00") for day in (10, 12, 14))


def version(number, starts_at, **changes):
    return line(daily("matin"), version=number, starts_at=starts_at, **changes)


def held(*versions):
    [found] = spans(versions)
    return [(one.line.version, one.from_at, one.until_at) for one in found]


def test_a_line_alone_holds_until_its_end():
    assert held(version(1, ONE)) == [(1, ONE, None)]
    assert held(version(1, ONE, ends_at=TWO)) == [(1, ONE, TWO)]


def test_a_version_holds_until_the_next_begins():
    assert held(version(1, ONE, superseded_at=TWO), version(2, TWO)) == [
        (1, ONE, TWO),
        (2, TWO, None),
    ]


def test_a_change_that_begins_later_leaves_no_gap():
    assert held(version(1, ONE, superseded_at=TWO), version(2, THREE)) == [
        (1, ONE, THREE),
        (2, THREE, None),
    ]


def test_without_the_next_version_the_line_ends_where_it_was_superseded():
    assert held(version(1, ONE, superseded_at=TWO)) == [(1, ONE, TWO)]
    assert held(version(1, ONE, superseded_at=THREE, ends_at=TWO)) == [(1, ONE, TWO)]


def test_a_line_that_ended_before_the_change_stays_ended():
    assert held(version(1, ONE, ends_at=TWO), version(2, THREE)) == [
        (1, ONE, TWO),
        (2, THREE, None),
    ]


def test_a_version_superseded_before_it_began_never_holds():
    never = version(2, THREE, superseded_at=TWO)
    assert held(version(1, ONE), never, version(3, THREE)) == [(1, ONE, THREE), (3, THREE, None)]


def test_a_later_version_that_begins_earlier_takes_all_of_the_one_before():
    assert held(version(1, TWO), version(2, ONE)) == [(2, ONE, None)]
    assert held(version(1, ONE), version(2, THREE), version(3, TWO)) == [
        (1, ONE, TWO),
        (3, TWO, None),
    ]


def test_each_chain_has_its_spans():
    first, second = line(daily("matin"), "a"), line(daily("matin"), "b")
    assert [[one.line for one in chain] for chain in spans([first, second])] == [[first], [second]]
    assert spans([]) == []


def test_a_span_holds_from_its_first_instant_to_its_last_excluded():
    [[first, second]] = spans([version(1, ONE), version(2, TWO)])
    assert first.holds(ONE) and not first.holds(TWO)
    assert second.holds(TWO) and second.holds(THREE) and not second.holds(ONE)
