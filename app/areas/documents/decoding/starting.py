"""How a confined process begins: Python alone, with the folders of this package and nothing of the rest of the product.

`app` and what is above this folder are put in place without being run: the decoder has no use for a web application,
and knows neither its settings nor its keys. Its environment is empty.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[4]
_PACKAGES = ("app", "app.areas", "app.areas.documents", "app.areas.documents.decoding")
_OPENING = f"""
import sys, types
for name in {_PACKAGES!r}:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [{str(_ROOT)!r} + "/" + name.replace(".", "/")]
"""


def begin(module: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A process that runs `main` of a module of this package; it writes to nobody but us."""
    return subprocess.Popen(
        command(f"from {__package__}.{module} import main; main(*{arguments!r})"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        close_fds=True,
        start_new_session=True,
    )


def command(text: str) -> list[str]:
    """What is started: an interpreter that looks nowhere but in its own libraries and in this package."""
    return [sys.executable, "-I", "-B", "-c", _OPENING + text]
