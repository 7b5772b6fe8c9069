"""Who opened whose file: what a person may be told, and what is unusual enough to be asked about.

The whole trail is a page of `steering`; here are its readings, and nothing is written. `unusual.py` is pure and gives
no score: each finding says what was seen, against what. `queries.py` reads the trail.
"""
