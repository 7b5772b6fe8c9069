"""/bureau: a person's transmissions, and what is still to be read, at a desk.

`timeline` is one person's whole file, searched and filtered; `to_read` what the reader is asked to read.
"""

from app.areas.journal.views import timeline, to_read
from app.areas.journal.views.blueprint import blueprint

__all__ = ["blueprint", "timeline", "to_read"]
