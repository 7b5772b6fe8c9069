"""How a confined process begins: Python alone, with the folders of this package and nothing of the rest of the product.

`app` and what is above this folder are put in place without being run: the decoder has no use for a web application,
and knows neither its settings nor its keys. Its environment is empty.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[4]
_PACKAGES = ("app", "app.areas", "app.areas.documents", "app.areas.documents.decoding")
_BEGIN = """
import sys, types
for name in {packages!r}:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = [{root!r} + "/" + name.replace(".", "/")]
from app.areas.documents.decoding.{module} import main
main({arguments})
"""


def begin(module: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A process that runs `main` of a module of this package; it writes to nobody but us."""
    return subprocess.Popen(
        command(module, arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        close_fds=True,
        start_new_session=True,
    )


def command(module: str, arguments: Sequence[object]) -> list[str]:
    """What is started: an interpreter that looks nowhere but in its own libraries."""
    text = _BEGIN.format(
        packages=_PACKAGES,
        root=str(_ROOT),
        module=module,
        arguments=", ".join(repr(argument) for argument in arguments),
    )
    return [sys.executable, "-I", "-B", "-c", text]
