"""A tablet in Python: the bedside protocol from the outside, for tests, benches and whoever has no browser.

It enrols, unlocks with a software passkey, signs, seals, keeps, sends and pulls exactly as the browser does, and
shares no code with the server: only `ground.ids` and `ground.clock`. Begin with `tablet.py`; `docs/tablet.md` shows
a whole loop. It needs `httpx` and `cbor2`, which a server does not.
"""

from app.tablet.authenticator import Authenticator
from app.tablet.connection import Problem
from app.tablet.errors import NotAllowed, TabletError
from app.tablet.tablet import Tablet

__all__ = ["Authenticator", "NotAllowed", "Problem", "Tablet", "TabletError"]
