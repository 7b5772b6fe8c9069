"""How bedside entries arrive (outbox, inbox) and how tablets learn what changed (the feed).

It knows envelopes, signatures, outcomes and cursors; what a command means is told by the areas,
which register their
handlers and feed sources in `registry.py`. Begin with `outbox.py` and `feed.py`.
"""
