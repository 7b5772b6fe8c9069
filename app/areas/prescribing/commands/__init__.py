"""What may be done with what is prescribed: one function per intent, each writing its audit event.

Each makes the person's doses of the next seven days anew in the same transaction, and returns the line as it stands
with the alerts that it raises. They never commit. `seen` is the version that was on the screen: when somebody wrote
another meanwhile, `Overtaken` says who and what, and nothing is lost. `ReasonsNeeded` asks for the reasons of
`overriding`; `HardStopped` lets no reason go past.
"""

from app.areas.prescribing.commands.changing import change
from app.areas.prescribing.commands.controlling import control, remind_controls
from app.areas.prescribing.commands.keeping import keep
from app.areas.prescribing.commands.noting import note_shown
from app.areas.prescribing.commands.overriding import override
from app.areas.prescribing.commands.pausing import resume, suspend
from app.areas.prescribing.commands.prescribing import prescribe
from app.areas.prescribing.commands.reminding import remind_signatures
from app.areas.prescribing.commands.seeing import see_change
from app.areas.prescribing.commands.signing import refuse_to_sign, sign
from app.areas.prescribing.commands.stopping import stop
from app.areas.prescribing.errors import HardStopped, Overtaken, ReasonsNeeded
from app.areas.prescribing.materialising import materialise, rematerialise
from app.areas.prescribing.overrides import NEED_WORDS, REASONS
from app.areas.prescribing.values import Draft, Overriding, Written
from app.areas.prescribing.written import LineWritten, on_line_written

__all__ = [
    "NEED_WORDS",
    "REASONS",
    "Draft",
    "HardStopped",
    "LineWritten",
    "Overriding",
    "Overtaken",
    "ReasonsNeeded",
    "Written",
    "change",
    "control",
    "keep",
    "materialise",
    "note_shown",
    "on_line_written",
    "override",
    "prescribe",
    "refuse_to_sign",
    "rematerialise",
    "remind_controls",
    "remind_signatures",
    "resume",
    "see_change",
    "sign",
    "stop",
    "suspend",
]
