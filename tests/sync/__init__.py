"""Synchronisation: what tablets hand in and what they pull, with real keys and real signatures."""
