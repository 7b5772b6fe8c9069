"""Envelope encryption: master key → establishment's wrapping key → a data key per owner → sealed
rows.

Wrapped keys live in the key store, another database with its own backups. Destroying an owner's
key makes
everything sealed for that owner unreadable. Begin with `vault.py`.
"""

from app.ground.vault.vault import KeyGone, SealBroken, Vault, VaultError

__all__ = ["KeyGone", "SealBroken", "Vault", "VaultError"]
