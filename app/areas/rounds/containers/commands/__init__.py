"""What may be done with containers: one function per intent, each writing its audit event; they never commit.

Whoever prepares, clears or empties has `medication.prepare`. `seen` is the preparation that was on the screen: when
somebody made another meanwhile, Conflict says so and nothing is lost.
"""

from app.areas.rounds.containers.commands.clearing import clear
from app.areas.rounds.containers.commands.emptying import empty, lose
from app.areas.rounds.containers.commands.preparing import create, prepare

__all__ = ["clear", "create", "empty", "lose", "prepare"]
