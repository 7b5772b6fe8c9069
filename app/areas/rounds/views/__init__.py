"""/bureau/tournees: what is given, read at a desk.

`day` is the board of a day, `declaring` one dose and what somebody says of it afterwards, `conflicts` what two tablets
say differently, `history` what was given to a person, `unscanned` what is given without a scan and what to repair.
"""

from app.areas.rounds.views import conflicts, day, declaring, history, unscanned
from app.areas.rounds.views.blueprint import blueprint

__all__ = ["blueprint", "conflicts", "day", "declaring", "history", "unscanned"]
