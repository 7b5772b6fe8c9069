"""The pages of retention; each file holds those of one subject."""

from app.areas.retention.views import death, destroying, durations, holding
from app.areas.retention.views.blueprint import blueprint

__all__ = ["blueprint", "death", "destroying", "durations", "holding"]
