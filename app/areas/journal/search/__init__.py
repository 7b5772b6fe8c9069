"""Words sought in a person's whole file, which may hold twenty thousand sealed transmissions.

Opening each seal takes most of a second. So each month's folded words are kept in one sealed block (`blocks.py`), as
they stood at a revision; whatever changed since is read from its own seals and laid over it. A block is therefore never
wrong, only old, and is made again when much has changed. `finding.py` answers a search; begin there.
"""

from app.areas.journal.search.finding import Place, find
from app.areas.journal.search.making import make_due

__all__ = ["Place", "find", "make_due"]
