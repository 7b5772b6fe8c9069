"""/bureau/personnes/<id>/mesures: what was measured of a person, read, written and corrected at a desk; thresholds.

`listing` shows the tables, `writing` is the form of a measure and of its correction, `setting` those of the thresholds.
"""

from app.areas.observations.views import listing, setting, writing
from app.areas.observations.views.blueprint import blueprint

__all__ = ["blueprint", "listing", "setting", "writing"]
