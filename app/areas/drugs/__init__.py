"""The drug reference: which version every home works with, where it came from, what it says.

It belongs to the installation, not to a home: versions are kept side by side, one is in use. The
rules are in `medication/`; here are its table (`models`), what the command line does to it
(`commands`, fed by `files`), the version in memory (`queries`) and the office pages (`views`).
"""
