"""Bad luck on purpose: random schedules of tablets, cut networks and killed servers, each replayed by its seed.

`python -m tests.soak --schedules 200` runs them against a real `chevet serve`; nothing written at the bedside may be
lost, doubled, or shown to one tablet and not to another. Begin with `schedule.py`; what must hold at the end of each is
in `reckoning.py`. `test_soak.py` is the short form, with every seed that once failed.
"""
