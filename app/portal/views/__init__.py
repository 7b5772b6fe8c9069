"""The addresses of the portal by subject: entering, being invited, the page, writing, one's keys, the built files."""

from app.portal.views import assets, entering, home, inviting, keys, writing
from app.portal.views.blueprint import blueprint

__all__ = ["assets", "blueprint", "entering", "home", "inviting", "keys", "writing"]
