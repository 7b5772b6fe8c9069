"""/moi…: the pages of the person themself. A relative who asks for one is told that it does not exist."""

from app.portal.views.own import expectations, home, notes, rights, survey

__all__ = ["expectations", "home", "notes", "rights", "survey"]
