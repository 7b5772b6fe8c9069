"""/bureau/etiquettes: whose labels, on which paper, from which place on; and one that was lost."""

from app.areas.rounds.labels.views import losing, printing
from app.areas.rounds.labels.views.blueprint import blueprint

__all__ = ["blueprint", "losing", "printing"]
