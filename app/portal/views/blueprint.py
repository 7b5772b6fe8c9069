"""The portal's one blueprint."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("portal", __name__)
