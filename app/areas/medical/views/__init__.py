"""/bureau/personnes/<id>/sante: the medical part of a person's file; what remains to be coded; a home's settings.

`health` shows one person, `allergies`, `swallowing` and `restriction` are its forms, `searching` finds what
one may be allergic to, `waiting` lists what is to be coded, `home_settings` what the home set. What is typed goes by
POST.
"""

from app.areas.medical.views import (
    allergies,
    health,
    home_settings,
    restriction,
    searching,
    swallowing,
    waiting,
)
from app.areas.medical.views.blueprint import blueprint

__all__ = [
    "allergies",
    "blueprint",
    "health",
    "home_settings",
    "restriction",
    "searching",
    "swallowing",
    "waiting",
]
