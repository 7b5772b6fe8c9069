"""Containers prepared in advance (pillboxes, sachets): whose, for which slots, from which versions of lines.

The rules are in `medication/containers.py`. Begin with `models`, then `commands` (create, prepare, clear, empty, lose),
`listening` (a line that changes, a dose that is given from it) and `feed` (what tablets hold).
"""
