"""/bureau/personnes/<id>/traitement and /bureau/traitements: what is prescribed, written and controlled at a desk.

`treatment` is a person's page, `month` its days as a grid, `line` one line; `writing` and `changing` write one, step by
step (`form_steps`, then `review`); `ending` suspends, resumes and stops; `controlling` is the second reading,
`to_control` what waits for it; `alerts` what became of alerts.
"""

from app.areas.prescribing.views import (
    alerts,
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
    "alerts",
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
