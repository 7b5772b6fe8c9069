"""How long what is kept of a person is kept, and how it goes: the table of durations, holds, the list of what has come
to its end, and its destruction with a report (decision 0048).

Begin with `rules.py` (pure, each rule with its source); `reckoning.py` lists, `purging.py` destroys what was listed.
Nothing here runs by itself: somebody who answers for it reads the list, and confirms with their key.
"""
