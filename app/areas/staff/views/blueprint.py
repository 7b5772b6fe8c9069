"""The address under which the team is managed."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__, url_prefix="/bureau")
