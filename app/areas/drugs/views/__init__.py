"""/bureau/medicaments: what the drug reference knows. `search` finds a drug as its name is typed, `specialty` shows
one, `pack` reads what a scanner sends, `checking` looks for interactions, `reference` says which version answers.
What is typed goes by POST, never in an address."""

from app.areas.drugs.views import checking, pack, reference, search, specialty
from app.areas.drugs.views.blueprint import blueprint

__all__ = ["blueprint", "checking", "pack", "reference", "search", "specialty"]
