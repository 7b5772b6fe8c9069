"""/bureau/elements/<place>/<id>: what is said beside an entry of a file, and who may still read it."""

from app.areas.marks.views import limiting, saying
from app.areas.marks.views.blueprint import blueprint

__all__ = ["blueprint", "limiting", "saying"]
