"""Who sees, writes, controls and reviews what is prescribed, role by role."""

from __future__ import annotations

import uuid

import pytest

from app.gate.auth.actor import Actor, Subject
from app.gate.auth.policy import POLICY, ROLES, allows, may

CARE = {
    *("care_assistant", "nurse", "lead_nurse", "physician"),
    *("paramedical", "home_care_worker", "social_educator"),
}
PRESCRIBING = {"nurse", "lead_nurse", "physician"}
HOLDERS = {
    "medication.see": CARE | {"pharmacist"},
    "medication.give": (CARE - {"paramedical"}),
    "medication.prepare": {"nurse", "lead_nurse", "pharmacist"},
    "medication.resolve": PRESCRIBING,
    "observation.write": CARE,
    "observation.read": CARE | {"pharmacist"},
    "prescription.read": PRESCRIBING | {"pharmacist"},
    "prescription.write": PRESCRIBING,
    "prescription.control": PRESCRIBING | {"pharmacist"},
    "alert.override": PRESCRIBING | {"pharmacist"},
    "alert.review": {"pharmacist", "lead_nurse", "physician"},
    "medical.read": PRESCRIBING | {"pharmacist"},
    "medical.write": PRESCRIBING | {"pharmacist"},
    "medication.settings": {"lead_nurse", "pharmacist"},
}
HOME, UNIT, ELSEWHERE, PERSON = (uuid.uuid4() for _ in range(4))


@pytest.mark.parametrize("permission", sorted(HOLDERS))
def test_a_right_of_medication_belongs_to_those_roles_and_no_other(permission: str) -> None:
    assert {role for role in ROLES if allows(role, permission)} == HOLDERS[permission]


@pytest.mark.parametrize("permission", sorted(HOLDERS.keys() - {"medication.settings"}))
def test_what_is_about_a_person_ends_at_the_actors_units(permission: str) -> None:
    role = sorted(HOLDERS[permission])[0]
    actor = Actor(uuid.uuid4(), HOME, role, frozenset({UNIT}))
    assert may(actor, permission, Subject(HOME, UNIT, PERSON))
    assert not may(actor, permission, Subject(HOME, ELSEWHERE, PERSON))
    assert not may(actor, permission, Subject(uuid.uuid4(), UNIT, PERSON))


def test_an_emergency_opens_treatments_and_measures_for_reading_alone() -> None:
    actor = Actor(uuid.uuid4(), HOME, "nurse", frozenset({UNIT}), in_emergency=frozenset({PERSON}))
    file = Subject(HOME, ELSEWHERE, PERSON)
    opened = {one for one in POLICY["nurse"] & HOLDERS.keys() if may(actor, one, file)}
    reading = {"medication.see", "prescription.read", "medical.read", "observation.read"}
    assert opened == reading
