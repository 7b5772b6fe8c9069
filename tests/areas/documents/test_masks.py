"""Who reads a document: each role, each family, under each mask; and whoever handed in what nobody has filed."""

import uuid
from dataclasses import replace

import pytest

from app.areas.documents.kinds import KINDS
from app.areas.documents.masks import (
    OUTSIDE,
    Seen,
    is_for_tablets,
    leaves_nobody,
    maskable,
    may_read,
    reads,
)
from app.gate.auth.actor import Actor
from app.gate.auth.policy import ROLES

HOME, UNIT, OTHER_UNIT, PERSON = (uuid.UUID(int=n) for n in range(1, 5))
AUTHOR, OWNER = uuid.UUID(int=5), uuid.UUID(int=6)
OF = {
    "care": "ordonnance",
    "rights": "directives_anticipees",
    "social": "projet_personnalise",
    "admin": "piece_identite",
}
CARERS = {
    "care_assistant",
    "nurse",
    "lead_nurse",
    "physician",
    "paramedical",
    "home_care_worker",
    "social_educator",
}
READERS = {
    "care": CARERS | {"pharmacist"},
    "rights": CARERS | {"office", "management"},
    "social": {"nurse", "lead_nurse", "social_educator", "office", "management"},
    "admin": {"nurse", "lead_nurse", "office", "management"},
}


def document(kind=None, hidden_from=(), is_filed=True):
    return Seen(HOME, PERSON, UNIT, AUTHOR, OWNER, kind, is_filed, tuple(hidden_from))


def somebody(role, staff=None, units=frozenset((UNIT,)), **more):
    return Actor(staff or uuid.UUID(int=9), HOME, role, units, **more)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("family", OF)
def test_a_role_reads_the_families_of_its_work(role, family):
    assert may_read(somebody(role), document(OF[family])) == (role in READERS[family])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("masked", ROLES)
def test_a_mask_takes_it_from_the_roles_it_names_and_from_no_other(role, masked):
    for family, kind in OF.items():
        hidden = may_read(somebody(role), document(kind, [masked]))
        assert hidden == (role in READERS[family] and role != masked)


@pytest.mark.parametrize("role", ROLES)
def test_a_mask_holds_against_its_author_its_owner_and_an_emergency(role):
    of = document(None, [role], is_filed=False)
    opened = frozenset((PERSON,))
    for staff in (AUTHOR, OWNER):
        assert not may_read(somebody(role, staff), of)
    assert not may_read(somebody(role, units=frozenset(), in_emergency=opened), of)


def test_another_unit_and_another_home_read_nothing():
    of = document("ordonnance")
    assert not may_read(somebody("nurse", units=frozenset((OTHER_UNIT,))), of)
    assert not may_read(replace(somebody("nurse"), establishment_id=uuid.uuid4()), of)
    assert may_read(somebody("nurse", units=None), of)
    opened = frozenset((PERSON,))
    assert may_read(somebody("nurse", units=frozenset(), in_emergency=opened), of)


def test_what_is_to_file_is_read_by_care_by_its_author_and_by_its_owner():
    of = document(None, is_filed=False)
    assert may_read(somebody("nurse"), of) and may_read(somebody("care_assistant"), of)
    assert not may_read(somebody("office"), of)
    assert may_read(somebody("office", AUTHOR), of) and may_read(somebody("office", OWNER), of)
    elsewhere = frozenset((OTHER_UNIT,))
    assert not may_read(somebody("office", AUTHOR, units=elsewhere), of)


def test_its_author_reads_it_no_longer_once_it_is_filed_as_what_they_do_not_read():
    of = document("piece_identite", is_filed=False)
    assert may_read(somebody("care_assistant", AUTHOR), of)
    assert not may_read(somebody("care_assistant", AUTHOR), replace(of, is_filed=True))


def test_a_kind_of_a_later_version_is_read_like_what_is_to_file():
    assert reads("of_tomorrow") == reads(None) == "document.read_care"


@pytest.mark.parametrize("code", KINDS)
def test_tablets_keep_what_every_carer_reads(code):
    assert is_for_tablets(code, None) == (KINDS[code].family in ("care", "rights"))


def test_tablets_keep_nothing_that_a_mask_hides_from_one_who_holds_them():
    assert is_for_tablets(None, []) and is_for_tablets("ordonnance", ["person", "relative"])
    for role in (*CARERS, "pharmacist"):
        assert not is_for_tablets("ordonnance", [role])


def test_a_mask_names_those_who_would_read_it_the_person_and_who_speaks_for_them():
    assert set(maskable("ordonnance")) == READERS["care"] | set(OUTSIDE)
    assert set(maskable("piece_identite")) == READERS["admin"] | set(OUTSIDE)


def test_somebody_always_stays_who_may_lift_a_mask():
    assert leaves_nobody(["lead_nurse", "physician"], "ordonnance")
    assert not leaves_nobody(["lead_nurse"], "ordonnance")
    assert leaves_nobody(["lead_nurse"], "piece_identite")
