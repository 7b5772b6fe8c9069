"""/bureau/rappels: which boxes may not be given any more. `listing` shows them to whoever may look a drug up, `finding`
chooses the box, `writing` takes the batches, `ending` says that a recall is over."""

from app.areas.drugs.recalls.views import ending, finding, listing, writing
from app.areas.drugs.recalls.views.blueprint import blueprint

__all__ = ["blueprint", "ending", "finding", "listing", "writing"]
