"""The team: professionals, their roles and assignments, their passkeys, the duty plan.

It keeps no table of its own: the directory and the gate do. Begin with `commands.py`.
"""
