"""Paper that became part of a person's file: photographed at the bedside or handed in as a file, sealed page by page.

The command comes first and names its parts by the hash of their ciphertext; the parts follow in pieces (`api`), each
with a key of its own that the command carried (decision 0041). Begin with `models` (what is kept), then `handlers`
(what tablets say), `arriving` (what of it is here) and `queries` (who sees what).
"""
