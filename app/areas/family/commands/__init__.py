"""What may be done about relatives: one function per intent, each writing its audit event. They never commit.

`relatives` names them and their state, `own` lets the person enter too, `granting` opens and closes topics, `sharing`
flags, validates and withdraws what is shown, `messages` keeps what they write and what the home answers.
"""

from app.areas.family.commands.granting import Granting, grant, revoke
from app.areas.family.commands.messages import answer_message, write_message
from app.areas.family.commands.own import open_own_access
from app.areas.family.commands.relatives import Named, add_relative, edit_relative, set_state
from app.areas.family.commands.sharing import Words, flag, validate, withdraw

__all__ = [
    "Granting",
    "Named",
    "Words",
    "add_relative",
    "answer_message",
    "edit_relative",
    "flag",
    "grant",
    "open_own_access",
    "revoke",
    "set_state",
    "validate",
    "withdraw",
    "write_message",
]
