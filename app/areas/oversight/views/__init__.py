"""The pages of oversight, for who answers for the protection of data."""

from app.areas.oversight.views import of_person, unusual
from app.areas.oversight.views.blueprint import blueprint

__all__ = ["blueprint", "of_person", "unusual"]
