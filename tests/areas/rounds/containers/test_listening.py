"""A line that changes puts in question what was prepared from it, until somebody clears it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.areas.follow_ups.queries import open_ones
from app.areas.prescribing.commands import change, control, resume, stop, suspend
from app.areas.rounds.containers.values import ContainerValue
from tests.areas.conftest import NOW
from tests.areas.prescribing.conftest import DAY, draft, taken
from tests.areas.rounds.containers.conftest import Shelf

TWO = taken("matin", "midi", "soir", amount="2")


def _changed(shelf: Shelf, **changes: object) -> None:
    shelf.ward.do(change, shelf.ward.nadia, shelf.chain, draft(**changes), seen=shelf.line)


def _reasons(found: ContainerValue) -> list[str | None]:
    return [one.why for one in found.inside]


def test_a_changed_line_makes_it_not_conform(each_shelf: Shelf) -> None:
    found = each_shelf.prepared(2)
    _changed(each_shelf, scheme=TWO)
    after = each_shelf.read(found.id)
    assert (after.state, _reasons(after)) == ("non_conform", ["changed", "changed"])
    assert after.preparation == found.preparation


def test_a_stopped_line_makes_it_not_conform(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    shelf.ward.do(stop, shelf.ward.nadia, shelf.chain, reason="allergie", seen=shelf.line)
    after = shelf.read(found.id)
    assert (after.state, _reasons(after)) == ("non_conform", ["stopped", "stopped"])


def test_a_suspended_line_concerns_the_doses_that_it_covers_and_stays_in_question(
    shelf: Shelf,
) -> None:
    found = shelf.prepared(2)
    (noon,) = shelf.doses(1)
    until = noon.due_at + timedelta(hours=2)
    written = shelf.ward.do(
        suspend, shelf.ward.nadia, shelf.chain, reason="à jeun", seen=shelf.line, until_at=until
    )
    after = shelf.read(found.id)
    assert (after.state, _reasons(after)) == ("non_conform", ["suspended", None])
    shelf.ward.do(resume, shelf.ward.nadia, shelf.chain, seen=written.line.id)
    assert _reasons(shelf.read(found.id)) == ["suspended", None], "until somebody clears it"


def test_a_change_from_tomorrow_leaves_today_conform(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    _changed(shelf, scheme=TWO, starts_at=NOW + DAY)
    assert shelf.read(found.id).state == "prepared"
    tomorrow = shelf.prepare(shelf.create("Demain"), [shelf.doses(3)[2].id])
    assert tomorrow.inside[0].version == 1


def test_a_control_changes_nothing(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    shelf.ward.do(control, shelf.ward.helene, shelf.chain, seen=shelf.line)
    assert shelf.read(found.id) == found


def test_cleared_it_holds_what_is_prescribed_now(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    _changed(shelf, scheme=TWO)
    noon, evening = shelf.doses(2)
    cleared = shelf.clear(shelf.read(found.id), [noon.id, evening.id])
    assert (cleared.state, _reasons(cleared)) == ("prepared", [None, None])
    assert {(one.version, one.amount) for one in cleared.inside} == {(2, Decimal(2))}
    assert cleared.preparation != found.preparation
    (event,) = shelf.ward.home.events("container.cleared")
    assert event.detail == {"before": 2, "items": 2}


def _asked(shelf: Shelf) -> list[str | None]:
    """What nurses are asked about her containers."""
    home = shelf.ward.home
    with home.house.database.read() as session:
        left = open_ones(session, home.house, home.id, person_id=shelf.ward.lenoir)
        return [one.what for one in left if one.kind.name == "container"]


def test_a_nurse_is_asked_once_to_see_to_it_until_its_content_is_right(shelf: Shelf) -> None:
    found = shelf.prepared(2)
    _changed(shelf, scheme=TWO)
    (what,) = _asked(shelf)
    assert what is not None and what.startswith(f"{found.name} : la prescription a changé")
    shelf.clear(shelf.read(found.id), [one.id for one in shelf.doses(2)])
    assert _asked(shelf) == []


def test_a_container_in_question_that_is_emptied_asks_nothing_more(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    shelf.ward.do(stop, shelf.ward.nadia, shelf.chain, reason="allergie", seen=shelf.line)
    assert len(_asked(shelf)) == 1
    shelf.empty(shelf.read(found.id))
    assert _asked(shelf) == []


def test_cleared_of_everything_it_is_empty(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    shelf.ward.do(stop, shelf.ward.nadia, shelf.chain, reason="allergie", seen=shelf.line)
    cleared = shelf.clear(shelf.read(found.id), [])
    assert (cleared.state, cleared.inside) == ("empty", ())


def test_what_is_emptied_or_lost_is_questioned_no_more(shelf: Shelf) -> None:
    emptied = shelf.empty(shelf.prepared(1))
    lost = shelf.lose(shelf.prepare(shelf.create("Sachet"), [shelf.doses(2)[1].id]))
    _changed(shelf, scheme=TWO)
    assert [shelf.read(one.id).state for one in (emptied, lost)] == ["empty", "empty"]


def test_noon_that_waits_is_in_question_when_its_line_stops_at_half_past(shelf: Shelf) -> None:
    found = shelf.prepared(1)
    (noon,) = shelf.doses(1)
    at = noon.due_at + timedelta(minutes=30)
    shelf.ward.do(stop, shelf.ward.nadia, shelf.chain, reason="arrêt", seen=shelf.line, now=at)
    assert shelf.read(found.id).state == "non_conform"
