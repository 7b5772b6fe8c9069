"""The address under which the vocabulary is changed."""

from flask import Blueprint

blueprint = Blueprint("vocabulary", __name__, url_prefix="/bureau/vocabulaire")
