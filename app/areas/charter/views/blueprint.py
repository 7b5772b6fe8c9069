"""The address of the charter."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("charter", __name__, url_prefix="/bureau/charte")
OWN, REVIEW = "passkey.own", "charter.review"
