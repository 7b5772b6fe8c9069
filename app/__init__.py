"""The shell: one Flask application over the house. `create_app` puts the storeys together and decides nothing else.

Begin with `shell.py` (what every request passes through) and `gate/auth/access.py` (who may reach what).
"""

from __future__ import annotations

import importlib
import importlib.util
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.ground import logs
from app.ground.config import Settings, load_settings
from app.ground.facts import get_fact
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from app.incoming import Incoming

# Each module has a `blueprint`, or a function `register(app)`, and declares its own endpoints in the access table.
# Some have neither: being imported is enough, when all they do is tell synchronisation their command types and rows.
PARTS = (
    "app.front",
    "app.health",
    "app.openapi",
    "app.gate.auth.api",
    "app.gate.auth.codes_api",
    "app.gate.auth.own_keys_api",
    "app.gate.auth.confirmations_api",
    "app.gate.auth.pages",
    "app.gate.sync.views",
    "app.gate.sync.pulling",
    "app.gate.sync.review_api",
    "app.areas.persons.views",
    "app.areas.persons.handlers",
    "app.areas.persons.emergency_command",
    "app.areas.persons.emergency_api",
    "app.areas.persons.feed",
    "app.areas.follow_ups.views",
    "app.areas.follow_ups.handlers",
    "app.areas.follow_ups.feed",
    "app.areas.journal.views",
    "app.areas.journal.api",
    "app.areas.journal.office",
    "app.areas.journal.handlers",
    "app.areas.journal.feed",
    "app.areas.observations.views",
    "app.areas.observations.handlers",
    "app.areas.observations.feed",
    "app.areas.documents.api",
    "app.areas.documents.handlers",
    "app.areas.documents.queueing",
    "app.areas.documents.feed",
    "app.areas.documents.behind",
    "app.areas.documents.reading_api",
    "app.areas.wounds.views",
    "app.areas.wounds.handlers",
    "app.areas.wounds.feed",
    "app.areas.drugs.views",
    "app.areas.drugs.recalls.views",
    "app.areas.drugs.recalls.feed",
    "app.areas.prescribing.views",
    "app.areas.prescribing.handlers",
    "app.areas.prescribing.feed",
    "app.areas.rounds.handlers",
    "app.areas.rounds.feed",
    "app.areas.rounds.effects",
    "app.areas.rounds.effects_found",
    "app.areas.rounds.views",
    "app.areas.rounds.labels.feed",
    "app.areas.rounds.containers.feed",
    "app.areas.documents.views",
    "app.areas.family.views",
    "app.portal.inviting",
    "app.areas.survey.views",
    "app.exporters",
    "app.areas.marks.views",
    "app.areas.privacy.views",
    "app.areas.retention.views",
    "app.areas.oversight.views",
    "app.areas.importing.views",
    "app.areas.charter.handlers",
    "app.areas.charter.guard",
    "app.areas.charter.views",
    "app.erasers",
    "app.areas.medical.marks",
    "app.areas.medical.feed",
    "app.areas.medical.handlers",
    "app.areas.medical.views",
    "app.areas.rounds.labels.views",
    "app.areas.rounds.containers.views",
    "app.areas.staff.views",
    "app.areas.steering.views",
    "app.awaited",
    "app.office",
)


def create_app(house: House | Settings | None = None) -> Flask:
    """The application over `house` (by default, the one that the environment describes).

    Raises ConfigError, in French, when a setting, a key or an address makes no sense.
    """
    if not isinstance(house, House):
        settings = house or load_settings()
        logs.set_up(settings.log_level)
        house = open_house(settings)
    from app import shell

    app = Flask("app", static_folder=None, template_folder=str(shell.TEMPLATES))
    app.request_class = Incoming
    app.extensions["chevet"] = house
    shell.install(app, house.settings)
    _open_family_door(app, house)
    if house.settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=house.settings.proxies, x_proto=0)  # type: ignore[method-assign]
    for name in PARTS:
        _add(app, name)
    is_demo = _is_demo(house)
    app.jinja_env.globals["demo"] = is_demo
    if is_demo:
        _add(app, "app.demo.door")
        if "chevet.portal" in app.extensions:
            importlib.import_module("app.demo.family_door").install(app.extensions["chevet.portal"])
    return app


def _open_family_door(app: Flask, house: House) -> None:
    """Requests for the host of the families go to an application of their own, which knows none of these routes."""
    origin = house.settings.family_origin
    if origin is None:
        return
    from app.portal.application import create_portal
    from app.portal.doors import Doors

    portal = create_portal(house)
    app.extensions["chevet.portal"] = portal
    app.wsgi_app = Doors(app.wsgi_app, portal.wsgi_app, urlsplit(origin).netloc)  # type: ignore[method-assign]


def _add(app: Flask, name: str) -> None:
    module = importlib.import_module(name)
    if hasattr(module, "register"):
        module.register(app)
    elif hasattr(module, "blueprint"):
        app.register_blueprint(module.blueprint)


def _exists(name: str) -> bool:
    parent = name.rpartition(".")[0]
    return (parent == "app" or _exists(parent)) and importlib.util.find_spec(name) is not None


def _is_demo(house: House) -> bool:
    """Whether the door of the demo world may exist: its code is here, and its marker is in the database."""
    if house.settings.is_production or not _exists("app.demo.door"):
        return False
    with acting_for_every(), house.database.read() as session:
        return get_fact(session, "demo") is not None
