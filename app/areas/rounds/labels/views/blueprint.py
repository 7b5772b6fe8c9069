"""The address of labels, and the right that opens it."""

from flask import Blueprint

blueprint = Blueprint("labels", __name__, url_prefix="/bureau/etiquettes")
PRINT = "label.print"
