"""What may be done to medical facts: one function per intent, each a new version and an audit event; none commits.

Each moves the person's revision, so that tablets draw the new marks, and tells whoever depends on the fact.
"""

from app.areas.medical.commands.allergies import add_allergy, change_allergy, withdraw
from app.areas.medical.commands.answers import answer_words, say_no_allergy
from app.areas.medical.commands.records import (
    add_record,
    change_record,
    say_no_antecedent,
    withdraw_record,
)
from app.areas.medical.commands.restriction import set_restriction
from app.areas.medical.commands.swallowing import set_swallowing
from app.areas.medical.settings import set_settings

__all__ = [
    "add_allergy",
    "add_record",
    "answer_words",
    "change_allergy",
    "change_record",
    "say_no_allergy",
    "say_no_antecedent",
    "set_restriction",
    "set_settings",
    "set_swallowing",
    "withdraw",
    "withdraw_record",
]
