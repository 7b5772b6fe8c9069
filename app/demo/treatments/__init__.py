"""The treatments of the nursing home, and what safety must know of each person: a text file a unit, as a geriatric
pharmacist would go through it.

The persons are in the `.txt` files, in walking order; `reading.py` says how they are written down, `schemes.py` how a
scheme is. Only drugs of the built-in reference are named. Interactions, allergies and overdoses are planted on
purpose, few enough to be read one by one: docs/alertes-de-demonstration.md.
"""
