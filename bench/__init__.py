"""What measures the product: `python -m bench` (or `make bench`) prints one table, goals beside figures.

Each row of the table is a file of `rows/`; what they stand on is beside it: `site.py` (a real server over a world of
its own), `postgres.py`, `crew.py` (tablets with sealed envelopes), `load.py` (bounded load over loopback),
`page.py` (Chromium). A goal that is missed is printed as missed.
"""
