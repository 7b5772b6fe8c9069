"""The addresses of the portal, by subject: entering, being invited, the home page, one's keys, and the built files."""

from app.portal.views import assets, entering, home, inviting, keys
from app.portal.views.blueprint import blueprint

__all__ = ["assets", "blueprint", "entering", "home", "inviting", "keys"]
