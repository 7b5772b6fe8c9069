"""/bureau/personnes/<id>/sante: the medical part of a person's file; what remains to be coded; a home's settings.

`health` shows what safety reads, `records` the rest of it, `emergency_sheet` the sheet that both make; `allergies`,
`swallowing` and `restriction` are forms, `searching` finds what one may be allergic to, `waiting` lists what is to be
coded, `home_settings` what the home set. What is typed goes by POST.
"""

from app.areas.medical.views import (
    allergies,
    emergency_sheet,
    health,
    home_settings,
    records,
    restriction,
    searching,
    swallowing,
    waiting,
)
from app.areas.medical.views.blueprint import blueprint

__all__ = [
    "allergies",
    "blueprint",
    "emergency_sheet",
    "health",
    "home_settings",
    "records",
    "restriction",
    "searching",
    "swallowing",
    "waiting",
]
