"""/bureau/proches/<id>/invitation: the team's side of the portal's door. Inviting, by mail or by letter, and closing.

These pages belong to the application of the professionals; they never open the portal in anybody's name.
"""

from app.portal.inviting import closing, opening
from app.portal.inviting.blueprint import blueprint

__all__ = ["blueprint", "closing", "opening"]
