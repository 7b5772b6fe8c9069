"""/bureau/personnes/<id>/proches, /bureau/proches/<id>: relatives, what is opened to them, what is written for them.

`listing` shows a person's relatives and what is shared, `one` a relative and what is opened, `own` lets the person
enter too, `writing` shares news and documents, `preview` shows exactly what a relative sees, `messages` is where the
home answers.
"""

from app.areas.family.views import listing, messages, one, own, preview, writing
from app.areas.family.views.blueprint import blueprint

__all__ = ["blueprint", "listing", "messages", "one", "own", "preview", "writing"]
