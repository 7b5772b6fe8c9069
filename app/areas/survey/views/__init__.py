"""/bureau/enquetes: opening a survey, closing it, reading what it says."""

from app.areas.survey.views.pages import blueprint

__all__ = ["blueprint"]
