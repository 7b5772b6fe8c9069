"""/bureau/a-faire: what remains to be done, to look over, answer, put off and add to from a desk.

`listing` is the list, `one` a single follow-up, `answering` and `opening` its forms. Who may not review follow-ups at
a desk finds none of it; who may not write them finds no form.
"""

from app.areas.follow_ups.views import answering, listing, one, opening
from app.areas.follow_ups.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "listing", "one", "opening"]
