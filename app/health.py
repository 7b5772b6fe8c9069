"""GET /healthz: whether this process can work, for probes. It says nothing of what is inside."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.gate.auth.access import Access, declare
from app.ground import jobs
from app.ground.house import House, current_house
from app.ground.release import version
from app.ground.vault import VaultError

blueprint = Blueprint("health", __name__)
declare("health.healthz", Access.public())


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    house = current_house()
    database, queue = _database(house), jobs.is_reachable(house.settings)
    keys = _keys(house)
    files = house.blobs.standing()[1]
    status = {
        "status": "down" if not (database and keys) else "ok" if queue and files else "degraded",
        "version": version(),
        "database": "ok" if database else "down",
        "keys": "ok" if keys else "down",
        "queue": "ok" if queue else "down",
        "files": "ok" if files else "down",
    }
    return jsonify(status), 200 if database and keys else 503


def _database(house: House) -> bool:
    try:
        with house.database.read() as session:
            return session.scalar(text("SELECT 1")) == 1
    except SQLAlchemyError:
        return False


def _keys(house: House) -> bool:
    """Whether the key store answers and the master key opens it."""
    try:
        house.vault.check()
    except (SQLAlchemyError, VaultError):
        return False
    return True
