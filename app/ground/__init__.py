"""What everything stands on: settings, database, clock, identifiers, errors, the vault, jobs and
logs.

Nothing here knows of a person, a right or a page, and nothing here imports from the storeys above.
Begin with `house.py`: one `House` holds what a process needs to work.
"""
