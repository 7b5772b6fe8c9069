"""What can go wrong with a backup, said in French to whoever runs it."""

from __future__ import annotations

from app.ground.errors import ConfigError


class BackupFailed(ConfigError):
    """No backup was made; what was there before is untouched."""


class RestoreRefused(ConfigError):
    """Nothing was restored, and nothing was changed; the message says what to do."""


STILL_RUNNING = (
    "Chevet tourne encore (serveur, travaux de fond ou autre commande) : arrêtez-le, puis relancez."
)
