"""Establishments, units, rooms, staff, assignments and shifts: who works where, and when.

Persons accompanied do not live here (`app.areas.persons`). Begin with `models.py`.
"""
