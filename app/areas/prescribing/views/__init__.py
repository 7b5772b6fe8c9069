"""/bureau/personnes/<id>/traitement and /bureau/traitements: what is prescribed, written and controlled at a desk.

`treatment` is a person's page, `month` its days as a grid, `line` one line; `writing` and `changing` write one, step by
step (`form_steps`, then `review`); `ending` suspends, resumes and stops; `controlling` is the second reading,
`to_control` what waits for it; `signing` and `to_sign` the same of oral orders; `keeping` answers for a line that is
questioned; `alerts` what became of alerts; `paper` a document beside them, which `transcribing` copies into lines.
"""

from app.areas.prescribing.transcribing import views as transcribing
from app.areas.prescribing.views import (
    alerts,
    changing,
    controlling,
    ending,
    keeping,
    line,
    month,
    signing,
    to_control,
    to_sign,
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
    "keeping",
    "line",
    "month",
    "signing",
    "to_control",
    "to_sign",
    "transcribing",
    "treatment",
    "writing",
]
