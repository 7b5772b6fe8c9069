"""The addresses of the portal by subject: entering, being invited, the page, writing, one's keys, the built files, and
the pages of the person themself.
"""

from app.portal.views import assets, entering, home, inviting, keys, own, writing
from app.portal.views.blueprint import blueprint

__all__ = ["assets", "blueprint", "entering", "home", "inviting", "keys", "own", "writing"]
