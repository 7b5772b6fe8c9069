"""The pages that set the home; each file holds those of one subject."""

from app.areas.steering.views import (
    devices,
    establishment,
    flagged,
    home,
    passkeys,
    quarantine,
    rescue,
    rights,
    rooms,
    trace,
    units,
)
from app.areas.steering.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "devices",
    "establishment",
    "flagged",
    "home",
    "passkeys",
    "quarantine",
    "rescue",
    "rights",
    "rooms",
    "trace",
    "units",
]
