"""What a person's file says besides care: civil data, national identity, contacts and their powers, coverage, rights.

Everything is a fact of a kind (`kinds`), in versions: nothing that was said is lost, and who changed which field shows.
"""
