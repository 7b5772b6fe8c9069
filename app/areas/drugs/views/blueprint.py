"""The address of the drug reference, and the right that opens it."""

from flask import Blueprint, current_app

blueprint = Blueprint("drugs", __name__, url_prefix="/bureau/medicaments")
READ = "drug.read"


@blueprint.context_processor
def _places() -> dict[str, object]:
    """The endpoints there are: a tab leads nowhere else."""
    return {"endpoints": current_app.view_functions}
