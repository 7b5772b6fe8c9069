"""What may be done with follow-ups by pages, jobs and other areas: one function per intent, none commits.

A later area that needs something done about a person registers a kind (`register_kind`), then

    commands.open_task(session, vault, actor, Asked(due_at, kind="alert", what="…", role="nurse", urgent=True,
                       subject=Subject("medication", dose_id)), person_id=…, now=now)
    commands.close_for(session, vault, actor, Subject("medication", dose_id), now=now)

where `actor` is whoever acts, or `System(establishment_id)` for the product itself. It need not know whether
anything is open: closing what is not is nothing. `opening` and `steps` hold them; `with_entries` is for the journal,
whose transmissions may carry a follow-up of their own. Tablets come in by `handlers.py`, on the same rows.
"""

from app.areas.follow_ups.bodies import FollowUpBody
from app.areas.follow_ups.commands.answered import Answered, on_answer
from app.areas.follow_ups.commands.by import System, by_command
from app.areas.follow_ups.commands.escalating import escalate
from app.areas.follow_ups.commands.opening import load_follow_ups, open_task
from app.areas.follow_ups.commands.steps import (
    acknowledge_follow_up,
    close_follow_up,
    close_for,
    postpone_follow_up,
    reopen_follow_up,
    withdraw_follow_up,
)
from app.areas.follow_ups.commands.with_entries import (
    insert_with_entry,
    row_of_control,
    row_with_entry,
    withdraw_with_entry,
)
from app.areas.follow_ups.kinds import Kind, register_kind
from app.areas.follow_ups.rows import Asked, Subject

__all__ = [
    "Answered",
    "Asked",
    "FollowUpBody",
    "Kind",
    "Subject",
    "System",
    "acknowledge_follow_up",
    "by_command",
    "close_follow_up",
    "close_for",
    "escalate",
    "insert_with_entry",
    "load_follow_ups",
    "on_answer",
    "open_task",
    "postpone_follow_up",
    "register_kind",
    "reopen_follow_up",
    "row_of_control",
    "row_with_entry",
    "withdraw_follow_up",
    "withdraw_with_entry",
]
