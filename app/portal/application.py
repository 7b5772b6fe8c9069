"""The portal, put together."""

from __future__ import annotations

from flask import Flask

from app import shell
from app.ground.house import House
from app.ground.pages import words
from app.ground.pages.typography import French
from app.portal import hooks
from app.portal.views import assets, blueprint


def create_portal(house: House) -> Flask:
    """The portal over `house`, whose settings name its host."""
    assert house.settings.family_host is not None
    portal = Flask("portal", static_folder=None, template_folder=str(shell.TEMPLATES))
    portal.extensions["chevet"] = house
    hooks.install(portal)
    portal.register_blueprint(blueprint)
    portal.jinja_env.globals.update(asset=assets.asset)
    portal.jinja_env.filters.update(day=words.day, week_day=words.week_day)
    portal.jinja_env.add_extension(French)
    return portal
