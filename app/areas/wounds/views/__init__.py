"""/bureau/plaies, /bureau/personnes/<id>/plaies: wounds read, assessed, put right and printed at a desk.

`listing` shows the wounds of units and of a person, `series` one of them, `writing` and `correcting` are the forms,
`ruler` is the card to print that is photographed beside a wound.
"""

from app.areas.wounds.views import correcting, listing, ruler, series, writing
from app.areas.wounds.views.blueprint import blueprint

__all__ = ["blueprint", "correcting", "listing", "ruler", "series", "writing"]
