"""The address under which the home is set."""

from flask import Blueprint

blueprint = Blueprint("steering", __name__, url_prefix="/bureau")
