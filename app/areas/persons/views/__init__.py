"""The pages about persons; each file holds those of one subject."""

from app.areas.persons.views import (
    absences,
    admission,
    emergencies,
    erasures,
    facts,
    file,
    identity,
    insi,
    listing,
    person,
    picture,
    stay,
)
from app.areas.persons.views.blueprint import blueprint

__all__ = [
    "absences",
    "admission",
    "blueprint",
    "emergencies",
    "erasures",
    "facts",
    "file",
    "identity",
    "insi",
    "listing",
    "person",
    "picture",
    "stay",
]
