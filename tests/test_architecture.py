"""Dependencies point one way: the real tree is read, and small wrong trees show that the readers see."""

from pathlib import Path

import pytest

from tests.architecture.javascript_rules import broken_javascript_rules, imported_by
from tests.architecture.modules import imports_of
from tests.architecture.python_rules import broken_python_rules

ROOT = Path(__file__).parent.parent


def plant(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_python_imports_go_one_way():
    assert broken_python_rules(ROOT) == []


def test_javascript_imports_go_one_way():
    assert broken_javascript_rules(ROOT) == []


def test_the_real_tree_is_read():
    sources = {found.source.split(".")[0] for found in imports_of(ROOT)}
    assert {"app", "transmissions"} <= sources
    assert "./engine.js" in imported_by(ROOT / "pwa" / "src" / "main.js")


ALLOWED = {
    "a rule uses the standard library": ("transmissions/entry.py", "import datetime"),
    "a rule reads pack codes by biip": ("medication/datamatrix.py", "from biip import ParseError"),
    "a rule uses its own package": ("transmissions/entry.py", "from . import vocabulary"),
    "the ground uses a library": ("app/ground/database.py", "import sqlalchemy"),
    "the gate stands on the ground": ("app/gate/auth/policy.py", "from app.ground import ids"),
    "sync asks auth": ("app/gate/sync/outbox.py", "from app.gate.auth.policy import may"),
    "an area asks a rule": ("app/areas/journal/commands.py", "from transmissions import entry"),
    "an area asks another's queries": (
        "app/areas/journal/views.py",
        "from app.areas.persons.queries import persons_of",
    ),
    "the shell knows the areas": ("app/__init__.py", "from app.areas.journal import views"),
    "the demo knows all": ("app/demo/world.py", "from app.areas.journal.models import EntryRow"),
    "the command line reaches for the demo late": (
        "app/cli.py",
        "def demo():\n    from app.demo import seed",
    ),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_it_allows(case, tmp_path):
    name, text = ALLOWED[case]
    assert broken_python_rules(plant(tmp_path, {**_NEIGHBOURS, name: text})) == []


_NEIGHBOURS = {
    "app/demo/seed.py": "",
    "app/areas/persons/queries.py": "",
    "app/areas/persons/models.py": "",
    "app/gate/sync/feed.py": "",
    "transmissions/vocabulary.py": "",
}

REFUSED = {
    "a library that is the other's": ("transmissions/entry.py", "import biip"),
    "a rule that uses a library": ("transmissions/entry.py", "import flask"),
    "a rule that asks the shell": ("medication/safety.py", "from app.ground import clock"),
    "one domain that asks the other": ("medication/safety.py", "import transmissions.entry"),
    "ground that knows the gate": ("app/ground/jobs.py", "import app.gate.auth"),
    "ground that knows the shell": ("app/ground/jobs.py", "from app import create_app"),
    "the gate that knows an area": ("app/gate/sync/feed.py", "from app.areas import persons"),
    "audit that knows auth": ("app/gate/audit/record.py", "from app.gate.auth import actor"),
    "auth that knows sync": ("app/gate/auth/unlock.py", "from ..sync import feed"),
    "an area that reads another's tables": (
        "app/areas/journal/queries.py",
        "from app.areas.persons.models import PersonRow",
    ),
    "an area that reads another's tables through its head": (
        "app/areas/journal/queries.py",
        "from app.areas.persons import models",
    ),
    "persons that lean on an area": (
        "app/areas/persons/views.py",
        "from app.areas.journal.queries import entries_of",
    ),
    "an area that leans on steering": (
        "app/areas/journal/views.py",
        "from app.areas.steering.queries import board",
    ),
    "an area that knows the shell": ("app/areas/journal/views.py", "from app.shell import page"),
    "a late import that still goes up": (
        "app/ground/jobs.py",
        "def run():\n    from app.gate.sync import feed",
    ),
    "a shell that needs the demo to start": ("app/cli.py", "from app.demo import seed"),
    "an area that knows the demo": (
        "app/areas/staff/views.py",
        "def door():\n    import app.demo.seed",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_names(case, tmp_path):
    name, text = REFUSED[case]
    broken = broken_python_rules(plant(tmp_path, {**_NEIGHBOURS, name: text}))
    assert len(broken) == 1
    assert broken[0].startswith(name.removesuffix(".py").replace("/", "."))


JS_ALLOWED = {
    "pwa/src/lib/time.js": "export const now = () => new Date();",
    "pwa/src/store/rows.js": "import { now } from '../lib/time.js';\nimport { openDB } from 'idb';",
    "pwa/src/engine.js": "import './store/rows.js';",
    "pwa/src/elements/badge.js": "/** @import {Engine} from '../screens/wall.js' */\n"
    "import bell from 'lucide-static/icons/bell.svg';",
    "pwa/src/screens/wall.js": "import {\n  badge,\n} from '../elements/badge.js';",
    "pwa/src/main.js": "import './screens/wall.js'; import('./lib/time.js'); import './updates.js';",
    "pwa/src/updates.js": "import './engine.js';",
    "service_worker/worker.js": "import { keep } from './keep.js';",
    "package.json": '{"dependencies": {"idb": "1", "lucide-static": "1"}}',
}


def test_it_allows_scripts_that_look_down(tmp_path):
    assert broken_javascript_rules(plant(tmp_path, JS_ALLOWED)) == []


JS_REFUSED = {
    "pwa/src/lib/time.js": "import { rows } from '../store/rows.js';",
    "pwa/src/store/rows.js": "export { engine } from '../engine.js';",
    "pwa/src/engine.js": "import { draw } from './screens/wall.js';",
    "pwa/src/elements/badge.js": "const wall = await import('../screens/wall.js');",
    "pwa/src/screens/wall.js": "import '../updates.js';",
    "pwa/src/office.js": "import './main.js';",
    "pwa/src/main.js": "import worker from '../../service_worker/worker.js';",
    "pwa/src/strange/place.js": "import '../lib/time.js';",
    "pwa/src/auth/passkeys.js": "import express from 'express';",
    "service_worker/worker.js": "import { now } from '../pwa/src/lib/time.js';",
}


@pytest.mark.parametrize("name", JS_REFUSED)
def test_it_names_the_script(name, tmp_path):
    broken = broken_javascript_rules(plant(tmp_path, {**JS_ALLOWED, name: JS_REFUSED[name]}))
    assert len(broken) == 1
    assert broken[0].startswith(f"{name} imports ")


def test_it_reads_imports_as_written(tmp_path):
    path = tmp_path / "a.js"
    path.write_text(
        "// import x from './commented.js'\n"
        "/* import './also.js' */\n"
        "import a from './one.js';\nimport * as b from \"./two.js\";\nexport * from './three.js';\n"
        "const url = 'https://example.org'; import './four.js';\n"
    )
    assert imported_by(path) == ["./one.js", "./two.js", "./three.js", "./four.js"]
