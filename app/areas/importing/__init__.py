"""What a home already has in a table comes in at once: rooms, persons, their contacts, the team.

`reading.py` makes lines of a file, `sheets.py` says which columns each sheet has, `lines.py` judges and writes each. A
file is judged whole before anything is written, and written whole or not at all.
"""
