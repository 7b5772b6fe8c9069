"""/bureau/personnes/<id>/traitement and /bureau/traitements: what is prescribed, written and controlled at a desk.

`treatment` is a person's page, `month` its days as a grid, `line` one line; `writing` and `changing` write one, step by
step (`form_steps`, then `review`); `ending` suspends, resumes and stops; `controlling` is the second reading,
`to_control` what waits for it.
"""

from app.areas.prescribing.views import (
    changing,
    controlling,
    ending,
    line,
    month,
    to_control,
    treatment,
    writing,
)
from app.areas.prescribing.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "changing",
    "controlling",
    "ending",
    "line",
    "month",
    "to_control",
    "treatment",
    "writing",
]
