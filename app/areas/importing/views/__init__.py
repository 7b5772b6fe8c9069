"""The pages of imports."""

from app.areas.importing.views import pages
from app.areas.importing.views.pages import blueprint

__all__ = ["blueprint", "pages"]
