"""What the emergency sheet holds of each person's health, as the bedside screens of a unit keep it: one row a person,
under the person's own id, which replaces the one before. The tablet adds what it knows from other rows.
"""

from __future__ import annotations

import uuid

from app.areas.medical.known import facts_by_person
from app.areas.medical.records.around import around_given, ins_entry
from app.areas.medical.records.telling import medical_given
from app.areas.persons.queries import (
    changed_since,
    contacts_by_person,
    statuses_of,
    without_trusted,
)
from app.gate.directory.structure import establishment_of
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice
from transmissions.emergency.telling import entry_to_json, given_to_json


def health(scope: Scope) -> Slice:
    """Of the unit's persons who came in or of whom something changed; once a day all of them."""
    found = Slice()
    wanted = _wanted(scope)
    if not wanted:
        return found
    facts = facts_by_person(scope.session, scope.vault, wanted)
    contacts = contacts_by_person(scope.session, scope.vault, wanted, scope.now)
    nobody = without_trusted(scope.session, scope.vault, wanted)
    identities = statuses_of(scope.session, scope.vault, wanted)
    home = establishment_of(scope.session, scope.establishment_id)
    for person_id in sorted(wanted):
        around = around_given(contacts.get(person_id, ()), designates_nobody=person_id in nobody)
        row = {
            "id": str(person_id),
            "person": str(person_id),
            "home": {"name": home.name, "finess": home.finess},
            "given": given_to_json(medical_given(facts.get(person_id, ())) | around),
        }
        if person_id in identities:
            row["ins"] = entry_to_json(ins_entry(identities[person_id]))
        found.add("health", [row])
    return found


def _wanted(scope: Scope) -> set[uuid.UUID]:
    here = set(scope.persons)
    if scope.since is None or scope.is_new_day:
        return here
    changed = changed_since(scope.session, scope.establishment_id, scope.since)
    return {*scope.entered, *(changed & here)}


register_feed("medical", health)
