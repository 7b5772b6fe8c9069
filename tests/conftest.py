"""Nothing from the developer's own shell or instance may reach a test."""

import os
from pathlib import Path

SETTINGS = (
    "CHEVET_ENV",
    "CHEVET_INSTANCE",
    "DATABASE_URL",
    "FAMILY_HOST",
    "HOST",
    "KEYSTORE_URL",
    "LOG_LEVEL",
    "MASTER_KEY",
    "MIGRATION_DATABASE_URL",
    "ORIGIN",
    "PORT",
    "PROXIES",
    "REDIS_URL",
    "RP_ID",
)

for name in SETTINGS:
    os.environ.pop(name, None)
    os.environ.pop(f"{name}_FILE", None)

# A test that forgets to name its own instance fails here instead of writing into a real one.
os.environ["CHEVET_INSTANCE"] = str(Path(os.devnull) / "instance")

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.houses",
    "tests.fixtures.application",
    "tests.fixtures.cast",
]
