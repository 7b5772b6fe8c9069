"""What remains to be done about a person until somebody closes it: a pain to reassess, a task, an alert.

The rules are in `transmissions/follow_up.py`. Any area opens one with `commands.open_task` and closes it with
`commands.close_for`; `kinds` holds the kinds there are. This area leans on persons alone: whoever a follow-up
is about (`subject`) says so by an area's name and an id, and is never looked up from here.
"""
