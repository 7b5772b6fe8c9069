"""/bureau/charte: the charter to be read and accepted by each, and who accepted it for who answers for the data."""

from app.areas.charter.views import accepted, accepting
from app.areas.charter.views.blueprint import blueprint

__all__ = ["accepted", "accepting", "blueprint"]
