"""The person's own access: one each, never among their relatives, and nothing to open to it."""

import pytest

from app.areas.family import queries
from app.areas.family.commands import Granting, Named, edit_relative, grant, open_own_access
from app.areas.family.models import Relative
from app.ground.errors import Conflict
from tests.areas.family.conftest import GUARDED, NOW


def open_own(family):
    with family.house.database.write() as session:
        return open_own_access(session, family.house, family.home.leader, family.person, now=NOW)


def own_of(family):
    with family.house.database.read() as session:
        return queries.own_access_of(session, family.house, family.person)


def test_a_person_has_one_access_of_their_own(family):
    assert own_of(family) is None
    own = open_own(family)
    found = own_of(family)
    assert (found.id, found.is_self, found.state) == (own, True, "active")
    with pytest.raises(Conflict, match="déjà"):
        open_own(family)


def test_the_person_is_not_among_their_relatives(family):
    open_own(family)
    with family.house.database.read() as session:
        found = queries.relatives_of(session, family.house, family.home.id, family.person)
    assert found
    assert not any(one.is_self for one in found)


def test_no_topic_is_opened_to_the_person_whatever_measure_is_in_force(family):
    own = open_own(family)
    said = Granting(frozenset(("messages",)), "person", heard="D’accord")
    for measures in ((), GUARDED):
        with (
            pytest.raises(Conflict, match="propre dossier"),
            family.house.database.write() as session,
        ):
            grant(session, family.house, family.home.leader, own, said, measures, now=NOW)


def test_the_person_is_not_renamed_as_a_relative_would_be(family):
    own = open_own(family)
    named = Named("Un", "Autre", "un voisin")
    with pytest.raises(Conflict, match="dossier"), family.house.database.write() as session:
        edit_relative(session, family.house, family.home.leader, own, named, now=NOW)
    assert own_of(family).is_self


def test_a_relative_put_in_the_place_of_the_person_is_still_a_relative(family):
    """Whoever holds the database moves a relative's seal under the row of the person: it does not open there."""
    own = open_own(family)
    with family.house.database.write() as session:
        theirs = session.get_one(Relative, family.relatives["Claire"])
        session.get_one(Relative, own).sealed = theirs.sealed
    assert own_of(family) is None
