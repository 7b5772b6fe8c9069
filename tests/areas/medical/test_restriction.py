"""Who may give to a person: decided by somebody, for a reason, on a day; and what cannot be read narrows most."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.areas.medical.commands import set_restriction
from app.areas.medical.facts import RestrictionDraft
from app.areas.medical.models import MedicalFact
from app.areas.medical.queries import restrictions_of
from app.ground.errors import Conflict, Invalid
from medication.giving_mode import Restriction
from tests.areas.conftest import HOUR, NOW
from tests.areas.medical.conftest import version

BY_A_NURSE = RestrictionDraft("nurse", "cache ses comprimés", "Dr Morel", NOW.date())
LIFTED = replace(BY_A_NURSE, level="none", why="bilan du 21")


def found(home, person):
    with home.house.database.read() as session:
        return restrictions_of(session, home.house.vault, [person]).get(person)


def test_the_last_decision_holds_and_those_before_stay(home, lenoir, act):
    assert found(home, lenoir) is None
    act(set_restriction, lenoir, BY_A_NURSE, today=NOW.date(), seen=version(0))
    assert found(home, lenoir) == Restriction("nurse", "cache ses comprimés")
    helped = replace(BY_A_NURSE, level="helped", why="oublis")
    act(set_restriction, lenoir, helped, today=NOW.date(), seen=version(1), now=NOW + HOUR)
    assert found(home, lenoir) == Restriction("helped", "oublis")
    act(set_restriction, lenoir, LIFTED, today=NOW.date(), seen=version(2), now=NOW + 2 * HOUR)
    assert found(home, lenoir) is None
    assert len(home.events("restriction.set")) == 3
    with home.house.database.read() as session:
        assert session.query(MedicalFact).filter_by(person_id=lenoir).count() == 3


def test_it_is_decided_by_somebody_for_a_reason_on_a_day_that_has_come(lenoir, act):
    empty = RestrictionDraft("autonomous", " ", None, NOW.date() + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        act(set_restriction, lenoir, empty, today=NOW.date())
    assert set(refused.value.fields) == {"level", "why", "decided_by", "on"}
    with pytest.raises(Invalid) as refused:
        act(set_restriction, lenoir, replace(BY_A_NURSE, on=None), today=NOW.date())
    assert set(refused.value.fields) == {"on"}


def test_two_who_decide_otherwise_do_not_overwrite_each_other(home, lenoir, act):
    act(set_restriction, lenoir, BY_A_NURSE, today=NOW.date(), seen=version(0))
    with pytest.raises(Conflict):
        act(set_restriction, lenoir, LIFTED, today=NOW.date(), seen=version(0))
    assert found(home, lenoir) == Restriction("nurse", "cache ses comprimés")


@pytest.mark.parametrize("level", ["none", "helped", "nurse"])
def test_a_decision_that_was_altered_narrows_most_until_it_is_said_again(home, lenoir, act, level):
    draft = replace(BY_A_NURSE, level=level)
    row = act(set_restriction, lenoir, draft, today=NOW.date())
    with home.house.database.write() as session:
        kept = session.get_one(MedicalFact, row.id)
        kept.sealed = kept.sealed[:-1] + bytes([kept.sealed[-1] ^ 1])
    held = found(home, lenoir)
    assert (held.giver, held.why) == ("nurse", "restriction illisible, à redemander")
    act(set_restriction, lenoir, LIFTED, today=NOW.date(), seen=version(1))
    assert found(home, lenoir) is None


def test_nothing_is_said_of_those_of_whom_nothing_was_decided(home, lenoir, act):
    other = home.admit(room="102", given_name="Odette", family_name="Faure")
    act(set_restriction, lenoir, BY_A_NURSE, today=NOW.date())
    with home.house.database.read() as session:
        assert set(restrictions_of(session, home.house.vault, [lenoir, other])) == {lenoir}
