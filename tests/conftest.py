"""Nothing from the developer's own shell or instance may reach a test."""

import os
import shutil
from pathlib import Path

SETTINGS = (
    "CHEVET_ENV",
    "CHEVET_INSTANCE",
    "DATABASE_URL",
    "FAMILY_HOST",
    "FILES_URL",
    "HOST",
    "KEYSTORE_URL",
    "LOG_LEVEL",
    "MAIL_FROM",
    "MASTER_KEY",
    "MIGRATION_DATABASE_URL",
    "ORIGIN",
    "PORT",
    "PROXIES",
    "REDIS_URL",
    "RP_ID",
    "SMTP_URL",
)

for name in SETTINGS:
    os.environ.pop(name, None)
    os.environ.pop(f"{name}_FILE", None)

# The bases of the tests are written through to the disk, and the suite waits for it more than for anything. Memory does
# as well where there is plenty of it.
MEMORY, PLENTY = Path("/dev/shm"), 12 << 30
has_plenty = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") > PLENTY
if has_plenty and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > PLENTY:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A test that forgets to name its own instance fails here instead of writing into a real one.
os.environ["CHEVET_INSTANCE"] = str(Path(os.devnull) / "instance")

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.houses",
    "tests.fixtures.application",
    "tests.fixtures.cast",
]
