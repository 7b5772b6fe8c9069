"""The address under which transmissions are read."""

from flask import Blueprint

blueprint = Blueprint("journal", __name__, url_prefix="/bureau")
