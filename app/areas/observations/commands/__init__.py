"""What may be done with measures without a tablet: one function per intent, each with its audit event; none commits.

At a desk a question can be asked back before anything is kept: `Asked` carries it. Tablets asked theirs already, and
come in by `handlers.py` on the same rows.
"""

from app.areas.observations.commands.recording import (
    Asked,
    Typed,
    correct_observation,
    record_observation,
)
from app.areas.observations.commands.setting import set_home_thresholds, set_person_thresholds
from app.areas.observations.loading import load_observations

__all__ = [
    "Asked",
    "Typed",
    "correct_observation",
    "load_observations",
    "record_observation",
    "set_home_thresholds",
    "set_person_thresholds",
]
